/** What Higress is told of one route. */
import type { Strings } from "../../../plan/manifests.ts";
import type { Route } from "../../../plan/model.ts";
import { planRoutes } from "../../../plan/routes.ts";
import { installation } from "../planned.ts";
import { faultsOf, fleetOf, spoil } from "../written.ts";

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

const withSettings = (settings: string): string =>
  spoil("backend: { service: api, port: 8080 } }", `backend: { service: api, port: 8080 }, ${settings} }`);

/** Every fault of a file whose one route has more settings, without place and path before the route's own. */
export const faults = (settings: string): readonly string[] =>
  faultsOf(withSettings(settings)).map((fault) => fault.replace(/^\S+ tenants\[0\]\.routes\[0\]\.?/, ""));

/** The same where the route has another path as well. */
export const faultsOfPath = (path: string, settings: string, pathType = "ImplementationSpecific"): readonly string[] =>
  faults(`path: '${path}', pathType: ${pathType}, ${settings}`);

/** Every fault of a file whose one tenant with routes has these, without their place. */
export const faultsOfRoutes = (...routes: readonly string[]): readonly string[] =>
  faultsOf(
    spoil(
      "      - { name: api, host: api.acme.org, backend: { service: api, port: 8080 } }\n",
      routes.map((route) => `      - ${route}\n`).join(""),
    ),
  ).map((fault) => fault.replace(/^\S+ /, ""));

/** The route as it is read with more settings. */
export function routeOf(settings: string): Route {
  const [route] = fleetOf(withSettings(settings)).tenants[0]?.routes ?? [];
  if (route === undefined) throw new Error("the file has no route");
  return route;
}
