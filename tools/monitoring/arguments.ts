/** What was typed after `npm run monitoring --`. */
import { typed } from "../typed.ts";
import { forms, type Form } from "./files.ts";

export interface Request {
  readonly stack: string;
  readonly form: Form;
  /** Folder to write to; absent: one below `.fleet`, named after environment and region. */
  readonly out?: string;
}

const usage = "Usage: npm run monitoring -- [--stack NAME] [--as files|objects] [--out FOLDER]";

const text = { type: "string" } as const;
const options = { stack: { ...text, short: "s" }, as: text, out: { ...text, short: "o" } } as const;

/** @throws Error, for people, when the arguments are not understood */
export function readArguments(args: readonly string[]): Request {
  const { stack = "test", out, as = "files" } = typed({ args: [...args], options }, usage).values;
  const form = forms.find((each) => each === as);
  if (form === undefined)
    throw new Error(`There is no form ${JSON.stringify(as)}: --as takes ${forms.join(" or ")}.\n${usage}`);
  if (out === "") throw new Error(`--out names no folder.\n${usage}`);
  return { stack, form, ...(out !== undefined && { out }) };
}
