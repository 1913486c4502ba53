/** How a command ends when something is wrong. */

/**
 * What `run` throws is told to people, and the exit code is 1.
 * @param shown of what may come from files: without what would steer a terminal
 */
export async function command(run: () => Promise<void> | void, shown = (text: string): string => text): Promise<void> {
  try {
    await run();
  } catch (error) {
    console.error(shown(error instanceof Error ? error.message : String(error)));
    process.exitCode = 1;
  }
}
