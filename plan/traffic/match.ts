/** Which of the requests for its host and path a route answers. */
import * as z from "zod";
import type { Finding } from "../fault.ts";
import type { Strings } from "../manifests.ts";
import type { Match, ValueMatch } from "../model/traffic.ts";
import { comparedHeader, comparedParameter, conditions, kinds } from "../schema/match.ts";
import { moreThan } from "../schema/lists.ts";
import { says } from "../schema/words.ts";
import type { Concern } from "./concern.ts";

const known = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] as const;

const methods = z
  .array(z.enum(known))
  .min(1, says("is empty", "Name a method, or leave the list out for all."))
  .max(known.length, moreThan(known.length, "methods"))
  .overwrite((written) => [...new Set(written)].toSorted())
  .exactOptional()
  .describe("Methods that it answers. Default: all.");

export const matchSchema = z
  .strictObject({
    methods,
    headers: conditions(comparedHeader(), "Headers that a request must have, all of them."),
    query: conditions(comparedParameter(), "Parameters behind the `?` that a request must have, all of them."),
    ignorePathCase: z
      .boolean()
      .exactOptional()
      .describe("Whether the path is compared regardless of upper and lower case. Default: false."),
  })
  .refine(
    (match) => Object.keys(match).length > 0,
    says("asks for nothing", "Name methods, headers or query, or leave this out."),
  )
  .exactOptional()
  .describe("What a request must have beside host and path for the route to answer it. Default: nothing.");

export const match: Concern<Match> = {
  keys: [
    "match-method",
    ...kinds.flatMap((kind) => [`${kind}-match-header-*`, `${kind}-match-query-*`]),
    "ignore-path-case",
  ],
  annotations: ({ methods = [], headers = [], query = [], ignorePathCase = false }) => ({
    ...(methods.length > 0 && { "match-method": methods.join(" ") }),
    ...compared("header", headers),
    ...compared("query", query),
    ...(ignorePathCase && { "ignore-path-case": "true" }),
  }),
  findings: ({ methods, ignorePathCase = false }, { pathType, cors }): readonly Finding[] => [
    ...(cors !== undefined && methods?.includes("OPTIONS") === false
      ? [
          {
            path: ["methods"],
            message: "leaves out OPTIONS, by which browsers ask before they call from another origin",
            remedy: "Add OPTIONS, or remove cors.",
          },
        ]
      : []),
    ...(ignorePathCase && pathType === "ImplementationSpecific"
      ? [
          {
            path: ["ignorePathCase"],
            message: "has no effect on a path that is a regular expression",
            remedy: 'Remove it, and begin the path with "/(?i)".',
          },
        ]
      : []),
  ],
};

const compared = (where: "header" | "query", values: readonly ValueMatch[]): Strings =>
  Object.fromEntries(
    values.map((each) => {
      const [kind, value] =
        "exact" in each ? ["exact", each.exact] : "prefix" in each ? ["prefix", each.prefix] : ["regex", each.regex];
      return [`${kind}-match-${where}-${each.name}`, value];
    }),
  );
