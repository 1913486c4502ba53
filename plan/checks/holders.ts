/** Who has a quota in the fleet file, and what is known of the namespace that it bounds. */
import { generatedSecrets } from "../credentials.ts";
import { planEntry } from "../entry.ts";
import type { FleetPath } from "../fault.ts";
import { exposureOf, planGateway } from "../gateway.ts";
import type { Fleet, Quota } from "../model.ts";
import { authorityOf, type Certificate } from "../model/certificate.ts";
import type { Beside } from "../model/servers.ts";
import type { Sized, Sizing } from "../model/sizing.ts";
import type { InstallationPlan } from "../objects.ts";
import { nodePortCount } from "../service.ts";
import { serversOf } from "../servers.ts";
import { runningIn, type Site } from "../site.ts";
import { sizingOf } from "../sizes.ts";
import { planTenant } from "../tenant.ts";
import { plainRoutes } from "../variants.ts";
import { quote, regionsOf, sizeNamed } from "./check.ts";

/** Somebody with a quota. */
export interface Holder {
  readonly what: string;
  readonly path: FleetPath;
  readonly kind: "tenant" | "inside" | "load-balancer";
  /** Of its gateway's Service. */
  readonly nodePorts: number;
  /** Its size in a sentence. */
  readonly size: string;
  readonly sizing: Sizing;
  readonly servers: Beside;
  readonly quota: Quota;
  /** Ingresses and Secrets that the fleet file itself asks for. */
  readonly routes: number;
  readonly generated: number;
  /** What it has in each of its regions. A function, since most quotas ask for nothing that only the plan knows. */
  readonly plans: () => readonly Planned[];
}

/** An installation in one region. */
export interface Planned {
  readonly plan: InstallationPlan;
  /** Tenants to each of which the entry keeps a way of its own in its namespace; 0 for everybody else. */
  readonly ways: number;
}

export const holders = (fleet: Fleet): readonly Holder[] => [entryOf(fleet), ...gatewaysOf(fleet), ...tenantsOf(fleet)];

const entryOf = (fleet: Fleet): Holder => ({
  ...alone(fleet, fleet.entry),
  what: "the entry",
  path: ["entry", "quota"],
  kind: "load-balancer",
  nodePorts: nodePortCount({ exposure: { type: "load-balancer", ...fleet.entry } }),
  // Hosts whose clients show certificates have an Ingress by themselves (entry.ts).
  routes: fleet.tenants.reduce((sum, { certificates }) => sum + 1 + certificates.filter(isAsking).length, 0),
  plans: () =>
    sites(fleet, Object.keys(fleet.regions)).map((site) => ({
      // Without the tenants: to plan their routes, every host must have its certificate, which another check looks at.
      plan: planEntry(site, fleet, []),
      ways: runningIn(site.region, fleet.tenants).length,
    })),
});

const gatewaysOf = (fleet: Fleet): readonly Holder[] =>
  fleet.gateways.map((gateway, at) => ({
    ...alone(fleet, gateway),
    what: `gateway ${quote(gateway.id)}`,
    path: ["gateways", at, "quota"],
    kind: gateway.exposure === "load-balancer" ? gateway.exposure : "inside",
    nodePorts: nodePortCount({ exposure: exposureOf(gateway), ports: gateway.ports }),
    routes: gateway.routesAs === "ingress" ? gateway.routes.flatMap(plainRoutes).length : 0,
    plans: () => sites(fleet, gateway.regions).map((site) => ({ plan: planGateway(site, gateway), ways: 0 })),
  }));

const tenantsOf = (fleet: Fleet): readonly Holder[] =>
  fleet.tenants.map((tenant, at) => ({
    ...alone(fleet, tenant),
    what: `tenant ${quote(tenant.id)}`,
    path: ["tenants", at, "quota"],
    kind: "tenant",
    routes: tenant.routes.flatMap(plainRoutes).length,
    generated: generatedSecrets(tenant.registries).length,
    plans: () =>
      sites(fleet, tenant.regions).map((site) => ({ plan: planTenant(site, tenant, fleet.domain), ways: 0 })),
  }));

const alone = ({ sizes }: Fleet, sized: Sized & Beside & Pick<Holder, "quota">) => ({
  ...{ size: sizeNamed(sized), sizing: sizingOf(sizes, sized), servers: serversOf(sized) },
  ...{ quota: sized.quota, nodePorts: 0, routes: 0, generated: 0 },
});

const isAsking = (certificate: Certificate): boolean => authorityOf(certificate) !== undefined;

/** Without digests: they are read from files, and no number of objects follows from them. */
const sites = (fleet: Fleet, regions: readonly string[]): readonly Site[] =>
  regionsOf(regions, fleet).map(({ name, region }) => ({
    environment: fleet.environment,
    region: name,
    cluster: region,
    regions: fleet.regions,
    higress: fleet.higress,
    sizes: fleet.sizes,
    dns: fleet.dns,
    plugins: fleet.plugins,
    digests: { narrow: "", chart: () => "" },
  }));
