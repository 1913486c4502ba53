/** Values in messages: exact, short, and never a secret. */
import type { FleetPath } from "./fault.ts";

/** Longest text shown; what is wrong shows at the beginning, as a rule. */
const longest = 60;

/** Keys whose values are not shown, be they the names of Secrets: people paste the wrong thing into such places. */
const secretKey = /secret|passw|pwd|token|credential|private.?key|access.?key|api.?key/i;

/** Texts that carry a secret wherever they stand: user and password in a URL, PEM, what authenticates a request, a JSON web token. */
const secretText = /:\/\/[^/\s]*@|-----BEGIN|^\s*(bearer|basic)\s|\beyJ[\w-]{8,}\.eyJ/i;

/** JSON escapes control characters up to 31; these would change how a terminal shows the line. */
const invisible = /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** The value as it may be shown: text in quotes, lists and maps by name only. */
export function quote(value: unknown, path: FleetPath): string {
  if (Array.isArray(value)) return "the list";
  if (typeof value === "object" && value !== null) return "the map";
  if (typeof value !== "string") return looksSecret(path) ? "the value (not shown)" : String(value);
  if (looksSecret(path) || carriesSecret(value)) return "the value (not shown)";
  const shown = value.length > longest ? `${value.slice(0, longest).toWellFormed()}…` : value;
  return JSON.stringify(shown).replace(invisible, escaped);
}

/** Whether it does, whatever it is called. */
export const carriesSecret = (text: string): boolean => secretText.test(text);

/** Whether a value there is not shown. */
export const looksSecret = (path: FleetPath): boolean => {
  const key = path.findLast((step) => typeof step === "string");
  return key !== undefined && secretKey.test(key);
};

/** As JSON writes a character that must not be seen as itself: `\\u001b`. */
export const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
