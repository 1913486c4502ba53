/** The way of Prometheus to the metrics, and of nobody else: whoever reads them learns hosts, backends and traffic of a tenant. */
import type { NetworkPolicy } from "../manifests.ts";
import { controllerMetrics, gatewayMetrics } from "../scrape.ts";
import type { Installation } from "../site.ts";
import { controllers, gateways, podsIn, tcp } from "./peers.ts";
import { networkPolicy } from "./policy.ts";

export function metrics(installation: Installation): readonly NetworkPolicy[] {
  const { monitoring } = installation.site;
  if (monitoring === undefined) return [];
  const { namespace, pods } = monitoring;
  // An empty selector would mean the same as none, and reads as if it chose.
  const from = [podsIn(namespace, Object.keys(pods).length > 0 ? pods : undefined)];
  const toGateways = { ingress: [{ from, ports: tcp(gatewayMetrics.port) }] };
  const toControllers = { ingress: [{ from, ports: tcp(controllerMetrics.port) }] };
  return [
    networkPolicy(installation, "gateway-metrics", gateways(installation.namespace), toGateways),
    networkPolicy(installation, "controller-metrics", controllers, toControllers),
  ];
}
