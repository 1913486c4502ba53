/** Between a gateway and the servers beside it, both ends. Nobody else reaches them, and they call nobody. */
import type { LabelSelector, NetworkPolicy } from "../manifests.ts";
import { pageServerPort } from "../names.ts";
import type { Installation } from "../site.ts";
import { gateways, ownPods, pageServers, pluginServers, redises, tcp } from "./peers.ts";
import { networkPolicy } from "./policy.ts";

/**
 * The gateway's agent fetches plugins, its plugins ask Redis, and it sends requests for who is away. Ports of the chart's pods: higress
 * v2.2.4, helm/core/values.yaml.
 */
export const servers = (installation: Installation): readonly NetworkPolicy[] => [
  ...(installation.servers.pluginServer ? way(installation, "plugin-server", pluginServers, 8080) : []),
  ...(installation.servers.redis ? way(installation, "redis", redises, 6379) : []),
  ...(installation.servers.pageServer ? way(installation, "page-server", pageServers, pageServerPort) : []),
];

function way(installation: Installation, name: string, pods: LabelSelector, port: number): readonly NetworkPolicy[] {
  const callers = gateways(installation.namespace);
  const ports = tcp(port);
  return [
    networkPolicy(installation, name, pods, { ingress: [{ from: [ownPods(callers)], ports }] }),
    // Not `to-<name>`, as the entry calls its way to a tenant of that name.
    networkPolicy(installation, `gateway-${name}`, callers, { egress: [{ to: [ownPods(pods)], ports }] }),
  ];
}
