import type { Facts } from "../facts.ts";
import { entryAliases, tenantsBehind } from "../model/alias.ts";
import { conflicts, type Claim } from "../model/hosts.ts";
import { installationOf } from "../model/ownership.ts";
import { claimedHosts } from "../model/routing.ts";
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
    const aliases = entryAliases(resources, facts);
    const claims = resources.map((resource) => claimsOf(resource, aliases, facts));
    if (claims.every((some) => some === undefined)) return undefined;
    return conflicts(claims.flatMap((some) => some ?? [])).map(({ claim, other }) => ({
      path: claim.path,
      message: `${JSON.stringify(claim.host)} of tenant ${claim.owner} meets ${JSON.stringify(other.host)} of tenant ${other.owner}, ${other.path} of ${other.urn}`,
      urn: claim.urn,
    }));
  },
});

/** In the entry for the tenants that it leads to, in a tenant's namespace for that tenant. */
function claimsOf(
  resource: Resource,
  aliases: ReadonlyMap<string, Resource>,
  facts: Facts,
): readonly Claim[] | undefined {
  const hosts = claimedHosts(resource);
  if (hosts === undefined) return undefined;
  const installation = installationOf(resource, facts);
  const owners =
    installation?.role === "tenant"
      ? [installation.id]
      : installation?.role === "entry"
        ? tenantsBehind(resource, aliases, facts)
        : [];
  return owners.flatMap((owner) => hosts.map(({ host, path }) => ({ host, path, owner, urn: resource.urn })));
}
