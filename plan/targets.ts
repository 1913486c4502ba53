/** Everything that a route names to answer its requests, and where it is written. */
import type { FleetPath } from "./fault.ts";
import type { Backend, BlueGreen, HostBackend, ServiceBackend, Spread, Target } from "./model/backend.ts";
import type { Route } from "./model.ts";
import { plainRoutes, type PlainRoute } from "./variants.ts";

export interface PlacedTarget {
  /** From the route on. */
  readonly path: FleetPath;
  readonly target: Target;
}

export const targetsOf = ({ backend, variants = [] }: Route): readonly PlacedTarget[] => [
  ...within(["backend"], backend),
  ...variants.flatMap((variant, at) => within(["variants", at, "backend"], variant.backend)),
];

function within(path: FleetPath, backend: Backend | BlueGreen): readonly PlacedTarget[] {
  if ("service" in backend) return [{ path, target: backend }];
  if ("active" in backend) {
    return (["blue", "green"] as const).map((colour) => ({ path: [...path, colour], target: backend[colour] }));
  }
  return backend.destinations.map((target, at) => ({ path: [...path, "destinations", at], target }));
}

interface PlacedSpread {
  /** From the route on. */
  readonly path: FleetPath;
  readonly backend: Spread;
}

/** Lists of destinations of the route and its variants. */
export const spreadsOf = ({ backend, variants = [] }: Route): readonly PlacedSpread[] =>
  [
    { path: ["backend"], backend },
    ...variants.map((variant, at) => ({ path: ["variants", at, "backend"], backend: variant.backend })),
  ].flatMap(({ path, backend: each }) => ("destinations" in each ? [{ path, backend: each }] : []));

/** Hosts of registries among them, the port where one is written. */
export const hostsOf = (route: Route): readonly HostBackend[] =>
  targetsOf(route).flatMap(({ target }) => ("host" in target ? [target] : []));

/** What two that are the same have in common: a service of a registry has one port for routes, written or not. */
export const targetIdentity = (target: Target): string => ("service" in target ? targetName(target) : target.host);

/** As messages name it. */
export const targetName = (target: Target): string =>
  `${"service" in target ? `service ${serviceName(target)}` : target.host}${target.port === undefined ? "" : `:${target.port}`}`;

/** With its namespace, where that is another than the gateway's. */
export const serviceName = ({ service, namespace }: ServiceBackend): string =>
  namespace === undefined ? service : `${namespace}/${service}`;

/** Whether both lead to the same, by the same weights. */
export const sameBackend = (a: Backend, b: Backend): boolean => weighed(a) === weighed(b);

function weighed(backend: Backend): string {
  const all = "service" in backend ? [{ ...backend, weight: 100 }] : backend.destinations;
  const shares = "shares" in backend ? JSON.stringify(backend.shares, ["local", "near", "remote"]) : "";
  return all
    .map((each) => `${"weight" in each ? `${each.weight}%` : each.region} ${targetIdentity(each)}`)
    .toSorted()
    .concat(shares)
    .join("\n");
}

/** Whether some request of the route, or a copy of one, goes to a Service of the tenant's namespace. */
export const callsServices = (route: Route): boolean =>
  route.mirror !== undefined ||
  route.fallback !== undefined ||
  targetsOf(route).some(({ target }) => "service" in target);

/** Whether some request goes to what a server of services lists: Nacos, Consul, Eureka or ZooKeeper. */
export const asksServers = (route: Route): boolean =>
  hostsOf(route).some(({ host }) => !host.endsWith(".static") && !host.endsWith(".dns"));

/** Everything that answers requests now: of a blue-green backend the idle one only where it has a preview. */
export const answersOf = (route: Route): readonly Target[] => plainRoutes(route).flatMap(targetsIn);

/** The route's own Ingress or the variant whose requests the Service answers already, one of the gateway's own namespace. */
export const answeredBy = (route: Route, service: string): PlainRoute | undefined =>
  plainRoutes(route).find((plain) =>
    targetsIn(plain).some((target) => "service" in target && serviceName(target) === service),
  );

const targetsIn = ({ backend }: PlainRoute): readonly Target[] =>
  "service" in backend ? [backend] : backend.destinations;
