/**
 * What ExternalDNS (kubernetes-sigs) reads from an Ingress. It makes a record of every host in the rules, so that what is served and
 * what is published cannot differ. On the Ingresses and not on the entry's Service: there, one tenant's host would change what all
 * share.
 */
import type { Strings } from "./manifests.ts";
import type { Dns } from "./model/domains.ts";

/** From v0.22.0 on, and before (its page on annotations). */
const prefixes = ["external-dns.kubernetes.io", "external-dns.alpha.kubernetes.io"];

/**
 * None where the fleet says nothing to it. A drained region says that the Ingress is for somebody else: without any word, an ExternalDNS
 * that filters nothing would go on to publish it (source/ingress.go, Endpoints).
 */
export function published({ externalDns }: Dns, drained = false): Strings {
  if (externalDns === undefined) return {};
  const { target, ttl } = externalDns;
  const notes = {
    // For `--annotation-filter`, so that it reads what is meant for it and nothing else.
    controller: drained ? "nobody" : "dns-controller",
    // Rules and certificates name hosts, and no annotation that somebody adds.
    "ingress-hostname-source": "defined-hosts-only",
    ...(target !== undefined && { target }),
    ...(ttl !== undefined && { ttl: String(ttl) }),
  };
  return Object.fromEntries(
    prefixes.flatMap((prefix) => Object.entries(notes).map(([key, value]) => [`${prefix}/${key}`, value])),
  );
}
