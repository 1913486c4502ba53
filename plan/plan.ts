/** Fleet → plan: every object one stack wants, as plain data. */
import { planBase } from "./base.ts";
import { planEntry } from "./entry.ts";
import { planGateway } from "./gateway.ts";
import { tenantsIn } from "./in-region.ts";
import type { Fleet } from "./model.ts";
import { entryId } from "./names.ts";
import type { Plan } from "./objects.ts";
import type { CustomResourceDefinition } from "./manifests.ts";
import { sortedBy } from "./order.ts";
import { regionOf, runningIn } from "./site.ts";
import type { Site } from "./site.ts";
import { planTenant } from "./tenant.ts";
import { installedBy } from "./versions/installed.ts";

/** What the fleet file names and the pure core cannot read for itself. */
export interface Surroundings {
  /** Of the chart's version, and of the Gateway API: what the files hold that `higress` names (crds.ts, gateway-api.ts). */
  readonly crds: readonly CustomResourceDefinition[];
  /** First 12 hex digits of the SHA-256 over the files of a chart given by path: a changed chart would go unnoticed without them. */
  readonly chartDigest: (path: string) => string;
  /** First 12 hex digits of the SHA-256 of the post-renderer. */
  readonly narrowDigest: string;
}

/**
 * The plan of one region. Deterministic, and the order in which the fleet file lists things means nothing.
 * @param fleet - From parseFleet: valid, defaults filled in.
 * @throws Error when the fleet has no such region (regionOf).
 */
export function planFleet(fleet: Fleet, region: string, surroundings: Surroundings): Plan {
  const site = siteOf(fleet, region, surroundings);
  const gateways = sortedBy(runningIn(region, fleet.gateways), ({ id }) => id);
  const tenants = sortedBy(tenantsIn(region, fleet.tenants), ({ id }) => id);
  return {
    environment: fleet.environment,
    region,
    drained: Object.keys(fleet.regions)
      .filter((each) => fleet.regions[each]?.drained === true)
      .toSorted(),
    protect: fleet.protect,
    retiring: [],
    installed: installedBy(fleet.higress),
    base: planBase({
      site,
      owners: [
        { site, id: entryId, role: "entry" },
        ...gateways
          .filter(({ ingressClass }) => ingressClass === undefined)
          .map(({ id }) => ({ site, id, role: "gateway" as const })),
        ...tenants.map(({ id }) => ({ site, id, role: "tenant" as const })),
      ],
      gateways,
      crds: surroundings.crds,
      platform: fleet.platform,
    }),
    entry: planEntry(site, fleet, tenants),
    gateways: gateways.map((gateway) => planGateway(site, gateway)),
    tenants: tenants.map((tenant) => planTenant(site, tenant, fleet.domain)),
  };
}

function siteOf(
  { environment, regions, higress, sizes, dns, plugins, monitoring }: Fleet,
  region: string,
  surroundings: Surroundings,
): Site {
  const { chartDigest, narrowDigest } = surroundings;
  return {
    environment,
    region,
    cluster: regionOf(regions, region),
    regions,
    higress,
    sizes,
    ...(monitoring && { monitoring }),
    dns,
    plugins,
    digests: { narrow: narrowDigest, chart: chartDigest },
  };
}
