import type { NetworkPolicy } from "../manifests.ts";
import { openPorts } from "../service.ts";
import type { Installation } from "../site.ts";
import { block, gateways, tcp } from "./peers.ts";
import { networkPolicy } from "./policy.ts";

/**
 * Who may call the entry or a gateway of the platform. The blocks stand as written, pods of the cluster included: these are doors for
 * everybody named, and network plugins send a node's traffic from addresses inside the pod network.
 */
export const clients = (installation: Installation, sourceCidrs: readonly string[]): NetworkPolicy =>
  networkPolicy(installation, "clients", gateways(installation.namespace), {
    ingress: [{ from: sourceCidrs.map(block), ports: tcp(...openPorts(installation)) }],
  });
