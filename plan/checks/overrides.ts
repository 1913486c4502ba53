/** What tenants have otherwise in single regions. */
import type { Override, Tenant } from "../model.ts";
import { eachTenant, quote, quoteAll } from "./check.ts";

export const overridesAreForItsRegions = eachTenant(({ id, regions, inRegion = {} }) =>
  Object.keys(inRegion).flatMap((region) =>
    regions.includes(region)
      ? []
      : [
          {
            path: ["inRegion", region],
            message: `tenant ${quote(id)} does not run in region ${quote(region)}`,
            remedy: `Use one of ${quoteAll(regions)}, or remove it.`,
          },
        ],
  ),
);

const settings = [
  "size",
  "resources",
  "quota",
  "limits",
  "network",
  "registries",
] as const satisfies readonly (keyof Override)[];

export const overridesMakeADifference = eachTenant((tenant) =>
  Object.entries(tenant.inRegion ?? {}).flatMap(([region, own]) =>
    settings
      .filter((key) => own[key] !== undefined && JSON.stringify(own[key]) === JSON.stringify(base(tenant, key)))
      .map((key) => ({
        path: ["inRegion", region, key],
        message: "is what the tenant has everywhere, so that it changes nothing",
        remedy: "Remove it, or say what is different there.",
      })),
  ),
);

const base = (tenant: Tenant, key: (typeof settings)[number]): unknown => tenant[key];
