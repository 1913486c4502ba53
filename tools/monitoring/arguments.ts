/** What was typed after `npm run monitoring --`. */
import { parseArgs } from "node:util";
import { forms, type Form } from "./files.ts";

export interface Request {
  readonly stack: string;
  readonly form: Form;
  /** Folder to write to; absent: one below `.fleet`, named after environment and region. */
  readonly out?: string;
}

const usage = "Usage: npm run monitoring -- [--stack NAME] [--as files|objects] [--out FOLDER]";

/** @throws Error, for people, when the arguments are not understood */
export function readArguments(args: readonly string[]): Request {
  const { stack = "test", out, as = "files" } = understood(args);
  const form = forms.find((each) => each === as);
  if (form === undefined)
    throw new Error(`There is no form ${JSON.stringify(as)}: --as takes ${forms.join(" or ")}.\n${usage}`);
  if (out === "") throw new Error(`--out names no folder.\n${usage}`);
  return { stack, form, ...(out !== undefined && { out }) };
}

function understood(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    const options = { stack: { ...text, short: "s" }, as: text, out: { ...text, short: "o" } };
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    // Its first sentence names the argument; what follows is advice on the shell.
    const [reason = ""] = error instanceof Error ? error.message.split(/\. |\n/) : [];
    throw new Error(`${reason}.\n${usage}`, { cause: error });
  }
}
