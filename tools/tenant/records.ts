/** What must exist outside the cluster for a tenant's hosts to be found. */
import { enclosing, isPublicSuffix, isWildcard, parentOf } from "../../plan/hosts.ts";
import type { Tenant } from "../../plan/model.ts";
import { systemHost } from "../../plan/names.ts";
import { tenantHosts } from "../../plan/tenant.ts";

/** A record that leads to the entry. */
export interface DnsRecord {
  readonly name: string;
  /** `ALIAS`, or what the DNS provider calls it, at the top of a zone: a CNAME cannot stand there (RFC 1912 2.4). */
  readonly type: "CNAME" | "ALIAS";
}

/** System host first. Left out are hosts below it: its wildcard answers for every name below, however deep (RFC 4592). */
export function recordsOf(tenant: Tenant, domain: string): readonly DnsRecord[] {
  const system = systemHost(tenant.id, domain);
  return tenantHosts(tenant, domain)
    .filter((host) => host === system || !enclosing(host).includes(system))
    .map((name) => ({ name, type: !isWildcard(name) && isPublicSuffix(parentOf(name)) ? "ALIAS" : "CNAME" }));
}
