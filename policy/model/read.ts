/**
 * Reading plain data of unknown shape. Absent and null mean the same; a value of the wrong type is no answer, so it
 * throws, and the pack reports that the rule could not hold (judge.ts).
 */

export type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown): Fields {
  if (value === undefined || value === null) return {};
  if (!isFields(value)) throw new TypeError(`expected an object, found ${describe(value)}`);
  return value;
}

export function items(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new TypeError(`expected a list, found ${describe(value)}`);
  return value as readonly unknown[];
}

export function text(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw new TypeError(`expected a text, found ${describe(value)}`);
  return value;
}

export function texts(value: unknown): readonly string[] {
  return items(value).map((item) => text(item) ?? "");
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The type, never the value. */
function describe(value: unknown): string {
  return Array.isArray(value) ? "a list" : typeof value;
}
