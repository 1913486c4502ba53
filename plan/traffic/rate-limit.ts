/** How many requests a route takes. */
import type { Strings } from "../manifests.ts";
import type { RateLimit } from "../model/door.ts";
import { rateLimitSchema } from "../schema/rate-limit.ts";
import type { Concern } from "./concern.ts";

export const routeLimitSchema = rateLimitSchema(
  "Requests that it may get through each pod of its gateway: what the whole gateway lets through is that times its pods. More are answered with 429. Default: no limit here; a tenant's hosts may have one at the entry.",
);

/**
 * By keys without prefix. One of the two periods, since the controller takes the minute's where both are; the burst with its
 * default, since the controller's own may change (annotations/local_rate_limit.go).
 */
export const limits = ({ requests, per, burst }: RateLimit): Strings => ({
  [`route-limit-${per === "second" ? "rps" : "rpm"}`]: String(requests),
  "route-limit-burst-multiplier": String(burst),
});

export const rateLimit: Concern<RateLimit> = {
  keys: ["route-limit-rps", "route-limit-rpm", "route-limit-burst-multiplier"],
  annotations: limits,
};
