/** Proves the network isolation of a fleet with a tool that is not ours: np-guard's netpol-analyzer. */
import type { Facts } from "../../policy/facts.ts";
import { describePorts, isNone, type Ports } from "../../policy/model/network-ports.ts";
import { networkOf } from "../../policy/model/network-reach.ts";
import type { Workload } from "../../policy/model/network-workloads.ts";
import { analyze, type Connections } from "./network-analyzer.ts";
import { readCluster } from "./network-cluster.ts";
import { compare } from "./network-compare.ts";
import { undeclared } from "./network-declared.ts";
import type { Proof } from "./proof.ts";

export interface NetworkInput {
  /** Kubernetes objects, of a cluster or of a plan: Namespaces, NetworkPolicies, Pods, what has a pod template, McpBridges. */
  readonly objects: readonly unknown[];
  readonly facts: Facts;
  /** The analyzer's binary; `netpolicy` on PATH by default. */
  readonly program?: string;
}

/**
 * Lets the analyzer say who may reach whom, holds that against our own evaluation, pair by pair, and against what the fleet
 * declares.
 *
 * @throws Error when the analyzer cannot be started or does not read everything
 */
export async function proveNetwork({ objects, facts, program }: NetworkInput): Promise<Proof> {
  const cluster = readCluster(objects, facts);
  const { workloads, namespaces, resources } = cluster;
  const network = networkOf(resources);
  const pods = workloads.map(({ pod }) => pod);
  const connections = await analyze(pods, namespaces, resources, program);
  const { pairs, ranges, disagreements } = compare(workloads, network, connections);
  const wrong = undeclared(cluster, network, connections, facts);
  return {
    lines: [
      `${workloads.length} kinds of pods in ${namespaces.size} namespaces; np-guard lists ${connections.count} connections`,
      `np-guard and the pack's evaluator compared on ${pairs} pairs and ${ranges} ranges of addresses: ` +
        `${disagreements.length} disagreements`,
      ...entering(workloads, connections),
      `${wrong.length} differences from what the fleet declares`,
    ],
    failures: [...disagreements, ...wrong],
  };
}

/** Ways between installations, one line for each; every other pair of installations has none. */
function entering(workloads: readonly Workload[], connections: Connections): readonly string[] {
  const ways = workloads.flatMap((from, source) =>
    workloads.flatMap(
      (to, target): readonly { readonly from: Workload; readonly to: Workload; readonly ports: Ports }[] => {
        const between = connections.between(source, target);
        const isWay = from.installation !== undefined && to.installation !== undefined;
        return isWay && from.installation !== to.installation && !isNone(between) ? [{ from, to, ports: between }] : [];
      },
    ),
  );
  return [...new Set(ways.map(({ from, to, ports }) => `${from.name} to ${to.name}: ${describePorts(ports)}`))];
}
