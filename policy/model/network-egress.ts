/** Where a tenant's Higress has business outside its namespace: what its registries and its file say, and nothing else. */
import type { Facts, TenantFacts } from "../facts.ts";
import type { Resource } from "../rule.ts";
import { standIns } from "./cidr-embedded.ts";
import { addressSet, blockSet, includes, noAddress, subtract, union, type AddressSet } from "./cidr-set.ts";
import { metadataCidrs, privateCidrs } from "./cidr.ts";
import { fold } from "./hosts.ts";
import { isBridge } from "./kinds.ts";
import { ports, type Ports } from "./network-ports.ts";
import { namespaceOf } from "./ownership.ts";
import { clusterService } from "./service-name.ts";
import { list, record, text, type Tree } from "./shape.ts";

export interface Way {
  /** `registry orders`, `an allowance`. */
  readonly consumer: string;
  /** Who goes it: controllers ask registries, gateways call what they route to. */
  readonly role: "gateway" | "controller";
  /** Namespaces of the cluster to which it leads. */
  readonly namespaces: readonly string[];
  readonly addresses: AddressSet;
  /** It leads to a name of which nobody declared the addresses. */
  readonly isNameless: boolean;
  readonly ports: Ports;
}

/** Nacos 2 and 3 speak gRPC on the port 1000 above (nacos.io/en/docs/latest/upgrading/200-compatibility). */
const grpcOffset: Readonly<Record<string, number>> = { nacos2: 1000, nacos3: 1000 };

/** Ways of a tenant: its registries', as its McpBridge has them, and its allowances'. */
export function waysOf(tenant: TenantFacts, resources: readonly Resource[], facts: Facts): readonly Way[] {
  const bridges = resources.filter((one) => isBridge(one) && namespaceOf(one) === tenant.namespace);
  return [
    ...bridges
      .flatMap(({ props }) => list(record(props.spec).registries))
      .flatMap((registry) => registryWays(record(registry), tenant, facts)),
    ...tenant.network.egress.map(({ peer, protocol, ports: numbers }): Way => ({
      consumer: "an allowance",
      role: "gateway",
      namespaces: "namespace" in peer ? [peer.namespace] : [],
      addresses: "cidr" in peer ? meant(peer.cidr, facts) : noAddress,
      isNameless: false,
      ports: ports(protocol, ...numbers),
    })),
  ];
}

/**
 * What a file means by a block: the world outside. The cluster's own, metadata services, stand-ins for IPv4 and private
 * networks around which the block lies are not meant (netpol-cidr-safe).
 */
function meant(cidr: string, facts: Facts): AddressSet {
  const block = blockSet(cidr) ?? noAddress;
  const never = [...facts.clusterCidrs, ...metadataCidrs].map((one) => blockSet(one) ?? noAddress);
  const around = privateCidrs.map((one) => blockSet(one) ?? noAddress).filter((one) => !includes(one, block));
  return subtract(block, union(...never, ...around, ...(includes(standIns, block) ? [] : [standIns])));
}

function registryWays({ name, type, domain, port }: Tree, tenant: TenantFacts, facts: Facts): readonly Way[] {
  const kind = text(type) ?? "";
  const number = typeof port === "number" ? port : 0;
  const { cidrs = [] } = tenant.registries.find((one) => one.name === name) ?? {};
  const networks = union(...cidrs.map((cidr) => meant(cidr, facts)));
  const consumer = `registry ${text(name) ?? ""}`;
  const role = kind === "static" || kind === "dns" ? "gateway" : "controller";
  return (text(domain) ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map((entry): Way => {
      const { host, port: own } = kind === "static" ? splitEndpoint(entry) : { host: entry, port: number };
      const more = grpcOffset[kind];
      const asked = ports("TCP", own, ...(more === undefined ? [] : [own + more]));
      return { consumer, role, ports: asked, ...placeOf(host, tenant, networks, facts) };
    });
}

type Place = Pick<Way, "namespaces" | "addresses" | "isNameless">;

/** An address is where it says, a Service in its namespace, and any other name in the networks declared for it. */
function placeOf(host: string, tenant: TenantFacts, networks: AddressSet, facts: Facts): Place {
  const address = addressSet(host);
  if (address !== undefined) return { namespaces: [], addresses: union(address, networks), isNameless: false };
  const known = (label: string): boolean => facts.platformNamespaces.includes(label);
  const target = clusterService(fold(host), facts.dnsDomain, known);
  if (target !== undefined) {
    return { namespaces: [target.namespace ?? tenant.namespace], addresses: networks, isNameless: false };
  }
  return { namespaces: [], addresses: networks, isNameless: networks.ipv4.length + networks.ipv6.length === 0 };
}

/** `10.0.0.1:80` or `[fd00::1]:80`. */
function splitEndpoint(endpoint: string): { readonly host: string; readonly port: number } {
  const colon = endpoint.lastIndexOf(":");
  return { host: endpoint.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(endpoint.slice(colon + 1)) || 0 };
}
