/** The NetworkPolicy that lets a tenant's gateways to services in another cluster. */
import { overrideIn } from "../../plan/in-region.ts";
import type { NetworkPolicy } from "../../plan/manifests.ts";
import type { Fleet, Tenant } from "../../plan/model.ts";
import type { Registry } from "../../plan/model/registry.ts";
import type { Wanted } from "./arguments.ts";

/** Where gateways of one region come from, as a cluster beyond their own sees them, and what they call. */
export interface Source {
  readonly region: string;
  readonly cidrs: readonly string[];
  /** Whether the fleet file names them; otherwise they are the pods' own, which arrive only where pod networks are routed. */
  readonly named: boolean;
  readonly ports: readonly number[];
}

export interface BusinessPolicy {
  readonly policy: Omit<NetworkPolicy, "metadata"> & {
    readonly metadata: { readonly name: string; readonly namespace?: string };
  };
  readonly sources: readonly Source[];
}

/**
 * By addresses: a label of a Namespace is one that people of the business cluster give themselves, and selectors see their own
 * cluster alone.
 * @throws Error, for people, when the fleet lacks what was named, or nobody says which ports
 */
export function businessPolicy(fleet: Fleet, asked: Omit<Wanted, "fleet">): BusinessPolicy {
  const tenant = fleet.tenants.find(({ id }) => id === asked.tenant);
  if (tenant === undefined) {
    const ids = fleet.tenants.map(({ id }) => JSON.stringify(id)).toSorted();
    throw new Error(`The fleet has no tenant ${JSON.stringify(asked.tenant)}. It has ${ids.join(", ")}.`);
  }
  const sources = regionsOf(tenant, asked.regions).map((region) => sourceOf(region, tenant, fleet, asked.ports));
  return {
    sources,
    policy: {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: {
        name: `from-${tenant.id}-gateway`,
        ...(asked.namespace !== undefined && { namespace: asked.namespace }),
      },
      spec: {
        podSelector: Object.keys(asked.labels).length === 0 ? {} : { matchLabels: asked.labels },
        policyTypes: ["Ingress"],
        ingress: [...Map.groupBy(sources, ({ ports }) => ports.join())].map(([, alike]) => ({
          from: sorted(alike.flatMap(({ cidrs }) => cidrs)).map((cidr) => ({ ipBlock: { cidr } })),
          ports: (alike[0]?.ports ?? []).map((port) => ({ protocol: "TCP", port })),
        })),
      },
    },
  };
}

function regionsOf({ id, regions }: Tenant, named: readonly string[]): readonly string[] {
  const stranger = named.find((region) => !regions.includes(region));
  if (stranger !== undefined) {
    const own = regions.map((each) => JSON.stringify(each)).join(", ");
    throw new Error(
      `Tenant ${JSON.stringify(id)} has no gateway in region ${JSON.stringify(stranger)}, but in ${own}.`,
    );
  }
  return sorted(named.length === 0 ? regions : named);
}

function sourceOf(region: string, tenant: Tenant, { regions }: Fleet, asked: readonly number[]): Source {
  const { podCidrs = [], egressCidrs } = regions[region] ?? {};
  return {
    region,
    cidrs: egressCidrs ?? podCidrs,
    named: egressCidrs !== undefined,
    ports: portsOf({ ...tenant, ...overrideIn(tenant, region) }, asked, region),
  };
}

/** What its NetworkPolicies let its gateways out to, which is what is called. */
function portsOf({ id, network, registries }: Tenant, named: readonly number[], region: string): readonly number[] {
  const place = `in region ${JSON.stringify(region)}`;
  const open = [
    ...network.egress.flatMap(({ peer, protocol, ports }) => ("cidr" in peer && protocol === "TCP" ? ports : [])),
    ...registries.flatMap(directPorts),
  ];
  const ports = named.length > 0 ? named : open;
  const shut = named.find((port) => !open.includes(port));
  if (shut !== undefined) {
    throw new Error(
      `The gateways of tenant ${JSON.stringify(id)} do not get out to port ${shut} ${place}. Open it under network.egress first: { to: { cidr: … }, ports: [${shut}] }; or choose other regions with --region.`,
    );
  }
  if (ports.length === 0) {
    throw new Error(
      `Tenant ${JSON.stringify(id)} opens no network outside its cluster ${place}. Name that of the services under network.egress: { to: { cidr: … }, ports: [8080] }; or choose other regions with --region.`,
    );
  }
  return [...new Set(ports)].toSorted((a, b) => a - b);
}

/** Of services that a registry holds itself, outside the cluster. */
function directPorts(registry: Registry): readonly number[] {
  if (registry.type === "dns") return registry.cidrs.length > 0 ? [registry.port] : [];
  return registry.type === "static"
    ? registry.endpoints.map((each) => Number(each.slice(each.lastIndexOf(":") + 1)))
    : [];
}

const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].toSorted();
