/** One NetworkPolicy of an installation. A policy allows; what no policy allows is closed by default-deny.ts. */
import { metadata } from "../metadata.ts";
import type { LabelSelector, NetworkPolicy } from "../manifests.ts";
import type { Installation } from "../site.ts";

export interface Flows {
  readonly ingress?: NonNullable<NetworkPolicy["spec"]["ingress"]>;
  readonly egress?: NonNullable<NetworkPolicy["spec"]["egress"]>;
}

/**
 * `policyTypes` is always written out: left to Kubernetes, a policy without egress rules leaves egress open. A rule whose
 * list of peers or ports came out empty is left out: Kubernetes would read it as everybody or everything.
 */
export function networkPolicy(
  installation: Installation,
  name: string,
  podSelector: LabelSelector,
  flows: Flows,
): NetworkPolicy {
  const ingress = flows.ingress?.filter(({ from, ports }) => from.length > 0 && ports?.length !== 0);
  const egress = flows.egress?.filter(({ to, ports }) => to.length > 0 && ports?.length !== 0);
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: metadata(installation, name),
    spec: {
      podSelector,
      policyTypes: [...(ingress ? (["Ingress"] as const) : []), ...(egress ? (["Egress"] as const) : [])],
      ...(ingress && { ingress }),
      ...(egress && { egress }),
    },
  };
}
