/** All tenants of a fleet, one line each. */
import type { Fleet } from "../../plan/index.ts";
import type { Tenant } from "../../plan/model.ts";
import { sortedBy } from "../../plan/order.ts";
import { tenantHosts } from "../../plan/tenant-hosts.ts";
import type { Place } from "./sources.ts";
import { table } from "../table.ts";

export function tellList(
  { tenants, domain, environment }: Fleet,
  places: ReadonlyMap<string, Place>,
): readonly string[] {
  if (tenants.length === 0) return [`The fleet of environment ${environment} has no tenant yet.`];
  const rows = sortedBy(tenants, ({ id }) => id).map((tenant) => {
    const { id, owner, size, regions, suspend } = tenant;
    return [
      id,
      owner,
      suspend ? `${size}, suspended` : size,
      regions.toSorted().join(", "),
      tellPlace(places.get(id)),
      tenantHosts(tenant, domain).map(marked(tenant)).join(", "),
    ];
  });
  return table([["ID", "OWNER", "SIZE", "REGIONS", "WRITTEN IN", "HOSTS"], ...rows]);
}

/** Served ones say nothing. */
const marked =
  ({ withheld }: Tenant) =>
  (host: string): string => {
    const state = withheld.find((each) => each.host === host)?.state;
    return state === undefined ? host : `${host} (${state})`;
  };

export const tellPlace = (place: Place | undefined): string =>
  place === undefined ? "" : `${place.file}:${place.line}`;
