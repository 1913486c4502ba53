/** A tenant's routes as Ingresses of its own class in its own namespace; plain HTTP, since TLS ended at the entry. */
import { bridgeBackend, destinationAnnotation, ingress } from "./ingress.ts";
import { metadata } from "./metadata.ts";
import type { Destination, Route } from "./model.ts";
import { ingressClass } from "./names.ts";
import type { Ingress, IngressBackend } from "./manifests.ts";
import { sortedBy } from "./order.ts";
import type { Installation } from "./site.ts";
import { trafficAnnotations } from "./traffic/table.ts";

export const planRoutes = (installation: Installation, routes: readonly Route[]): readonly Ingress[] =>
  sortedBy(routes, ({ name }) => name).map((route) => planRoute(installation, route));

function planRoute(installation: Installation, route: Route): Ingress {
  const { name, host, path, pathType } = route;
  const { backend, annotations } = target(route);
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

/** Higress ignores the annotation beside a Service, so a route has one or the other. */
function target({ backend }: Route): {
  readonly backend: IngressBackend;
  readonly annotations: Record<string, string>;
} {
  return "service" in backend
    ? { backend: { service: { name: backend.service, port: { number: backend.port } } }, annotations: {} }
    : {
        backend: bridgeBackend,
        annotations: { [destinationAnnotation]: backend.destinations.map(line).join("\n") },
      };
}

const line = ({ host, port, weight }: Destination): string =>
  `${weight}% ${port === undefined ? host : `${host}:${port}`}`;
