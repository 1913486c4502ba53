/** Tenants as one region has them. */
import type { Finding } from "./fault.ts";
import type { Fleet, Override, Tenant } from "./model.ts";
import { quote } from "./quote.ts";
import { runningIn } from "./site.ts";

/** Those that run there, with what they have otherwise there in place of their own. */
export const tenantsIn = (region: string, tenants: readonly Tenant[]): readonly Tenant[] =>
  runningIn(region, tenants).map((tenant) => ({ ...tenant, ...overrideIn(tenant, region) }));

/** Undefined where it has nothing otherwise. */
export const overrideIn = ({ inRegion = {} }: Tenant, region: string): Override | undefined =>
  Object.hasOwn(inRegion, region) ? inRegion[region] : undefined;

/**
 * What is wrong with the fleet in a region where a tenant has something otherwise, and nowhere else: told where that is written.
 * @param findings of the fleet as it is
 * @param check all checks
 */
export function findingsInRegions(
  fleet: Fleet,
  findings: readonly Finding[],
  check: (fleet: Fleet) => readonly Finding[],
): readonly Finding[] {
  const regions = [...new Set(fleet.tenants.flatMap(({ inRegion = {} }) => Object.keys(inRegion)))]
    .filter((region) => Object.hasOwn(fleet.regions, region))
    .toSorted();
  return regions.flatMap((region) => {
    const found = without(
      findings,
      check({ ...fleet, tenants: fleet.tenants.map((tenant) => onlyIn(region, tenant, overrideIn(tenant, region))) }),
    );
    if (found.length === 0) return [];
    // What is said of all of a tenant's regions together would be wrong of this one alone, with the override or without.
    const alone = check({ ...fleet, tenants: fleet.tenants.map((tenant) => onlyIn(region, tenant, {})) });
    return without(alone, found).map((finding) => placed(finding, fleet, region));
  });
}

function without(known: readonly Finding[], findings: readonly Finding[]): readonly Finding[] {
  const keys = new Set(known.map(keyOf));
  return findings.filter((finding) => !keys.has(keyOf(finding)));
}

/** A tenant that has something otherwise in the region as if it ran there only; others as they are. */
const onlyIn = (region: string, tenant: Tenant, own: Override | undefined): Tenant =>
  tenant.regions.includes(region) && overrideIn(tenant, region) !== undefined
    ? { ...tenant, ...own, regions: [region], inRegion: {} }
    : tenant;

const keyOf = ({ path, message }: Finding): string => JSON.stringify([path, message]);

function placed(finding: Finding, { tenants }: Fleet, region: string): Finding {
  const [first, at, key, ...rest] = finding.path;
  const own = first === "tenants" && typeof at === "number" && tenants[at] && overrideIn(tenants[at], region);
  if (own && typeof key === "string" && key !== "routes" && key in own) {
    return { ...finding, path: ["tenants", at, "inRegion", region, key, ...rest] };
  }
  return { ...finding, message: `in region ${quote(region, [])}, ${finding.message}` };
}
