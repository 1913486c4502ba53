/** What the table of translations holds of each concern of a route's traffic. */
import type { Finding } from "../fault.ts";
import type { Conditions, HttpFilter, HttpRule } from "../manifests/gateway-api.ts";
import type { PlainRoute } from "../variants.ts";

/** What a concern adds to the rules of an HTTPRoute. */
export interface Said {
  /** One rule each; absent: one, which asks for the path alone. */
  readonly conditions?: readonly Conditions[];
  readonly filters?: readonly HttpFilter[];
  readonly timeouts?: NonNullable<HttpRule["timeouts"]>;
}

/** One thing that a gateway does with the requests of a route, as an HTTPRoute says it. */
export interface Translation<Value> {
  readonly say: (value: Value, route: PlainRoute) => Said;
  /** What of it an HTTPRoute cannot say, or Higress does not do. Paths begin at the value. */
  readonly findings?: (value: Value, route: PlainRoute) => readonly Finding[];
}

/** The way out of everything that a route of the Gateway API cannot say. */
export const asIngress = 'Write "routesAs: ingress" for this gateway, or remove it.';

/** A concern that has no place in a route of that kind. */
export const unsaid = (reason: string, kind = "an HTTPRoute"): Translation<unknown> => ({
  say: () => ({}),
  findings: () => [{ path: [], message: `cannot be said in ${kind}: ${reason}`, remedy: asIngress }],
});
