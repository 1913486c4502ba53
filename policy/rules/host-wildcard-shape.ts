import { getPublicSuffix } from "tldts";
import { fold, within } from "../model/hosts.ts";
import { servingFromAfar } from "../model/ingress-class.ts";
import { installationOf } from "../model/ownership.ts";
import { claimedHosts } from "../model/routing.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  id: "host-wildcard-shape",
  number: 32,
  title: "A wildcard stands for whole first labels, below a name that one owner can have",
  why: "A wildcard over a public suffix or over the fleet's domain takes every name that no exact route holds at the moment.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Claim `*.<name>` of a name that is the tenant's own; below the fleet's domain, which no gateway of the platform has, that of the tenant's label.",
  url: ruleUrl("host-wildcard-shape"),
  settings: {
    privateSuffixes: {
      type: "boolean",
      description:
        "Whether suffixes of companies, such as `github.io`, are public too (publicsuffix.org, private section).",
      default: true,
    },
  },
  check(resource, facts, { privateSuffixes }) {
    const hosts = claimedHosts(resource);
    if (hosts === undefined) return undefined;
    // Elsewhere it is nothing that a gateway of the fleet serves.
    const isServed = (installationOf(resource, facts) ?? servingFromAfar(resource, facts)) !== undefined;
    const domain = isServed ? fold(facts.domain) : "";
    return hosts.flatMap(({ host, path }) => {
      const reason = wrong(host, domain, privateSuffixes);
      return reason === undefined ? [] : [{ path, message: `${JSON.stringify(host)} ${reason}` }];
    });
  },
});

/** The wildcard alone is a missing host, and the business of host-required. */
function wrong(host: string, domain: string, privateSuffixes: boolean): string | undefined {
  if (!host.includes("*") || host === "*") return undefined;
  const name = host.slice("*.".length);
  if (!host.startsWith("*.") || name.includes("*")) return "has its wildcard elsewhere than as the whole first label";
  if (domain === name || within(domain, host)) return "takes the hosts of all tenants";
  const suffix = getPublicSuffix(name, { allowPrivateDomains: privateSuffixes });
  return suffix === name ? "lies right below a public suffix, where anybody may have a name" : undefined;
}
