import type { Facts } from "../facts.ts";
import { conflicts, type Claim } from "../model/hosts.ts";
import { isIngress } from "../model/kinds.ts";
import { installationOf } from "../model/ownership.ts";
import { destinations, ruleHosts, tenantOf, tlsHosts } from "../model/routing.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Resource } from "../rule.ts";

export default stackRule({
  id: "host-exclusive",
  number: 33,
  title: "No two tenants claim hosts that meet",
  why: "Of two claims on one request the older or the longer wins, so a tenant could take another one's traffic or present its own certificate for it.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Leave the host to one tenant in the fleet file; a wildcard claims every host below it.",
  url: ruleUrl("host-exclusive"),
  check(resources, facts) {
    const ingresses = resources.filter(isIngress);
    if (ingresses.length === 0) return undefined;
    return conflicts(ingresses.flatMap((ingress) => claims(ingress, facts))).map(({ claim, other }) => ({
      path: claim.path,
      message: `${JSON.stringify(claim.host)} of tenant ${claim.owner} meets ${JSON.stringify(other.host)} of tenant ${other.owner}, ${other.path} of ${other.urn}`,
      urn: claim.urn,
    }));
  },
});

/** In the entry for the tenant that it leads to, in a tenant's namespace for that tenant. */
function claims(ingress: Resource, facts: Facts): readonly Claim[] {
  const installation = installationOf(ingress, facts);
  const owners =
    installation?.role === "tenant"
      ? [installation.id]
      : installation?.role === "entry"
        ? destinations(ingress).flatMap((destination) => tenantOf(destination, facts) ?? [])
        : [];
  const hosts = [...ruleHosts(ingress), ...tlsHosts(ingress)];
  return owners.flatMap((owner) => hosts.map(({ host, path }) => ({ host, path, owner, urn: ingress.urn })));
}
