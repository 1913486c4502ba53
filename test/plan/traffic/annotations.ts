/** What Higress is told of one route. */
import type { Strings } from "../../../plan/manifests.ts";
import type { Route } from "../../../plan/model.ts";
import { planRoutes } from "../../../plan/routes.ts";
import { installation } from "../planned.ts";
import { faultsOf, spoil } from "../written.ts";

const plain: Route = {
  name: "orders",
  host: "api.acme.org",
  path: "/orders",
  pathType: "Prefix",
  backend: { service: "orders", port: 8080 },
};

/** Annotations of the Ingress of a route that is as given and plain otherwise. */
export const annotations = (change: Partial<Route>): Strings =>
  planRoutes(installation(), [{ ...plain, ...change }])[0]?.metadata.annotations ?? {};

/** Every fault of a file whose one route has more settings, without place and path before the route's own. */
export const faults = (settings: string): readonly string[] =>
  faultsOf(
    spoil("backend: { service: api, port: 8080 } }", `backend: { service: api, port: 8080 }, ${settings} }`),
  ).map((fault) => fault.replace(/^\S+ tenants\[0\]\.routes\[0\]\.?/, ""));
