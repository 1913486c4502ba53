import type { Facts } from "../facts.ts";
import { fold, within } from "../model/hosts.ts";
import { isCertificate } from "../model/kinds.ts";
import { claimedHosts, servedHosts, type PlacedHost } from "../model/routing.ts";
import { at, list, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Resource } from "../rule.ts";

export default resourceRule({
  id: "host-proven",
  number: 34,
  title: "No host is served before its owner has said whose it is",
  why: "Whoever is first to name somebody else's host would answer its requests, with the platform's certificate beside it.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Leave the host out of rules, certificates and listeners until its TXT record is there: `npm run tenant -- show` prints it, `npm run domains -- verify` looks for it.",
  url: ruleUrl("host-proven"),
  check(resource, facts) {
    const claims = isCertificate(resource) ? requestedNames(resource) : claimedHosts(resource);
    if (claims === undefined) return undefined;
    return claims.flatMap(({ host, path }) => {
      const owner = waitingFor(host, facts);
      const message = `${JSON.stringify(host)} is not proven to be a host of tenant ${owner ?? ""}`;
      return owner === undefined ? [] : [{ path, message }];
    });
  },
});

/** What an authority is asked to sign. */
const requestedNames = ({ props }: Resource): readonly PlacedHost[] =>
  list(at(props, "spec", "dnsNames")).map((name, index) => ({
    host: fold(text(name) ?? ""),
    path: `spec.dnsNames[${index}]`,
  }));

/** Tenant of whose withheld hosts it is, unless the tenant is served by a wider one as well. */
function waitingFor(host: string, { tenants }: Facts): string | undefined {
  const holds = (claims: readonly string[]): boolean => claims.some((claim) => within(host, fold(claim)));
  return tenants.find((tenant) => holds(tenant.withheld ?? []) && !holds(servedHosts(tenant)))?.id;
}
