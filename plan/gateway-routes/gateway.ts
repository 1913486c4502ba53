/** Listeners of a gateway of the platform as Gateways, one for each: routes attach to what has their host and nothing else. */
import { metadata } from "../metadata.ts";
import type { ApiGateway, ApiListener, HttpRoute } from "../manifests/gateway-api.ts";
import type { ServicePorts } from "../model/gateway.ts";
import type { Listener } from "../model/listener.ts";
import { gatewayClass, sectionName, toHttpsRoute } from "../names.ts";
import type { Installation } from "../site.ts";

/** @param ports of the gateway's Service, which a listener must name */
export const planApiGateway = (installation: Installation, ports: ServicePorts, listener: Listener): ApiGateway => ({
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "Gateway",
  metadata: metadata(installation, listener.name),
  spec: {
    gatewayClassName: gatewayClass(installation.id),
    listeners: listener.hosts.toSorted().flatMap((host) => listenersFor(host, installation, ports, listener)),
  },
});

function listenersFor(
  hostname: string,
  { namespace }: Installation,
  { http, https }: ServicePorts,
  listener: Listener,
): readonly ApiListener[] {
  const allowedRoutes = letIn(listener.namespace === undefined ? [] : [namespace, listener.namespace]);
  const plain = (lets: ApiListener["allowedRoutes"]): readonly ApiListener[] =>
    http === false
      ? []
      : [{ name: sectionName("http", hostname), hostname, port: http, protocol: "HTTP", allowedRoutes: lets }];
  if (listener.secret === undefined) return plain(allowedRoutes);
  if (https === false) return [];
  return [
    {
      name: sectionName("https", hostname),
      hostname,
      port: https,
      protocol: "HTTPS",
      tls: { mode: "Terminate", certificateRefs: [{ name: listener.secret }] },
      allowedRoutes,
    },
    // For the redirect alone.
    ...plain(letIn([])),
  ];
}

/** By the one label that the API server itself writes on a Namespace; nobody can give it to another. */
const letIn = (namespaces: readonly string[]): ApiListener["allowedRoutes"] => ({
  namespaces:
    namespaces.length === 0
      ? { from: "Same" }
      : {
          from: "Selector",
          selector: {
            matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: namespaces.toSorted() }],
          },
        },
});

/** What plain HTTP gets of a listener with a certificate; nothing where nobody can ask it. */
export function planToHttps(
  installation: Installation,
  { http, https }: ServicePorts,
  { name, hosts, secret }: Listener,
): readonly HttpRoute[] {
  if (secret === undefined || http === false) return [];
  const sorted = hosts.toSorted();
  return [
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: metadata(installation, toHttpsRoute(name)),
      spec: {
        parentRefs: sorted.map((host) => ({ name, sectionName: sectionName("http", host) })),
        hostnames: sorted,
        rules: [
          {
            matches: [{ path: { type: "PathPrefix", value: "/" } }],
            filters: [
              {
                type: "RequestRedirect",
                requestRedirect: {
                  scheme: "https",
                  ...(https !== false && https !== 443 && { port: https }),
                  statusCode: 301,
                },
              },
            ],
          },
        ],
      },
    },
  ];
}
