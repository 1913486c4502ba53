/** A value of the wrong type: what it was read as, and how to write what was meant. */
import type { FleetPath } from "../fault.ts";
import { looksSecret, quote } from "../quote.ts";

/** What the file says beyond its data. */
export interface Written {
  /** Text of an unquoted value. */
  readonly plainText: (path: FleetPath) => string | undefined;
  /** Whether a comment swallowed the value. */
  readonly swallowed: (path: FleetPath) => boolean;
}

/**
 * @param wanted zod's name of the type
 * @param map of one whose settings are known: these, and below them how it is written; those of a registry depend on its type
 */
export function mistyped(
  wanted: string,
  value: unknown,
  path: FleetPath,
  written: Written,
  map = "",
): [message: string, remedy: string] {
  const noun = nouns[wanted] ?? "something else";
  if (value === null) return [`nothing is written here, where ${noun} is wanted`, nothingRemedy(wanted, path, written)];
  const plain = looksSecret(path) ? undefined : written.plainText(path);
  const shown = typeof value === "number" && plain !== undefined ? plain : quote(value, path);
  const wrong =
    typeof value === "object" || typeof value === "boolean"
      ? `${kind(value, plain)} stands here, where ${noun} is wanted`
      : `${shown} is ${kind(value, plain)}, where ${noun} is wanted`;
  switch (wanted) {
    case "string":
      if (typeof value === "object") return [wrong, "Write a single value."];
      return [wrong, plain === undefined ? "Put it in quotes." : `Put it in quotes: ${quote(plain, path)}.`];
    case "number":
    case "int":
      if (typeof value === "number") return [`${shown} is not a whole number`, "Write a whole number."];
      return [wrong, typeof value === "string" ? asNumber(value) : "Write a whole number."];
    case "boolean":
      return [wrong, value === "true" || value === "false" ? "Remove the quotes." : "Write true or false."];
    case "array":
      if (typeof value === "object") return [wrong, 'Write a list: each item on a line of its own, after "- ".'];
      return [wrong, `Write it as a list: [${shown}].`];
    default: {
      const [settings = "", sample] = map.split("\n");
      return [
        wrong,
        sample === undefined
          ? "Write a map: each key on a line of its own, followed by a colon, a space and its value."
          : `Write a map, such as "${sample}". Its settings: ${settings}.`,
      ];
    }
  }
}

function asNumber(text: string): string {
  if (/^\d+$/.test(text)) return "Remove the quotes.";
  if (/^\d{1,3}%$/.test(text)) return `Write ${Number.parseInt(text, 10)}.`;
  return /^[45]xx$/i.test(text)
    ? `Write each status by its number: ${text[0] ?? ""}00, ${text[0] ?? ""}03.`
    : "Write a whole number.";
}

const nouns: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
};

function kind(value: unknown, plain: string | undefined): string {
  if (typeof value === "number") {
    return plain === undefined || plain === String(value) ? "a number" : `read as the number ${value}`;
  }
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") return "text";
  return Array.isArray(value) ? "a list" : "a map";
}

function nothingRemedy(wanted: string, path: FleetPath, written: Written): string {
  if (written.swallowed(path)) return 'Put the value in quotes: unquoted, "#" begins a comment.';
  const plain = written.plainText(path);
  if (plain !== undefined && plain !== "")
    return `${plain} means nothing in YAML. If it is meant as text, put it in quotes.`;
  return `Write ${nouns[wanted] ?? "a value"}, or leave the key out if it has a default.`;
}
