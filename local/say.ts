import pc from "picocolors";

// Progress goes to standard error: standard output belongs to the program that is run (`npm run local -- kubectl … -o json`).
const colours = pc.createColors(process.stderr.isTTY && process.env.NO_COLOR === undefined);

/** An error whose message is all that a person needs: printed without a stack. */
export class Failure extends Error {}

export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

export function complain(line: string): void {
  say(colours.red(line));
}

const seconds = (since: number): string => `${Math.round((Date.now() - since) / 1000)} s`;

/** Prints `label … 57 s` around a task; on a terminal the seconds run along. */
export async function timed<T>(label: string, task: () => Promise<T>): Promise<T> {
  const began = Date.now();
  const line = `${label} … `;
  process.stderr.write(line);
  const clock = process.stderr.isTTY
    ? setInterval(() => process.stderr.write(`\r${line}${colours.dim(seconds(began))}`), 1000)
    : undefined;
  try {
    const result = await task();
    clearInterval(clock);
    process.stderr.write(`${clock === undefined ? "" : `\r${line}`}${seconds(began)}\n`);
    return result;
  } catch (error) {
    clearInterval(clock);
    process.stderr.write(`${clock === undefined ? "" : `\r${line}`}${colours.red("failed")} after ${seconds(began)}\n`);
    throw error;
  }
}
