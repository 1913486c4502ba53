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
  // Pasted lines arrive at once, before their questions; `terminal.question` would drop all but the first.
  const typed: string[] = [];
  let waiting: ((line: string) => void) | undefined;
  terminal.on("line", (line) => {
    if (waiting === undefined) typed.push(line);
    else waiting(line);
    waiting = undefined;
  });
  let open = true;
  const ended = new Promise<never>((_, reject) => {
    terminal.once("close", () => {
      open = false;
      reject(new Error("\nNo answer; nothing was written."));
    });
  });
  // It is closed in the end, too, when nobody waits for an answer any more.
  ended.catch(() => undefined);
  const ask: Ask = (question) => {
    const line = typed.shift();
    if (line !== undefined) {
      process.stderr.write(`${question}${line}\n`);
      return Promise.resolve(line);
    }
    if (!open) return ended;
    terminal.setPrompt(question);
    terminal.prompt();
    return Promise.race([new Promise<string>((resolve) => (waiting = resolve)), ended]);
  };
  try {
    return await task(ask);
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
