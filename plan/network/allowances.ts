/** What a tenant's file allows beyond the flows that every tenant has; both speak of its gateway pods. */
import type { Allowance, Network, Region } from "../model.ts";
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from "../manifests.ts";
import type { Installation } from "../site.ts";
import { gateways, outside, podsIn } from "./peers.ts";
import { networkPolicy } from "./policy.ts";

export function allowances(installation: Installation, network: Network): readonly NetworkPolicy[] {
  const pods = gateways(installation.namespace);
  const { cluster } = installation.site;
  const ingress = network.ingress.map((each) => ({ from: [peer(each, cluster)], ports: ports(each) }));
  const egress = network.egress.map((each) => ({ to: [peer(each, cluster)], ports: ports(each) }));
  return [
    ...(ingress.length > 0 ? [networkPolicy(installation, "allowed-ingress", pods, { ingress })] : []),
    ...(egress.length > 0 ? [networkPolicy(installation, "allowed-egress", pods, { egress })] : []),
  ];
}

/** A namespace as a whole: the file names no pods, and the platform owns both the namespace and its label. */
const peer = ({ peer: named }: Allowance, cluster: Region): NetworkPolicyPeer =>
  "cidr" in named ? outside(named.cidr, cluster) : podsIn(named.namespace);

const ports = ({ protocol, ports: numbers }: Allowance): readonly NetworkPolicyPort[] =>
  numbers.map((port) => ({ protocol, port }));
