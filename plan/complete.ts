/** From what people wrote, found valid, to the fleet: fills in the defaults that depend on other settings. */
import { completeCertificates } from "./certificates.ts";
import { profileOf, profiles } from "./defaults.ts";
import { nameRoutes, type NamedTenant } from "./discovery.ts";
import { completeMaintenance } from "./maintenance.ts";
import type { Fleet, Gateway, Limits, Override, Tenant } from "./model.ts";
import type { Compute } from "./model/sizing.ts";
import type { Proof } from "./model/domains.ts";
import { platformLimits } from "./limits.ts";
import { withheldOf } from "./proof.ts";
import { quote } from "./quote.ts";
import type { Outline } from "./schema.ts";
import { sizingOf } from "./sizes.ts";

export function complete(outline: Outline, tenants: readonly NamedTenant[], proofs: readonly Proof[]): Fleet {
  // The fleet's page or answer is the tenants' default, and nothing by itself.
  const { maintenance, ...settings } = outline;
  const { domain, environment, sizes } = settings;
  const everywhere = Object.keys(outline.regions);
  const profile = outline.profile ?? profileOf(environment);
  const { protect, size, entrySize, proof } = profiles[profile];
  const domains = { proof: outline.domains.proof ?? proof };
  return {
    ...settings,
    profile,
    protect: outline.protect ?? protect,
    entry: { ...outline.entry, size: outline.entry.size ?? entrySize },
    gateways: outline.gateways.map((gateway): Gateway => ({
      ...gateway,
      size: gateway.size ?? size,
      // Services of registries keep their names, which a check refuses: a gateway has no registry in the file.
      routes: nameRoutes(gateway.routes, [], `gateway ${quote(gateway.id, [])}`).value,
      regions: gateway.regions ?? everywhere,
    })),
    domains,
    proofs,
    tenants: tenants.map(({ inRegion, ...tenant }): Tenant => {
      const sized = { ...tenant, size: tenant.size ?? size };
      const limits = completeLimits(tenant.limits, platformLimits(sizingOf(sizes, sized)));
      return {
        ...sized,
        maintenance: completeMaintenance(maintenance, tenant.maintenance),
        regions: tenant.regions ?? everywhere,
        withheld: domains.proof === "none" ? [] : withheldOf(tenant, proofs, { environment, domain }),
        certificates: completeCertificates(tenant, outline),
        limits,
        ...(inRegion !== undefined && {
          inRegion: Object.fromEntries(
            Object.entries(inRegion).map(([region, own]): readonly [string, Override] => {
              const there = platformLimits(sizingOf(sizes, { ...sized, ...own }));
              const { limits: written, ...others } = own;
              const changed = completeLimits(written ?? tenant.limits, there);
              const follows = JSON.stringify(changed) !== JSON.stringify(limits);
              return [region, { ...others, ...((written !== undefined || follows) && { limits: changed }) }];
            }),
          ),
        }),
      };
    }),
  };
}

function completeLimits(written: NamedTenant["limits"], computed: Limits): Limits {
  const fill = (key: keyof Limits): Compute => ({ ...computed[key], ...written[key] });
  return { default: fill("default"), defaultRequest: fill("defaultRequest"), max: fill("max") };
}
