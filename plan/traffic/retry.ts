/** Asking a backend again that did not answer as it should. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import type { Retry } from "../model/traffic.ts";
import { unionError } from "../schema/forms.ts";
import { eachOnce, moreThan } from "../schema/lists.ts";
import { whole } from "../schema/sizes.ts";
import { duration } from "../schema/units.ts";
import { says } from "../schema/words.ts";
import type { Concern } from "./concern.ts";

const noReason = says(
  "is no reason to ask again",
  'Write "5xx" for every such status and for no answer at all, or a status from 400 to 599 as a number.',
);
const reason = z.union(
  [z.literal("5xx", noReason), z.int().min(400, noReason).max(599, noReason)],
  unionError(noReason),
);

/** Envoy has no limit of its own; all stand in one annotation. */
const mostReasons = 50;

const policy = z.strictObject({
  attempts: whole(1, 10).describe("How often a request is sent again after the first time."),
  after: z
    .array(reason)
    .min(1, says("is empty", "Name at least one reason, or leave the list out."))
    .max(mostReasons, moreThan(mostReasons, "reasons"))
    .superRefine(eachOnce)
    .prefault([...defaults.retryAfter])
    .describe("Statuses after which that happens: by number, `5xx` for any from 500 on and for no answer at all."),
  perTry: duration("1h")
    .exactOptional()
    .describe("Time for each try, at most `timeout`, which is for all of them together. Default: as long as that."),
});

export const retrySchema = z
  .union(
    [
      z
        .boolean()
        .refine((on) => !on, says("does not say how often", 'Write a map: "{ attempts: 2 }".'))
        .transform((): false => false),
      policy,
    ],
    unionError(says("is neither false nor a map", 'Write "{ attempts: 2 }", or "false" for never.')),
  )
  .exactOptional()
  .describe(
    "How often a request is sent again that got no good answer; `false`: never. Default: as the gateway does by itself, twice where no connection came about.",
  );

/** Three words of nginx, of which `error` is one, all mean Envoy's `5xx`, and only numbers work behind `http_` (annotations/retry.go). */
const word = (status: "5xx" | number): string => (status === "5xx" ? "error" : `http_${status}`);

export const retry: Concern<Retry | false> = {
  keys: ["proxy-next-upstream", "proxy-next-upstream-tries", "proxy-next-upstream-timeout"],
  annotations: (value) =>
    value === false
      ? { "proxy-next-upstream": "off" }
      : {
          "proxy-next-upstream": value.after.map(word).join(","),
          "proxy-next-upstream-tries": String(value.attempts),
          ...(value.perTry !== undefined && { "proxy-next-upstream-timeout": String(value.perTry) }),
        },
  findings: (value, { timeout }) =>
    value === false || value.perTry === undefined || timeout === undefined || value.perTry <= timeout
      ? []
      : [
          {
            path: ["perTry"],
            message: `${value.perTry} seconds for each try are more than the ${timeout} of the whole request`,
            remedy: 'Shorten it, or lengthen "timeout".',
          },
        ],
};
