/**
 * Routes as Ingresses of their owner's class in its own namespace. A tenant's are plain HTTP, since TLS ended at the entry; a gateway of
 * the platform ends it itself, with the certificates of its listeners.
 */
import { bridgeBackend, destinationAnnotation, ingress } from "./ingress.ts";
import { metadata } from "./metadata.ts";
import { listenerOf } from "./listeners.ts";
import type { Backend, Destination } from "./model/backend.ts";
import type { Listener } from "./model/listener.ts";
import type { Fleet, Route } from "./model.ts";
import { ingressClass, serviceHost } from "./names.ts";
import type { Ingress, Strings } from "./manifests.ts";
import { sortedBy } from "./order.ts";
import { weighedIn } from "./shares.ts";
import type { Installation } from "./site.ts";
import { trafficAnnotations, type Told } from "./traffic/table.ts";
import { plainRoutes, type PlainRoute } from "./variants.ts";

export const planRoutes = (
  installation: Installation,
  routes: readonly Route[],
  listeners: readonly Listener[] = [],
): readonly Ingress[] =>
  sortedBy(routes.flatMap(plainRoutes), ({ name }) => name).map((route) =>
    planRoute(installation, route, listenerOf(route.host, listeners)?.secret),
  );

/** @param secret of the gateway's certificate for the host; undefined: it is answered over plain HTTP */
function planRoute(installation: Installation, route: PlainRoute, secret: string | undefined): Ingress {
  const { namespace, site } = installation;
  const { region, regions } = site;
  const { name, host, path, pathType, backend: to } = route;
  const backend = "service" in to ? { service: { name: to.service, port: { number: to.port } } } : bridgeBackend;
  const told = routeAnnotations(route, { namespace, region, dnsDomain: site.cluster.dnsDomain, regions });
  return ingress(
    metadata(installation, name),
    {
      ...Object.fromEntries(told.flatMap(({ annotations }) => Object.entries(annotations))),
      ...(secret !== undefined && installation.ports?.http !== false && { "higress.io/ssl-redirect": "true" }),
    },
    {
      ingressClassName: installation.ingressClass ?? ingressClass(installation.id),
      rules: [{ host, http: { paths: [{ path, pathType, backend }] } }],
      // Higress takes the Secret for hosts that are spelt as the rule's.
      ...(secret !== undefined && { tls: [{ hosts: [host], secretName: secret }] }),
    },
  );
}

/**
 * Without the annotation the controller takes an implementation-specific path for a prefix (higress v2.2.4,
 * pkg/ingress/kube/ingressv1/controller.go:1427).
 */
const matching: Readonly<Record<Route["pathType"], Readonly<Record<string, string>>>> = {
  Prefix: {},
  Exact: {},
  ImplementationSpecific: { "higress.io/use-regex": "true" },
};

/** Where a route is: its Services have names, and its destinations shares, by that. */
export interface Place {
  readonly namespace: string;
  readonly region: string;
  readonly dnsDomain: string;
  readonly regions: Fleet["regions"];
}

/** What the Ingress of a route says to Higress, by the field that says it. */
export const routeAnnotations = (route: PlainRoute, place: Place): readonly Told[] => [
  { field: "backend", annotations: destinations(route.backend, place) },
  { field: "pathType", annotations: matching[route.pathType] },
  ...trafficAnnotations(route),
];

/**
 * Higress ignores the annotation beside a Service, so a route has one or the other. The heaviest destination stands first: the
 * controller gives the first what the others leave, and of 53 or 59 percent anywhere else it makes one less
 * (config/ingress_config.go, normalizeWeightedCluster, which reckons in float32).
 */
function destinations(backend: Backend, place: Place): Strings {
  if ("service" in backend) return {};
  const lines = weighedIn(place.region, backend, place.regions)
    .toSorted((a, b) => b.weight - a.weight)
    .map((destination) => `${destination.weight}% ${address(destination, place)}`);
  return { [destinationAnnotation]: lines.join("\n") };
}

function address(destination: Destination, { namespace, dnsDomain }: Place): string {
  const host = "service" in destination ? serviceHost(destination.service, namespace, dnsDomain) : destination.host;
  return destination.port === undefined ? host : `${host}:${destination.port}`;
}
