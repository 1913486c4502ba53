/** Which hosts are a tenant's, and which of them lead to it. */
import { enclosing } from "./hosts.ts";
import type { Tenant } from "./model.ts";
import { systemHost } from "./names.ts";

/** Every host that is the tenant's, served or not: the system host, then its own in sorted order. */
export const tenantHosts = (tenant: Tenant, domain: string): readonly string[] => [
  systemHost(tenant.id, domain),
  ...tenant.hosts.toSorted(),
];

/** Every host that leads to the tenant: all of its own but those that wait for a proof. */
export function servedHosts(tenant: Tenant, domain: string): readonly string[] {
  const withheld = new Set(tenant.withheld.map(({ host }) => host));
  return tenantHosts(tenant, domain).filter((host) => !withheld.has(host));
}

/** Tells of a host or a certificate's name whether it leads to the tenant: it is served, or lies below a wildcard that is. */
export function servesFor(tenant: Tenant, domain: string): (host: string) => boolean {
  const served = new Set(servedHosts(tenant, domain));
  return (host) => enclosing(host).some((pattern) => served.has(pattern));
}
