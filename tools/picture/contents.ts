/** What a picture of one region shows: names, addresses and sizes, in the words of the fleet file. */
import type { Fleet } from "../../plan/index.ts";
import type { Gateway, Tenant } from "../../plan/model.ts";
import type { Beside } from "../../plan/model/servers.ts";
import { entryNamespace, gatewayNamespace, tenantNamespace } from "../../plan/names.ts";
import { sortedBy } from "../../plan/order.ts";
import { tenantsIn } from "../../plan/in-region.ts";
import { regionOf, runningIn } from "../../plan/site.ts";
import { tenantHosts } from "../../plan/tenant-hosts.ts";
import { registryPlaces } from "../registry-places.ts";

export interface Contents {
  readonly environment: string;
  readonly region: string;
  readonly domain: string;
  readonly entry: Door;
  /** Gateways of the platform, sorted by id. */
  readonly gateways: readonly PlatformGateway[];
  /** Sorted by id. */
  readonly tenants: readonly TenantContents[];
}

/** A gateway that clients reach. */
interface Door {
  readonly namespace: string;
  readonly size: string;
  /** What runs beside it, by the names that people say. */
  readonly servers: readonly string[];
  /** Networks whose clients may reach it. */
  readonly clients: readonly string[];
}

export interface PlatformGateway extends Door {
  readonly id: string;
  /** As in the fleet file: `cluster`, `load-balancer` or `node-port`. */
  readonly exposure: string;
  /** As in the fleet file: `own` or `all`. */
  readonly watch: string;
}

export interface TenantContents {
  readonly id: string;
  readonly owner: string;
  readonly namespace: string;
  readonly size: string;
  /** What runs beside its gateway. */
  readonly servers: readonly string[];
  readonly routes: number;
  /** Own hosts first, sorted, since they tell more; the system host is the last, and there is always one. */
  readonly hosts: readonly string[];
  /** Sorted by name. */
  readonly registries: readonly RegistryContents[];
}

export interface RegistryContents {
  readonly name: string;
  readonly type: string;
  /** Where it is: `host:port` of a server, or each address or name of a service; never empty. */
  readonly places: readonly string[];
}

/**
 * Nothing that is secret: no credentials, and of certificates not even the names.
 * @throws Error when the fleet has no such region
 */
export function contentsOf(fleet: Fleet, region: string): Contents {
  regionOf(fleet.regions, region);
  const { environment, domain, entry } = fleet;
  return {
    environment,
    region,
    domain,
    entry: { namespace: entryNamespace, size: entry.size, servers: serversOf(entry), clients: entry.sourceCidrs },
    gateways: sortedBy(runningIn(region, fleet.gateways), ({ id }) => id).map(gatewayContents),
    tenants: sortedBy(tenantsIn(region, fleet.tenants), ({ id }) => id).map((each) => tenantContents(each, domain)),
  };
}

const serversOf = ({ pageServer, pluginServer, redis, console }: Beside): readonly string[] => [
  ...(pageServer ? ["page server"] : []),
  ...(pluginServer ? ["plugin server"] : []),
  ...(redis ? ["Redis"] : []),
  ...(console ? ["console"] : []),
];

const gatewayContents = (gateway: Gateway): PlatformGateway => ({
  id: gateway.id,
  namespace: gatewayNamespace(gateway.id),
  size: gateway.size,
  servers: serversOf(gateway),
  exposure: gateway.exposure,
  watch: gateway.watch,
  clients: gateway.sourceCidrs,
});

function tenantContents(tenant: Tenant, domain: string): TenantContents {
  const [system = "", ...own] = tenantHosts(tenant, domain);
  return {
    id: tenant.id,
    owner: tenant.owner,
    namespace: tenantNamespace(tenant.id),
    size: tenant.suspend ? `${tenant.size}, suspended` : tenant.size,
    servers: serversOf(tenant),
    routes: tenant.routes.length,
    hosts: [...own, system],
    registries: sortedBy(tenant.registries, ({ name }) => name).map((each) => ({
      name: each.name,
      type: each.type,
      places: registryPlaces(each),
    })),
  };
}
