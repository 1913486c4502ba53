/** What the table of traffic holds of each of its fields. */
import type { Finding } from "../fault.ts";
import type { Strings } from "../manifests.ts";
import type { Route, RouteOwner } from "../model.ts";

/** One thing that a gateway does with the requests of a route: how Higress is told, and what of it cannot be. */
export interface Concern<Value> {
  /**
   * Annotations that it may write, and no other concern does, without `higress.io/`. A `*` at the end stands for a name that the
   * route gives: `exact-match-header-*`.
   */
  readonly keys: readonly string[];
  /** What it writes, by such keys. */
  readonly annotations: (value: Value, route: Route) => Strings;
  /** What the schema cannot see: the value beside the rest of the route, or beside what else its owner has. Paths begin at the value. */
  readonly findings?: (value: Value, route: Route, owner: RouteOwner) => readonly Finding[];
}
