/** Ways of the platform's gateways into namespaces that are not theirs. */
import type { NetworkPolicy } from "../manifests.ts";
import type { Installation } from "../site.ts";
import { gateways, podsIn } from "./peers.ts";
import { networkPolicy } from "./policy.ts";

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
