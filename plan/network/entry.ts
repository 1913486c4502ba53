/** The one way into a tenant, seen from both ends. TLS ended at the entry, so it is plain HTTP between the two. */
import { metadataFor } from "../metadata.ts";
import { entryNamespace, gatewayPods, tenantNamespace } from "../names.ts";
import type { NetworkPolicy } from "../manifests.ts";
import type { Installation } from "../site.ts";
import { gateways, podsIn, tcp } from "./peers.ts";
import { networkPolicy } from "./policy.ts";

/** The pods' port, which is what a policy judges; the Service has the same. */
const http = tcp(80);

export const fromEntry = (tenant: Installation): NetworkPolicy =>
  networkPolicy(tenant, "from-entry", gateways(tenant.namespace), {
    ingress: [{ from: [podsIn(entryNamespace, gatewayPods(entryNamespace))], ports: http }],
  });

/** One policy per tenant, never one list of all: a tenant more must not change what stands for the others. */
export function toTenant(entry: Installation, tenant: string): NetworkPolicy {
  const namespace = tenantNamespace(tenant);
  const name = `to-${tenant}`;
  return {
    ...networkPolicy(entry, name, gateways(entry.namespace), {
      egress: [{ to: [podsIn(namespace, gatewayPods(namespace))], ports: http }],
    }),
    metadata: metadataFor(entry, tenant, name),
  };
}
