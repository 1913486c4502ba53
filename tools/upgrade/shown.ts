/** Values as they may be printed: what could be secret is not. */
import { escaped } from "../../plan/quote.ts";
import { isRecord } from "../../policy/model/shape.ts";
import { whySecret, whySecretAfter } from "./secrets.ts";

/** Where a value stands. */
export interface Place {
  /** Of the object. */
  readonly kind: string;
  /** Keys of the maps around it, the outermost first. */
  readonly keys: readonly string[];
  /** Name of the item of a list around it: a pair `{name, value}` goes by it. */
  readonly item?: string;
}

/** Fields of a Secret that hold what is secret, and bytes that nobody can look through. */
const sealedFields: Readonly<Record<string, readonly string[]>> = {
  Secret: ["data", "stringData"],
  ConfigMap: ["binaryData"],
};

/** Kinds of volumes: they name a Secret or token and hold neither. */
const volumeKinds = ["secret", "serviceAccountToken"];

/** Whether nothing at this place is shown, whatever it is. */
export const isSealedField = ({ kind, keys: [first = ""] }: Place): boolean =>
  sealedFields[kind]?.includes(first) === true;

/** Why a value is not shown (`a private key`), or undefined. */
export function whySealed(value: unknown, place: Place): string | undefined {
  const { kind, keys, item } = place;
  if (isSealedField(place)) return `${keys[0] ?? ""} of a ${kind}`;
  if (!["string", "number", "bigint"].includes(typeof value)) return undefined;
  const text = `${value as string | number | bigint}`;
  const last = keys.at(-1) ?? "";
  const names = [...around(keys), ...(last === "value" && item !== undefined ? [item] : [])];
  return names.map((name) => whySecret(name, text)).find((why) => why !== undefined) ?? whySecret(last, text);
}

/** Keys above the last that could be those of a credential. */
const around = (keys: readonly string[]): readonly string[] =>
  keys.slice(0, -1).filter((key) => !(keys.includes("volumes") && volumeKinds.includes(key)));

/** The value in one line; of maps and lists each part is judged. */
export function shown(value: unknown, place: Place): string {
  if (Array.isArray(value)) return `[${shownItems(value, place).join(", ")}]`;
  if (isRecord(value)) {
    const item = [value.name, value.key].find((name) => typeof name === "string");
    const inner = item === undefined ? place : { ...place, item };
    const pairs = Object.entries(value).map(
      ([key, each]) => `${key}: ${shown(each, { ...inner, keys: [...place.keys, key] })}`,
    );
    return `{${pairs.join(", ")}}`;
  }
  const why = whySealed(value, place);
  if (why !== undefined) return sealed(why);
  return typeof value === "string" ? JSON.stringify(value).replace(invisible, escaped) : String(value);
}

/** Items of a list without names, each in one line: what follows `--token` goes by it. */
export function shownItems(list: readonly unknown[], place: Place): readonly string[] {
  return list.map((item, index) => {
    const before = list[index - 1];
    const why = typeof before === "string" && !isTree(item) ? whySecretAfter(before, String(item)) : undefined;
    return why === undefined ? shown(item, place) : sealed(why);
  });
}

const isTree = (value: unknown): boolean => typeof value === "object" && value !== null;

const sealed = (why: string): string => `(not shown: ${why})`;

/** JSON escapes control characters up to 31; these would change how a terminal shows the line. */
const invisible = /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
