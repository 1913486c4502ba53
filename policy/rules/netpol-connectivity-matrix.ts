import type { Facts } from "../facts.ts";
import { isNamespace, isObject } from "../model/kinds.ts";
import type { Flow } from "../model/network.ts";
import { lawful, lawfulFromOutside, required } from "../model/network-matrix.ts";
import { describePorts, everyPort, isNone, without, type Ports } from "../model/network-ports.ts";
import { networkOf, type Network } from "../model/network-reach.ts";
import { fleetWorkloads, type Workload } from "../model/network-workloads.ts";
import { namespaceOf } from "../model/ownership.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding } from "../rule.ts";

export default stackRule({
  id: "netpol-connectivity-matrix",
  number: 28,
  title:
    "All NetworkPolicies together let the entry reach each tenant's gateway, and no tenant reach another or a control plane",
  why: "Each policy may be lawful and their sum not: 15010, 15051 and 8888 hand a tenant's routes and tokens to whoever can connect.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Take away what opens the way, or declare it in the tenant's network allowances; give back a way that Higress needs.",
  url: ruleUrl("netpol-connectivity-matrix"),
  check: (resources, facts) => {
    if (!resources.some(isObject)) return undefined;
    const network = networkOf(resources);
    const workloads = fleetWorkloads(resources, facts);
    const urns = new Map(resources.filter(isNamespace).map((one) => [namespaceOf(one), one.urn]));
    const at: At = ({ pod }, flow) => {
      const urn = flow?.policy.urn ?? urns.get(pod.namespace);
      return { path: flow?.path ?? "", ...(urn !== undefined && { urn }) };
    };
    const missing = required(workloads, facts).flatMap(({ from, to, ports }) => {
      const lacking = without(ports, network.connections(from.pod, to.pod));
      if (isNone(lacking)) return [];
      // Found where the tenant is, not at the entry or the resolver that all share.
      const [where] = [to, from].filter(
        ({ installation }) => installation !== undefined && installation.role !== "entry",
      );
      return [{ ...at(where ?? from), message: `${from.name} cannot reach ${to.name} on ${describePorts(lacking)}` }];
    });
    return [...missing, ...tooMuch(workloads, network, facts, at)];
  },
});

type Place = Omit<Finding, "message">;
type At = (workload: Workload, flow?: Flow) => Place;

interface Breach {
  readonly from: string;
  readonly to: Workload;
  readonly ports: Ports;
  /** What lets it through, or where nothing stops it. */
  readonly place: Place;
  /** The other end still stops it. */
  readonly isHalf?: boolean;
}

function tooMuch(workloads: readonly Workload[], network: Network, facts: Facts, at: At): readonly Finding[] {
  const byNamespace = Map.groupBy(workloads, ({ pod }) => pod.namespace);
  const breaches = workloads.flatMap((to): readonly Breach[] => {
    const near = to.installation && network.neighbours(to.pod, "Ingress");
    const door = to.installation?.role === "tenant" ? [facts.entry.namespace] : [];
    const sources =
      near === undefined
        ? workloads
        : [...new Set([...near, ...door])].flatMap((namespace) => byNamespace.get(namespace) ?? []);
    return [
      ...(to.installation === undefined ? [] : fromOutside(to, network, facts, at)),
      ...sources.flatMap((from) => fromPod(from, to, network, facts, at)),
    ];
  });
  // One rule that lets in a hundred is one finding.
  const byRule = Map.groupBy(breaches, ({ to, ports, place, isHalf }) =>
    [place.urn, place.path, to.name, describePorts(ports), isHalf].join("\n"),
  );
  return [...byRule.values()].flatMap(([first, ...rest]) => {
    if (first === undefined) return [];
    const others = rest.length === 0 ? "" : ` and ${rest.length} more`;
    const { from, to, ports, place, isHalf = false } = first;
    const [can, but] = isHalf ? ["could", ", but for the policies of the other end"] : ["can", ""];
    return [{ ...place, message: `${from}${others} ${can} reach ${to.name} on ${describePorts(ports)}${but}` }];
  });
}

function fromPod(from: Workload, to: Workload, network: Network, facts: Facts, at: At): readonly Breach[] {
  // Of what is none of the fleet's, only the way out of the fleet can be judged.
  if (from.installation === undefined && to.installation === undefined) return [];
  const most = lawful(from, to, facts);
  const breach = without(network.connections(from.pod, to.pod), most);
  if (isNone(breach)) return isWayIn(from, to) ? atOneEnd(from, to, network, most, at) : [];
  // At the end that is the fleet's: nobody here governs the other.
  const isOut = to.installation === undefined;
  const [flow] = isOut ? network.openings(from.pod, "Egress", to.pod) : network.openings(to.pod, "Ingress", from.pod);
  return [{ from: from.name, to, ports: breach, place: at(isOut ? from : to, flow) }];
}

const isWayIn = (from: Workload, to: Workload): boolean =>
  from.installation?.role === "entry" && to.installation?.role === "tenant";

/**
 * Between the entry and a tenant each end is open on purpose, so each must be right by itself: with one too wide, the next
 * mistake at the other opens a way that no single change shows.
 */
function atOneEnd(from: Workload, to: Workload, network: Network, most: Ports, at: At): readonly Breach[] {
  const ends = [
    { direction: "Egress", here: from, there: to },
    { direction: "Ingress", here: to, there: from },
  ] as const;
  return ends.flatMap(({ direction, here, there }) => {
    const ports = without(network.through(here.pod, direction, there.pod), most);
    const [flow] = network.openings(here.pod, direction, there.pod);
    return isNone(ports) || flow === undefined
      ? []
      : [{ from: from.name, to, ports, place: at(here, flow), isHalf: true }];
  });
}

function fromOutside(to: Workload, network: Network, facts: Facts, at: At): readonly Breach[] {
  const blocks = network.blocks(to.pod, "Ingress");
  if (blocks === undefined) return [{ from: "every address", to, ports: everyPort, place: at(to) }];
  return blocks.flatMap(({ flow, addresses, ports }) => {
    const breach = without(ports, lawfulFromOutside(addresses, to, facts));
    return isNone(breach) ? [] : [{ from: "an address outside the cluster", to, ports: breach, place: at(to, flow) }];
  });
}
