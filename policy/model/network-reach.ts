/** Who may talk to whom, by all NetworkPolicies together; each policy is read once for each pod that it selects. */
import type { Resource } from "../rule.ts";
import { blockSet, includes, isEmpty, noAddress, subtract, union, type AddressSet } from "./cidr-set.ts";
import { isNetworkPolicy } from "./kinds.ts";
import { flows, isolating, type Direction, type Flow, type Pod } from "./network.ts";
import { common, everyPort, joined, namesPorts, portsOf, type Ports } from "./network-ports.ts";
import { namespaceOf } from "./ownership.ts";
import { namedNamespaces, namespaceName, selects } from "./selector.ts";
import { list, record, text, type Tree } from "./shape.ts";

/** Addresses outside the cluster that every policy treats alike: each block holds all of them or none. */
export interface Outside {
  readonly addresses: AddressSet;
}

export type Endpoint = Pod | Outside;

/** One peer of one rule. */
interface Gate {
  readonly flow: Flow;
  /** Undefined: everybody. */
  readonly peer?: Tree;
  /** Of an address block. */
  readonly addresses: AddressSet;
  /** Undefined: hangs on the receiver. */
  readonly ports: Ports | undefined;
}

/** What isolates a pod in one direction. */
interface Side {
  /** By the namespace whose pods it may be for. */
  readonly named: ReadonlyMap<string, readonly Gate[]>;
  /** For pods of namespaces that nobody listed. */
  readonly unnamed: readonly Gate[];
  readonly outside: readonly Gate[];
}

export interface Network {
  /** Ports on which `from` may open connections to `to`; one of them may be outside the cluster. */
  readonly connections: (from: Endpoint, to: Endpoint) => Ports;
  /** Ports that the policies of one end let through, whatever those of the other do. */
  readonly through: (pod: Pod, direction: Direction, other: Endpoint) => Ports;
  /** The rules that let `other` through the isolation of `pod`; none where nothing isolates it. */
  readonly openings: (pod: Pod, direction: Direction, other: Endpoint) => readonly Flow[];
  /** Namespaces whose pods it may have to do with in one direction; undefined: any. */
  readonly neighbours: (pod: Pod, direction: Direction) => readonly string[] | undefined;
  /** Addresses outside the cluster with which it may have to do, with the rule and its ports; undefined: all, on all ports. */
  readonly blocks: (pod: Pod, direction: Direction) => readonly Block[] | undefined;
}

export interface Block {
  readonly flow: Flow;
  readonly addresses: AddressSet;
  readonly ports: Ports;
}

const isOutside = (endpoint: Endpoint): endpoint is Outside => "addresses" in endpoint;

/** Reads what `policies` say; other resources among them are passed over. */
export function networkOf(policies: readonly Resource[]): Network {
  const byNamespace = Map.groupBy(policies.filter(isNetworkPolicy), namespaceOf);
  const known = { Ingress: new WeakMap<Pod, Side | null>(), Egress: new WeakMap<Pod, Side | null>() };

  /** Null: not isolated. */
  const sideOf = (pod: Pod, direction: Direction): Side | null => {
    const before = known[direction].get(pod);
    if (before !== undefined) return before;
    const side = readSide(byNamespace.get(pod.namespace) ?? [], pod, direction);
    known[direction].set(pod, side);
    return side;
  };

  const gates = (side: Side, pod: Pod, other: Endpoint): readonly Gate[] => {
    if (isOutside(other)) return side.outside.filter((gate) => holds(gate, other));
    const candidates = [...(side.named.get(other.namespace) ?? []), ...side.unnamed];
    return candidates.filter(({ peer }) => peer === undefined || isPeer(peer, pod, other));
  };

  /** What one end's policies let through. */
  const through = (pod: Pod, direction: Direction, other: Endpoint): Ports => {
    const side = sideOf(pod, direction);
    if (side === null) return everyPort;
    const receiver = direction === "Ingress" ? pod : other;
    return joined(...gates(side, pod, other).map((gate) => gate.ports ?? portsAt(gate.flow, receiver)));
  };

  return {
    connections: (from, to) => {
      const out = isOutside(from) ? everyPort : through(from, "Egress", to);
      return out.length === 0 || isOutside(to) ? out : common(out, through(to, "Ingress", from));
    },
    through,
    openings: (pod, direction, other) => {
      const side = sideOf(pod, direction);
      return side === null ? [] : gates(side, pod, other).map(({ flow }) => flow);
    },
    neighbours: (pod, direction) => {
      const side = sideOf(pod, direction);
      return side === null || side.unnamed.length > 0 ? undefined : [...side.named.keys()];
    },
    blocks: (pod, direction) =>
      sideOf(pod, direction)?.outside.map(({ flow, addresses, ports }) => ({
        flow,
        addresses,
        // A name means nothing at an address outside.
        ports: ports ?? portsOf(flow.ports, direction === "Ingress" ? (pod.ports ?? []) : []),
      })),
  };
}

const everywhere = union(blockSet("0.0.0.0/0") ?? noAddress, blockSet("::/0") ?? noAddress);

/** Addresses of a peer's `ipBlock`, exceptions left out; none for one that cannot be read. */
export function addressesOf({ ipBlock }: Tree): AddressSet {
  const { cidr, except } = record(ipBlock);
  const holes = list(except).map((hole) => blockSet(text(hole) ?? "") ?? noAddress);
  return subtract(blockSet(text(cidr) ?? "") ?? noAddress, union(...holes));
}

function readSide(policies: readonly Resource[], pod: Pod, direction: Direction): Side | null {
  const selected = isolating(policies, pod, direction);
  if (selected.length === 0) return null;
  const gates = selected.flatMap((policy) => flows(policy, direction)).flatMap(gatesOf);
  const toPods = gates.filter(({ peer }) => peer === undefined || !isBlock(peer));
  const placed = toPods.map((gate) => ({ gate, names: gate.peer && namesIn(gate.peer, pod) }));
  const listed = placed.flatMap(({ gate, names }) => (names ?? []).map((name) => ({ gate, name })));
  return {
    named: new Map(
      [...Map.groupBy(listed, ({ name }) => name)].map(([name, list]) => [name, list.map(({ gate }) => gate)]),
    ),
    unnamed: placed.filter(({ names }) => names === undefined).map(({ gate }) => gate),
    outside: gates.filter(({ peer }) => peer === undefined || isBlock(peer)),
  };
}

function gatesOf(flow: Flow): readonly Gate[] {
  const ports = namesPorts(flow.ports) ? undefined : portsOf(flow.ports, []);
  if (flow.peers.length === 0) return [{ flow, ports, addresses: everywhere }];
  return flow.peers.map((peer) => ({ flow, peer, ports, addresses: addressesOf(peer) }));
}

const portsAt = (flow: Flow, receiver: Endpoint): Ports =>
  isOutside(receiver) ? portsOf(flow.ports, []) : portsOf(flow.ports, receiver.ports ?? []);

const isSet = (value: unknown): boolean => value !== undefined && value !== null;
/** An address block stands for what is outside the cluster, never for a pod. */
const isBlock = ({ ipBlock }: Tree): boolean => isSet(ipBlock);

const namesIn = ({ namespaceSelector }: Tree, pod: Pod): readonly string[] | undefined =>
  isSet(namespaceSelector) ? namedNamespaces(namespaceSelector) : [pod.namespace];

const holds = ({ addresses: block }: Gate, { addresses }: Outside): boolean =>
  !isEmpty(addresses) && includes(block, addresses);

function isPeer({ namespaceSelector, podSelector }: Tree, pod: Pod, other: Pod): boolean {
  const inNamespace = isSet(namespaceSelector)
    ? selects(namespaceSelector, { ...other.namespaceLabels, [namespaceName]: other.namespace })
    : pod.namespace === other.namespace;
  return inNamespace && selects(podSelector, other.labels);
}
