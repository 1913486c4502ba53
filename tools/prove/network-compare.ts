/** Holds the pack's own evaluation of NetworkPolicies against the analyzer's. */
import { firstOf, type AddressSet } from "../../policy/model/cidr-set.ts";
import { describePorts, isNone, without, type Ports } from "../../policy/model/network-ports.ts";
import type { Network } from "../../policy/model/network-reach.ts";
import type { Workload } from "../../policy/model/network-workloads.ts";
import type { Connections, OutsidePorts } from "./network-analyzer.ts";
import { atomsOf, portsAt } from "./network-atoms.ts";

export interface Comparison {
  readonly pairs: number;
  /** Ranges of IPv4 addresses outside the cluster, for each pod and direction. */
  readonly ranges: number;
  readonly disagreements: readonly string[];
}

export function compare(workloads: readonly Workload[], network: Network, connections: Connections): Comparison {
  const disagreements: string[] = [];
  const hold = (what: string, ours: Ports, theirs: Ports): void => {
    if (isNone(without(ours, theirs)) && isNone(without(theirs, ours))) return;
    disagreements.push(`${what}: np-guard allows ${written(theirs)}, the pack's evaluator ${written(ours)}`);
  };
  let [pairs, ranges] = [0, 0];
  for (const [from, source] of workloads.entries()) {
    for (const [to, target] of workloads.entries()) {
      if (from === to) continue;
      pairs += 1;
      hold(
        `${source.name} to ${target.name}`,
        network.connections(source.pod, target.pod),
        connections.between(from, to),
      );
    }
    for (const atom of pieces(source, network, connections.outOf(from), "Egress")) {
      ranges += 1;
      const ours = network.connections(source.pod, { addresses: atom });
      hold(`${source.name} to ${shown(atom)}`, ours, portsAt(atom, connections.outOf(from)));
    }
    for (const atom of pieces(source, network, connections.into(from), "Ingress")) {
      ranges += 1;
      const ours = network.connections({ addresses: atom }, source.pod);
      hold(`${shown(atom)} to ${source.name}`, ours, portsAt(atom, connections.into(from)));
    }
  }
  return { pairs, ranges, disagreements };
}

/** Where either of the two sees an edge. */
function pieces(
  { pod }: Workload,
  network: Network,
  theirs: readonly OutsidePorts[],
  direction: "Ingress" | "Egress",
): readonly AddressSet[] {
  const ours = network.blocks(pod, direction) ?? [];
  const everywhere = { ipv4: [{ first: 0n, last: 2n ** 32n - 1n }], ipv6: [] };
  return atomsOf([...theirs, ...ours].map(({ addresses }) => addresses).concat(everywhere)).filter(
    ({ ipv4 }) => ipv4.length > 0,
  );
}

const written = (ports: Ports): string => (isNone(ports) ? "nothing" : describePorts(ports));
const shown = (atom: AddressSet): string => `the addresses from ${firstOf(atom) ?? "nowhere"}`;
