/** What NetworkPolicies mean (kubernetes.io/docs/concepts/services-networking/network-policies), not how they are named. */
import type { Resource } from "../rule.ts";
import { isNetworkPolicy } from "./kinds.ts";
import type { NamedPort } from "./network-ports.ts";
import { namespaceOf } from "./ownership.ts";
import { selects } from "./selector.ts";
import { list, record, type Tree } from "./shape.ts";

export type Direction = "Ingress" | "Egress";
export const directions: readonly Direction[] = ["Ingress", "Egress"];

export interface Pod {
  readonly namespace: string;
  /** Beside the one with its name, which it always has. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** By which policies may name its ports. */
  readonly ports?: readonly NamedPort[];
}

/** One rule of a policy, with where it stands. */
export interface Flow {
  readonly policy: Resource;
  readonly direction: Direction;
  /** `spec.egress[0]` */
  readonly path: string;
  /** Path of the peers: `spec.egress[0].to`. */
  readonly peersPath: string;
  /** Empty: everybody. */
  readonly peers: readonly Tree[];
  /** Empty: every port. */
  readonly ports: readonly Tree[];
}

/** Kubernetes adds Egress only when there are egress rules; Ingress always counts when no types are given. */
function isolates(policy: Resource, direction: Direction): boolean {
  const { policyTypes, egress } = record(policy.props.spec);
  const types = list(policyTypes);
  if (types.length > 0) return types.includes(direction);
  return direction === "Ingress" || list(egress).length > 0;
}

/** Every rule of a policy that has an effect in one direction. */
export function flows(policy: Resource, direction: Direction): readonly Flow[] {
  if (!isolates(policy, direction)) return [];
  const [key, peersKey] = direction === "Ingress" ? ["ingress", "from"] : ["egress", "to"];
  return list(record(policy.props.spec)[key]).map((rule, index) => {
    const path = `spec.${key}[${index}]`;
    const { [peersKey]: peers, ports } = record(rule);
    return {
      policy,
      direction,
      path,
      peersPath: `${path}.${peersKey}`,
      peers: list(peers).map(record),
      ports: list(ports).map(record),
    };
  });
}

/** Policies of the pod's namespace that select it and isolate it in one direction; none: everything is allowed. */
export function isolating(policies: readonly Resource[], pod: Pod, direction: Direction): readonly Resource[] {
  return policies.filter(
    (policy) =>
      isNetworkPolicy(policy) &&
      namespaceOf(policy) === pod.namespace &&
      isolates(policy, direction) &&
      selects(record(policy.props.spec).podSelector, pod.labels),
  );
}
