import type { LabelSelector, NetworkPolicy } from "../manifests.ts";
import type { Installation } from "../site.ts";
import { backends, gateways, ownPods, podsIn } from "./peers.ts";
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

/**
 * For a gateway with `watch: all`: the platform's namespaces, whose pods its routes may name. Not every namespace, since a
 * list of the others would change with each tenant, and without one the tenants would be in it.
 */
export const toPlatform = (installation: Installation): NetworkPolicy =>
  leading(installation, "to-platform", installation.site.cluster.platformNamespaces);

/** Likewise: namespaces outside the fleet that only this gateway leads into. Policies of their own must let it in. */
export const toNamespaces = (installation: Installation, namespaces: readonly string[]): NetworkPolicy =>
  leading(installation, "to-namespaces", namespaces.toSorted());

const leading = (installation: Installation, name: string, namespaces: readonly string[]): NetworkPolicy =>
  networkPolicy(installation, name, gateways(installation.namespace), {
    egress: [{ to: namespaces.map((namespace) => podsIn(namespace)) }],
  });
