/** Asks on the terminal for what was not typed. */
import { createInterface } from "node:readline/promises";

/** The answer to one question, as typed. */
export type Ask = (question: string) => Promise<string>;

/**
 * Lets a task ask on our terminal. Questions go to standard error: standard output is for results.
 * @throws Error, for people, when the input ends (Ctrl-C, Ctrl-D) before an answer
 */
export async function onTerminal<T>(task: (ask: Ask) => Promise<T>): Promise<T> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<never>((_, reject) => {
    terminal.once("close", () => reject(new Error("\nNo answer; nothing was written.")));
  });
  // It is closed in the end, too, when nobody waits for an answer any more.
  ended.catch(() => undefined);
  try {
    return await task((question) => Promise.race([terminal.question(question), ended]));
  } finally {
    terminal.close();
  }
}

/** Asks until there is an answer. */
export async function answer(ask: Ask, question: string): Promise<string> {
  for (;;) {
    const text = (await ask(question)).trim();
    if (text !== "") return text;
  }
}
