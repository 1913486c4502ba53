/**
 * Unquoted YAML that programs take differently. This one reads YAML 1.2, many others still 1.1, where `no` is false and
 * 12:30 a number of seconds; a file must not mean one thing to the fleet and another to the next tool.
 */
import { isScalar, parseDocument } from "yaml";

/** Whatever else it is, it begins like a number or is one of the words for true and false. Most text is not worth a second look. */
const suspicious = /^(?:[-+.0-9]|(?:y|yes|on|n|no|off)$)/i;

/** What readers of YAML 1.1 take the unquoted text for, in words; undefined when it is the same `value` to them. */
export function otherReading(plain: string, value: unknown): string | undefined {
  if (!suspicious.test(plain)) return undefined;
  const node = parseDocument(plain, { version: "1.1", logLevel: "silent" }).contents;
  if (!isScalar(node) || node.type !== "PLAIN") return undefined;
  const other = node.value;
  // The library takes "-e1" for a number that is none, which YAML 1.1 does not.
  if (Object.is(other, value) || Number.isNaN(other)) return undefined;
  if (typeof other === "boolean") return String(other);
  if (typeof other === "number") return `the number ${other}`;
  if (typeof other === "string") return "text";
  return other instanceof Date ? "a date" : undefined;
}
