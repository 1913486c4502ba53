/** Conditions beside host and path. An HTTPRoute compares whole values, or regular expressions. */
import type { ConditionOn, Conditions } from "../manifests/gateway-api.ts";
import type { Match, ValueMatch } from "../model/traffic.ts";
import { most } from "./limits.ts";
import type { Translation } from "./translation.ts";

export const match: Translation<Match, { readonly conditions: readonly Conditions[] }> = {
  say: ({ methods, headers, query }) => ({
    conditions: (methods ?? [undefined]).map((method): Conditions => ({
      ...(method !== undefined && { method }),
      ...(headers && { headers: headers.map(compared) }),
      ...(query && { queryParams: query.map(compared) }),
    })),
  }),
  findings: ({ headers = [], query = [], ignorePathCase }, _, kind) => [
    ...most(headers, ["headers"], "headers to compare", kind),
    ...most(query, ["query"], "parameters to compare", kind),
    ...(ignorePathCase === true
      ? [
          {
            path: ["ignorePathCase"],
            message: `cannot be said in ${kind}, which compares paths letter by letter`,
            remedy: 'Use path type "ImplementationSpecific" with "/(?i)" in front, or write "routesAs: ingress".',
          },
        ]
      : []),
  ],
};

/** A beginning as the expression that fits just the same values: those of headers and of addresses have no line breaks, which `.` leaves out. */
export function compared(condition: ValueMatch): ConditionOn {
  const { name } = condition;
  if ("exact" in condition) return { type: "Exact", name, value: condition.exact };
  const value = "regex" in condition ? condition.regex : `${literal(condition.prefix)}.*`;
  return { type: "RegularExpression", name, value };
}

/** Fits this text and no other (RE2 takes a backslash before any sign that is no letter or digit). */
const literal = (text: string): string => text.replace(/[^A-Za-z0-9_]/g, String.raw`\$&`);
