/** Holds what is allowed, as the analyzer found it, against what the fleet declares. */
import type { Facts } from "../../policy/facts.ts";
import {
  blockSet,
  firstOf,
  intersect,
  isEmpty,
  noAddress,
  subtract,
  union,
  type AddressSet,
} from "../../policy/model/cidr-set.ts";
import { leadsTo, mechanismOf } from "../../policy/model/cidr-embedded.ts";
import { metadataCidrs } from "../../policy/model/cidr.ts";
import type { Direction } from "../../policy/model/network.ts";
import { waysOf } from "../../policy/model/network-egress.ts";
import { lawful, lawfulFromOutside, required } from "../../policy/model/network-matrix.ts";
import {
  describePorts,
  everyPort,
  isNone,
  noPort,
  ports,
  without,
  type Ports,
} from "../../policy/model/network-ports.ts";
import type { Network } from "../../policy/model/network-reach.ts";
import type { Workload } from "../../policy/model/network-workloads.ts";
import type { Connections, OutsidePorts } from "./network-analyzer.ts";
import { atomsOf, portsAt } from "./network-atoms.ts";
import type { Cluster } from "./network-cluster.ts";

/** Every difference between the two, one line each. */
export function undeclared(
  cluster: Cluster,
  network: Network,
  connections: Connections,
  facts: Facts,
): readonly string[] {
  const { workloads } = cluster;
  const places = new Map(workloads.map((workload, index) => [workload, index]));
  const between = (from: Workload, to: Workload): Ports =>
    connections.between(places.get(from) ?? -1, places.get(to) ?? -1);
  const pairs = workloads.flatMap((from) =>
    workloads.flatMap((to) => {
      if (from === to) return [];
      return tell(from.name, to.name, without(between(from, to), lawful(from, to, facts)), "undeclared");
    }),
  );
  const missing = required(workloads, facts).flatMap(({ from, to, ports: wanted }) =>
    tell(from.name, to.name, without(wanted, between(from, to)), "declared and closed"),
  );
  const fleet = workloads.filter(({ installation }) => installation !== undefined);
  const outside = fleet.flatMap((workload) => {
    const place = places.get(workload) ?? -1;
    const into = [...connections.into(place), ...ipv6(workload, network, "Ingress")];
    const outOf = [...connections.outOf(place), ...ipv6(workload, network, "Egress")];
    return [...fromOutside(workload, into, facts), ...toOutside(workload, outOf, cluster, facts)];
  });
  return [...new Set([...pairs, ...missing, ...outside])];
}

function tell(from: string, to: string, difference: Ports, what: string): readonly string[] {
  return isNone(difference) ? [] : [`${from} to ${to} on ${describePorts(difference)}: ${what}`];
}

/** By our own evaluator: the analyzer knows IPv4 only. */
function ipv6({ pod }: Workload, network: Network, direction: Direction): readonly OutsidePorts[] {
  const all = [{ addresses: blockSet("::/0") ?? noAddress, ports: everyPort }];
  return (network.blocks(pod, direction) ?? all).map(({ addresses, ports: open }) => ({
    addresses: { ipv4: [], ipv6: addresses.ipv6 },
    ports: open,
  }));
}

const near = (atom: AddressSet): string => `the addresses from ${firstOf(atom) ?? "nowhere"}`;

function fromOutside(to: Workload, into: readonly OutsidePorts[], facts: Facts): readonly string[] {
  const declared = facts.tenants
    .flatMap(({ network }) => network.ingress)
    .flatMap(({ peer }) => ("cidr" in peer ? [read(peer.cidr)] : []));
  return atomsOf([...into.map(({ addresses }) => addresses), ...declared]).flatMap((atom) =>
    tell(near(atom), to.name, without(portsAt(atom, into), lawfulFromOutside(atom, to, facts)), "undeclared"),
  );
}

function toOutside(from: Workload, outOf: readonly OutsidePorts[], cluster: Cluster, facts: Facts): readonly string[] {
  const declared = declaredFor(from, cluster, facts);
  const apiServer = asksApiServer(from) ? read(...facts.apiServerCidrs) : noAddress;
  const closed = subtract(read(...facts.clusterCidrs, ...metadataCidrs), apiServer);
  const edges = [...outOf, ...declared].map(({ addresses }) => addresses);
  return atomsOf([...edges, closed]).flatMap((atom) => {
    const [open, wanted] = [portsAt(atom, outOf), portsAt(atom, declared)];
    // A wide block means the world outside, without what of the cluster's own, or of a cloud's, is in it.
    if (!isEmpty(intersect(leadsTo(atom), closed))) return tell(from.name, near(atom), open, "never to be open");
    const lacking = mechanismOf(atom) === undefined ? without(wanted, open) : noPort;
    return [
      ...tell(from.name, near(atom), without(open, wanted), "undeclared"),
      ...tell(from.name, near(atom), lacking, "declared and closed"),
    ];
  });
}

/** The API server for controllers and consoles, and for a tenant's Higress what its registries and its file name. */
function declaredFor(from: Workload, { resources }: Cluster, facts: Facts): readonly OutsidePorts[] {
  const calls = { addresses: read(...facts.apiServerCidrs), ports: ports("TCP", 443, 6443) };
  const tenant = facts.tenants.find(({ namespace }) => namespace === from.pod.namespace);
  const ways = tenant === undefined ? [] : waysOf(tenant, resources, facts).filter(({ role }) => role === from.role);
  return [...(asksApiServer(from) ? [calls] : []), ...ways];
}

const asksApiServer = ({ role }: Workload): boolean => role === "controller" || role === "console";

const read = (...cidrs: readonly string[]): AddressSet => union(...cidrs.map((cidr) => blockSet(cidr) ?? noAddress));
