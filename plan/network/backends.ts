import type { LabelSelector, NetworkPolicy } from "../manifests.ts";
import type { Installation } from "../site.ts";
import { backends, gateways, ownPods } from "./peers.ts";
import { networkPolicy } from "./policy.ts";

/**
 * Between Higress and the pods beside it in its namespace, both ends. Any port: a route names the Service's port, a policy
 * judges the pod's, and only the Service knows both. The backends' own calls are not opened.
 */
export function toBackends(installation: Installation, callers: readonly LabelSelector[]): readonly NetworkPolicy[] {
  if (callers.length === 0) return [];
  return [
    networkPolicy(installation, "backends", backends, { ingress: [{ from: callers.map(ownPods) }] }),
    networkPolicy(installation, "to-backends", gateways(installation.namespace), {
      egress: [{ to: [ownPods(backends)] }],
    }),
  ];
}
