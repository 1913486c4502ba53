/** A tenant's routes as Ingresses of its own class in its own namespace; plain HTTP, since TLS ended at the entry. */
import { bridgeBackend, destinationAnnotation, ingress } from "./ingress.ts";
import { metadata } from "./metadata.ts";
import type { Backend, Destination } from "./model/backend.ts";
import type { Route } from "./model.ts";
import { ingressClass, serviceHost } from "./names.ts";
import type { Ingress, IngressBackend, Strings } from "./manifests.ts";
import { sortedBy } from "./order.ts";
import { weighedIn } from "./shares.ts";
import type { Installation } from "./site.ts";
import { trafficAnnotations } from "./traffic/table.ts";
import { plainRoutes, type PlainRoute } from "./variants.ts";

export const planRoutes = (installation: Installation, routes: readonly Route[]): readonly Ingress[] =>
  sortedBy(routes.flatMap(plainRoutes), ({ name }) => name).map((route) => planRoute(installation, route));

function planRoute(installation: Installation, route: PlainRoute): Ingress {
  const { name, host, path, pathType } = route;
  const { backend, annotations } = target(route.backend, installation);
  return ingress(
    metadata(installation, name),
    { ...annotations, ...matching[pathType], ...trafficAnnotations(route) },
    {
      ingressClassName: ingressClass(installation.id),
      rules: [{ host, http: { paths: [{ path, pathType, backend }] } }],
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

interface IngressTarget {
  readonly backend: IngressBackend;
  readonly annotations: Strings;
}

/**
 * Higress ignores the annotation beside a Service, so a route has one or the other. The heaviest destination stands first: the
 * controller gives the first what the others leave, and of 53 or 59 percent anywhere else it makes one less
 * (config/ingress_config.go, normalizeWeightedCluster, which reckons in float32).
 */
function target(backend: Backend, installation: Installation): IngressTarget {
  if ("service" in backend) {
    return { backend: { service: { name: backend.service, port: { number: backend.port } } }, annotations: {} };
  }
  const lines = weighedIn(installation.site.region, backend, installation.site.regions)
    .toSorted((a, b) => b.weight - a.weight)
    .map((destination) => `${destination.weight}% ${address(destination, installation)}`);
  return { backend: bridgeBackend, annotations: { [destinationAnnotation]: lines.join("\n") } };
}

function address(destination: Destination, { namespace, site }: Installation): string {
  const host =
    "service" in destination ? serviceHost(destination.service, namespace, site.cluster.dnsDomain) : destination.host;
  return destination.port === undefined ? host : `${host}:${destination.port}`;
}
