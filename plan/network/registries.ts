/** Ways to a tenant's registries: the controller asks, the gateways call what static and dns registries name. */
import type { Region } from "../model.ts";
import type { Registry } from "../model/registry.ts";
import { sortedBy } from "../order.ts";
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from "../manifests.ts";
import type { Installation } from "../site.ts";
import { controllers, gateways, hostPeers, outside, tcp } from "./peers.ts";
import { networkPolicy } from "./policy.ts";

interface Way {
  readonly to: readonly NetworkPolicyPeer[];
  readonly ports: readonly NetworkPolicyPort[];
}

/**
 * Services that a watched registry lists are not in here: their addresses appear at run time only, and the fleet file opens the
 * way to them with `network.egress`.
 */
export function toRegistries(installation: Installation, registries: readonly Registry[]): readonly NetworkPolicy[] {
  const { cluster } = installation.site;
  const sorted = sortedBy(registries, ({ name }) => name);
  const asked = sorted.flatMap((registry) => controllerWays(registry, cluster));
  const called = sorted.flatMap((registry) => gatewayWays(registry, cluster));
  return [
    ...(asked.length > 0 ? [networkPolicy(installation, "registries", controllers, { egress: asked })] : []),
    ...(called.length > 0
      ? [networkPolicy(installation, "destinations", gateways(installation.namespace), { egress: called })]
      : []),
  ];
}

function controllerWays(registry: Registry, cluster: Region): readonly Way[] {
  if (registry.type === "static" || registry.type === "dns") return [];
  // Nacos 2 and 3 speak gRPC on the port 1000 above (nacos.io/en/docs/latest/upgrading/200-compatibility).
  const grpc = registry.type === "nacos2" || registry.type === "nacos3" ? [registry.port + 1000] : [];
  return [{ to: peers([registry.domain], registry.cidrs, cluster), ports: tcp(registry.port, ...grpc) }];
}

function gatewayWays(registry: Registry, cluster: Region): readonly Way[] {
  if (registry.type === "dns") {
    return [{ to: peers(registry.domains, registry.cidrs, cluster), ports: tcp(registry.port) }];
  }
  if (registry.type !== "static") return [];
  return registry.endpoints
    .map(splitEndpoint)
    .map(({ address, port }) => ({ to: hostPeers(address, cluster), ports: tcp(port) }));
}

const peers = (hosts: readonly string[], cidrs: readonly string[], cluster: Region): readonly NetworkPolicyPeer[] => [
  ...hosts.flatMap((host) => hostPeers(host, cluster)),
  ...cidrs.map((cidr) => outside(cidr, cluster)),
];

/** `10.0.0.1:80` or `[fd00::1]:80`. */
function splitEndpoint(endpoint: string): { readonly address: string; readonly port: number } {
  const colon = endpoint.lastIndexOf(":");
  return { address: endpoint.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(endpoint.slice(colon + 1)) };
}
