/** Whether one route fits every request that another fits, or some of them. What only a regular expression knows, neither says. */
import type { Match, ValueMatch } from "./model/traffic.ts";
import { comparedPath } from "./precedence.ts";
import { readRegex } from "./regex.ts";
import type { PlainRoute } from "./variants.ts";

/** Whether `a` fits every request that `b` fits, both of one host. */
export const coversRoute = (a: PlainRoute, b: PlainRoute): boolean =>
  coversPath(a, b) && coversMatch(a.match ?? {}, b.match ?? {});

/** Whether some request fits both, of one host; false where there is no telling. */
export const overlapsRoute = (a: PlainRoute, b: PlainRoute): boolean =>
  (coversPath(a, b) || coversPath(b, a)) && overlapsMatch(a.match ?? {}, b.match ?? {});

function coversPath(a: PlainRoute, b: PlainRoute): boolean {
  const fold = a.match?.ignorePathCase === true;
  if (!fold && b.match?.ignorePathCase === true && /[A-Za-z]/.test(b.path)) return false;
  const folded = (text: string): string => (fold ? text.toLowerCase() : text);
  const [wide, narrow] = [comparedPath(a), comparedPath(b)];
  switch (a.pathType) {
    case "Exact":
      return b.pathType === "Exact" && folded(wide) === folded(narrow);
    case "Prefix": {
      const parts = folded(wide === "/" ? "/" : `${wide}/`);
      if (b.pathType === "ImplementationSpecific") return beginsWith(narrow, parts, folded);
      return folded(narrow) === folded(wide) || folded(narrow).startsWith(parts);
    }
    case "ImplementationSpecific": {
      // The controller adds ".*", so an expression is a beginning.
      const open = withoutRest(wide);
      if (b.pathType === "ImplementationSpecific" && open === withoutRest(narrow)) return true;
      if (literalBeginning(open) !== open) return false;
      return b.pathType === "ImplementationSpecific" ? beginsWith(narrow, open, folded) : narrow.startsWith(open);
    }
  }
}

const withoutRest = (path: string): string => path.replace(/(\.\*|\(\.\*\))\$?$/, "");

/** Whether all that the expression fits begins so. */
function beginsWith(path: string, begin: string, folded: (text: string) => string): boolean {
  if (!folded(literalBeginning(path)).startsWith(begin)) return false;
  if (!path.includes("|")) return true;
  const read = readRegex(path);
  return !("problem" in read || read.hasOpenAlternatives);
}

/** Up to the first sign that is no plain character, and without one that such a sign may take away. */
function literalBeginning(path: string): string {
  const [plain = ""] = /^[^\\.+*?()|[\]{}^$]*/.exec(path) ?? [];
  return /^[*?{]/.test(path.slice(plain.length)) ? plain.slice(0, -1) : plain;
}

const coversMatch = (a: Match, b: Match): boolean =>
  (a.methods === undefined || (b.methods?.every((method) => a.methods?.includes(method)) ?? false)) &&
  coversValues(a.headers, b.headers) &&
  coversValues(a.query, b.query);

const coversValues = (a: readonly ValueMatch[] = [], b: readonly ValueMatch[] = []): boolean =>
  a.every((wide) => b.some((narrow) => narrow.name === wide.name && coversValue(wide, narrow)));

function coversValue(wide: ValueMatch, narrow: ValueMatch): boolean {
  if ("exact" in wide) return "exact" in narrow && wide.exact === narrow.exact;
  if ("regex" in wide) return "regex" in narrow && wide.regex === narrow.regex;
  return !("regex" in narrow) && ("exact" in narrow ? narrow.exact : narrow.prefix).startsWith(wide.prefix);
}

const overlapsMatch = (a: Match, b: Match): boolean =>
  (a.methods?.some((method) => b.methods?.includes(method) ?? true) ?? true) &&
  overlapsValues(a.headers, b.headers) &&
  overlapsValues(a.query, b.query);

/** Conditions on different values do not keep a request from meeting both. */
const overlapsValues = (a: readonly ValueMatch[] = [], b: readonly ValueMatch[] = []): boolean =>
  a.every((one) => b.every((other) => one.name !== other.name || coversValue(one, other) || coversValue(other, one)));

/** Whether `a` may fit the request that `b` stands for, as far as anybody can tell without asking a regular expression. */
export const mayFit = (a: PlainRoute, b: PlainRoute): boolean =>
  (a.pathType === "ImplementationSpecific" ? b.path.startsWith(literalBeginning(a.path)) : coversPath(a, b)) &&
  (a.match?.methods?.some((method) => b.match?.methods?.includes(method) ?? true) ?? true) &&
  mayHave(b.match?.headers, a.match?.headers) &&
  mayHave(b.match?.query, a.match?.query);

const mayHave = (given: readonly ValueMatch[] = [], asked: readonly ValueMatch[] = []): boolean =>
  asked.every((one) => given.some((other) => one.name === other.name && mayBe(one, other)));

const mayBe = (one: ValueMatch, other: ValueMatch): boolean =>
  "regex" in one || "regex" in other || coversValue(one, other) || coversValue(other, one);
