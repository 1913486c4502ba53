/** One tenant: its own gateway behind the entry, its registries and its routes. */
import { generatedSecrets, planSecrets } from "./credentials.ts";
import { planInstallation } from "./installation.ts";
import type { Tenant } from "./model.ts";
import type { Registry } from "./model/registry.ts";
import { tenantNamespace } from "./names.ts";
import { allowances } from "./network/allowances.ts";
import { toBackends } from "./network/backends.ts";
import { fromEntry } from "./network/entry.ts";
import { controllers, gateways, serviceNamespace } from "./network/peers.ts";
import { toRegistries } from "./network/registries.ts";
import type { TenantPlan } from "./objects.ts";
import type { LabelSelector } from "./manifests.ts";
import { recordsOf } from "./records.ts";
import { planBridge } from "./registries.ts";
import { planPlugins } from "./plugins/plan.ts";
import { networkOf } from "./plugins/source.ts";
import { planRoutes } from "./routes.ts";
import type { Installation, Site } from "./site.ts";
import { serversOf } from "./servers.ts";
import { sizingOf } from "./sizes.ts";
import { asksServers, callsServices } from "./targets.ts";
import { servedHosts, servesFor } from "./tenant-hosts.ts";
import { plainRoutes } from "./variants.ts";

/** Ingresses a tenant may have at least; above that twice those of its routes, so that they can be replaced one by one. */
const ingresses = 100;

/** Registry credentials, pull secrets and whatever its backends bring; above that twice those that are made here. */
const secrets = 50;

export function planTenant(site: Site, tenant: Tenant, domain: string): TenantPlan {
  const leadsHere = servesFor(tenant, domain);
  const installation: Installation = {
    site,
    id: tenant.id,
    role: "tenant",
    namespace: tenantNamespace(tenant.id),
    hosts: servedHosts(tenant, domain),
    owner: tenant.owner,
    sizing: sizingOf(site.sizes, tenant),
    suspended: tenant.suspend,
    servers: serversOf(tenant),
    watch: "own",
    gatewayApi: false,
    exposure: { type: "cluster" },
    quota: tenant.quota,
    limits: tenant.limits,
    room: {
      ingresses: Math.max(ingresses, 2 * tenant.routes.flatMap(plainRoutes).length),
      secrets: Math.max(secrets, 2 * generatedSecrets(tenant.registries).length),
    },
  };
  return {
    ...planInstallation(installation, {
      people: tenant.access,
      networkPolicies: [
        fromEntry(installation),
        ...toBackends(installation, callers(installation, tenant)),
        ...toRegistries(installation, tenant.registries),
        ...allowances(installation, networkOf(tenant, site)),
      ],
      secrets: planSecrets(installation, tenant.registries),
      bridge: planBridge(installation, tenant.registries),
      plugins: planPlugins(installation, tenant),
      ingresses: planRoutes(
        installation,
        tenant.routes.filter(({ host }) => leadsHere(host)),
      ),
    }),
    suspended: tenant.suspend,
    hosts: servedHosts(tenant, domain),
    withheld: tenant.withheld,
    records: recordsOf(tenant, { environment: site.environment, domain }, site.cluster.drained),
  };
}

/**
 * Which of Higress's pods call pods beside them: gateways for routes and dns registries, the controller for a registry there. Whether a
 * server lists some of them appears at run time, so where a route asks one they are open.
 */
function callers({ namespace, site }: Installation, { routes, registries }: Tenant): readonly LabelSelector[] {
  const beside = (host: string) => serviceNamespace(host, site.cluster.dnsDomain) === namespace;
  const called =
    routes.some((each) => callsServices(each) || asksServers(each)) || registries.some((each) => isDnsTo(each, beside));
  const asked = registries.some((each) => "domain" in each && beside(each.domain));
  return [...(called ? [gateways(namespace)] : []), ...(asked ? [controllers] : [])];
}

const isDnsTo = (registry: Registry, wanted: (host: string) => boolean): boolean =>
  registry.type === "dns" && registry.domains.some(wanted);
