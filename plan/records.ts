/** What must exist in DNS for a tenant's hosts to be found, and to be proven. */
import { enclosing, isPublicSuffix, isWildcard, parentOf } from "./hosts.ts";
import type { Tenant } from "./model.ts";
import { systemHost } from "./names.ts";
import { proofRecords, type Realm } from "./proof.ts";
import { tenantHosts } from "./tenant-hosts.ts";

export interface DnsRecord {
  readonly tenant: string;
  readonly name: string;
  /** `ALIAS`, or what the DNS provider calls it, at the top of a zone: a CNAME cannot stand there (RFC 1912 2.4). */
  readonly type: "CNAME" | "ALIAS" | "A" | "AAAA" | "TXT";
  /** Absent where it is the entry's address, which is known once the entry has one. */
  readonly value?: string;
}

/**
 * System host first. Left out are hosts below it: its wildcard answers for every name below, however deep (RFC 4592). The records that
 * prove what is not served yet come last, one of several for each: that of the host's own name.
 * @param drained whether nobody is to find the way to the region's entry
 */
export function recordsOf(tenant: Tenant, realm: Realm, drained = false): readonly DnsRecord[] {
  const system = systemHost(tenant.id, realm.domain);
  const ways = tenantHosts(tenant, realm.domain)
    .filter((host) => host === system || !enclosing(host).includes(system))
    .map((name): DnsRecord => ({
      tenant: tenant.id,
      name,
      type: !isWildcard(name) && isPublicSuffix(parentOf(name)) ? "ALIAS" : "CNAME",
    }));
  return [...(drained ? [] : ways), ...proofsWanted(tenant, realm)];
}

/** The TXT records that a tenant's withheld hosts wait for, each once. */
function proofsWanted(tenant: Tenant, realm: Realm): readonly DnsRecord[] {
  const wanted = tenant.withheld
    .flatMap(({ host }) => proofRecords(host, tenant.id, realm).slice(0, 1))
    .toSorted((a, b) => (a.record < b.record ? -1 : 1));
  return wanted
    .filter(({ record }, at) => wanted[at - 1]?.record !== record)
    .map(({ record, value }) => ({ tenant: tenant.id, name: record, type: "TXT", value }));
}

/** The records once the entry's address is known: those of a name stay, those of an IP address are A or AAAA. */
export function recordsTo(records: readonly DnsRecord[], address: string | undefined): readonly DnsRecord[] {
  if (address === undefined) return records;
  const bare = address.includes(":") ? "AAAA" : /^\d+(\.\d+){3}$/.test(address) ? "A" : undefined;
  return records.map((record) =>
    record.type === "TXT" ? record : { ...record, type: bare ?? record.type, value: address },
  );
}
