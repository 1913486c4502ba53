/** Which host belongs to whom: two tenants must never route the same one. */
import type { Finding, FleetPath } from "../fault.ts";
import { enclosing, foldHost, isPublicSuffix, isWildcard, isWithin, overlaps } from "../hosts.ts";
import type { Fleet, Tenant } from "../model.ts";
import { maxIdLength, systemHost } from "../names.ts";
import { eachTenant, found, quote, repeated, type Check, type Problem } from "./check.ts";

export function domainIsLegal({ domain }: Fleet): readonly Finding[] {
  const path = ["domain"];
  const longest = systemHost("x".repeat(maxIdLength), domain);
  if (foldHost(domain) !== domain || isWildcard(domain) || foldHost(longest) === undefined) {
    return [
      {
        path,
        message: `${quote(domain)} is no legal domain to put tenants below`,
        remedy: 'Write a bare DNS name in lower case, short enough for a tenant id in front: "aigw.example.com".',
      },
    ];
  }
  if (!isPublicSuffix(domain)) return [];
  return [
    {
      path,
      message: `${quote(domain)} is a ${domain.includes(".") ? "public suffix" : "top-level domain"}: anybody may own the names below it`,
      remedy: `Use a domain of your own, for example ${quote(`aigw.example.${domain}`)}.`,
    },
  ];
}

/** Below the fleet's domain, a tenant's id says whose a host is; everywhere else the first to name it has it. */
export const hostsAreTheTenantsToClaim: Check = eachTenant((tenant, fleet) => [
  ...tenant.hosts.flatMap((host, at) => found(["hosts", at], judge(host, tenant, fleet))),
  ...repeated([systemHost(tenant.id, fleet.domain), ...tenant.hosts]).map(({ value, at }) => ({
    path: ["hosts", at - 1],
    message:
      value === systemHost(tenant.id, fleet.domain)
        ? `${quote(value)} is the system host of tenant ${quote(tenant.id)}, which it has by itself`
        : `tenant ${quote(tenant.id)} names host ${quote(value)} twice`,
    remedy: "Remove it.",
  })),
]);

/**
 * Bytes of a Namespace's annotations that may be hosts. Kubernetes takes 256 KiB of all annotations together; the rest is for the
 * others of ours and for those of other tools.
 */
const hostsRoom = 192 * 1024;

/** Admission policies read a tenant's hosts from its Namespace (plan/namespace.ts). */
export const hostsFitTheNamespace: Check = eachTenant(({ id, hosts }, { domain }) => {
  const size = [systemHost(id, domain), ...hosts].join(",").length;
  if (size <= hostsRoom) return [];
  return [
    {
      path: ["hosts"],
      message: `the ${hosts.length} hosts of tenant ${quote(id)} take ${Math.ceil(size / 1024)} KiB in an annotation of its Namespace, which has room for ${hostsRoom / 1024}`,
      remedy: "Name a wildcard in place of the hosts below it, or make two tenants of it.",
    },
  ];
});

/** Two virtual hosts of one name make a configuration that Envoy refuses as a whole (plan/answers.ts). */
const nobodys = "invalid";

function judge(host: string, tenant: Tenant, { domain, tenants }: Fleet): Problem | undefined {
  if (foldHost(host) !== host) {
    return {
      message: `${quote(host)} is no legal host`,
      remedy:
        'Write a bare DNS name in lower case, "*." in front at most: no scheme, port, path, address or final dot.',
    };
  }
  if (isWildcard(host) && isPublicSuffix(host)) {
    return {
      message: `${quote(host)} stands for domains of many owners: what follows "*." is a public suffix`,
      remedy: "Name the hosts themselves, or a wildcard below a domain of the tenant's own.",
    };
  }
  if (isWithin(host.replace(/^\*\./, ""), nobodys)) {
    return {
      message: `${quote(host)} can lead to nobody: names in "invalid" exist nowhere (RFC 2606), and the page server's probe asks for one`,
      remedy: "Name a host that DNS has, or remove it.",
    };
  }
  if (host === domain || overlaps(host, `*.${domain}`)) {
    const owner = labelBelow(host, domain);
    return owner === tenant.id ? undefined : notYours(host, owner, tenant, { domain, tenants });
  }
  return undefined;
}

/** `acme` for `x.acme.<domain>`; undefined for the domain itself and for wildcards that reach over it. */
function labelBelow(host: string, domain: string): string | undefined {
  if (host === domain || !isWithin(host, domain)) return undefined;
  const label = host
    .slice(0, -domain.length - 1)
    .split(".")
    .at(-1);
  return label === "*" ? undefined : label;
}

function notYours(
  host: string,
  owner: string | undefined,
  tenant: Tenant,
  { domain, tenants }: Pick<Fleet, "domain" | "tenants">,
): Problem {
  const remedy = `Remove it, or choose a host below ${quote(`${tenant.id}.${domain}`)}.`;
  if (owner === undefined) {
    const problem = host === domain ? "is the fleet's domain itself" : "would take the hosts of every tenant";
    return { message: `${quote(host)} ${problem} and can be no tenant's`, remedy };
  }
  return tenants.some(({ id }) => id === owner)
    ? { message: `${quote(host)} belongs to tenant ${quote(owner)}, whose id it has below ${quote(domain)}`, remedy }
    : {
        message: `${quote(host)} belongs to nobody: below ${quote(domain)} there is no tenant ${quote(owner)}`,
        remedy,
      };
}

interface Claim {
  readonly host: string;
  readonly tenant: Tenant;
  readonly order: number;
  readonly path: FleetPath;
}

/**
 * Hosts outside the fleet's domain. Each claim is looked up under the few patterns that enclose it instead of being compared
 * with all others, and the one that stands later in the file gets the finding.
 */
export function hostsHaveOneTenant({ domain, tenants }: Fleet): readonly Finding[] {
  const claims = tenants
    .flatMap((tenant, at) =>
      tenant.hosts.map((host, place) => ({ host, tenant, path: ["tenants", at, "hosts", place] })),
    )
    .filter(({ host }) => host !== domain && !overlaps(host, `*.${domain}`))
    .map((claim, order): Claim => ({ ...claim, order }));
  const first = new Map(claims.toReversed().map((claim) => [claim.host, claim]));
  return claims
    .flatMap((claim) =>
      enclosing(claim.host).flatMap((pattern) => {
        const wide = first.get(pattern);
        if (wide === undefined || wide.tenant.id === claim.tenant.id) return [];
        return [wide.order < claim.order ? { late: claim, early: wide } : { late: wide, early: claim }];
      }),
    )
    .toSorted((a, b) => a.late.order - b.late.order)
    .map(({ late, early }) => ({
      path: late.path,
      message: `${quote(late.host)} ${relation(late.host, early.host)} of tenant ${quote(early.tenant.id)}`,
      remedy: `Only one of ${quote(early.tenant.id)} and ${quote(late.tenant.id)} can have it: remove it from the other.`,
    }));
}

function relation(late: string, early: string): string {
  if (late === early) return "is already a host";
  return enclosing(late).includes(early) ? `lies under host ${quote(early)}` : `takes in host ${quote(early)}`;
}
