/** What the tables of translations hold of each concern of a route's traffic. */
import type { Finding } from "../fault.ts";
import type { PlainRoute } from "../variants.ts";

/** One thing that a gateway does with the requests of a route, in the words of one kind of route. */
export interface Translation<Value, Said> {
  readonly say: (value: Value, route: PlainRoute) => Said;
  /**
   * What of it the kind cannot say, or Higress does not do. Paths begin at the value.
   * @param kind for messages: `an HTTPRoute`
   */
  readonly findings?: (value: Value, route: PlainRoute, kind: string) => readonly Finding[];
}

/** The way out of everything that a route of the Gateway API cannot say. */
export const asIngress = 'Write "routesAs: ingress" for this gateway, or remove it.';

/** A concern that has no place in a route of that kind. */
export const unsaid = (reason: string): Translation<unknown, Readonly<Record<string, never>>> => ({
  say: () => ({}),
  findings: (_, __, kind) => [{ path: [], message: `cannot be said in ${kind}: ${reason}`, remedy: asIngress }],
});
