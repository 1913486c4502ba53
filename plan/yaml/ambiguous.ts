/** What to say of unquoted text that programs read differently. */
import { looksSecret, quote } from "../quote.ts";
import type { Ambiguity, Remark } from "./data.ts";

/** @param wanted type that the schema wants here, where it is not the one the value was read as */
export function describeAmbiguity(found: Ambiguity, wanted: string | undefined): Remark {
  const { path, part, plain, value, other } = found;
  const shown = part === "key" ? `the key ${quote(plain, [])}` : quote(plain, path);
  const here = typeof value === "number" ? `the number ${value}` : "text";
  const message = looksSecret(path)
    ? `${shown} is read differently by readers of YAML 1.1 and 1.2 without quotes`
    : `${shown} without quotes is ${here} here, but ${other} to readers of YAML 1.1`;
  return { path, part, message, remedy: remedy(found, wanted) };
}

function remedy({ path, part, plain, value, other }: Ambiguity, wanted: string | undefined): string {
  if (part === "key") return "Put the key in quotes.";
  if (wanted === "boolean") return other === "true" || other === "false" ? `Write ${other}.` : "Write true or false.";
  if (wanted === "array") return `Write it as a list: [${quote(plain, path)}].`;
  const readAsNumber = typeof value === "number" && wanted !== "string";
  if (readAsNumber || wanted === "int" || wanted === "number") return "Write the number in plain decimal digits.";
  return looksSecret(path) ? "Put it in quotes." : `Put it in quotes: ${quote(plain, path)}.`;
}
