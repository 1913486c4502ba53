import { consolePods, controllerPods } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { hiddenBehind, leadsTo } from "../model/cidr-embedded.ts";
import * as sets from "../model/cidr-set.ts";
import { metadataCidrs, privateCidrs } from "../model/cidr.ts";
import { isNetworkPolicy } from "../model/kinds.ts";
import { directions, flows, type Flow } from "../model/network.ts";
import { isNone, ports, portsOf, without } from "../model/network-ports.ts";
import { addressesOf } from "../model/network-reach.ts";
import { installationOf } from "../model/ownership.ts";
import { demandedLabels } from "../model/selector.ts";
import { at, list, record, text, type Tree } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding } from "../rule.ts";
import type { Settings, Values } from "../settings.ts";

const settings = {
  metadataCidrs: {
    type: "array",
    items: { type: "string" },
    description:
      "Blocks in which clouds answer a machine with its credentials; no allowance may hold one of their addresses.",
    default: metadataCidrs,
  },
  privateCidrs: {
    type: "array",
    items: { type: "string" },
    description:
      "Private networks: a block wider than one of them must except it, since whoever opens a whole family means the Internet.",
    default: privateCidrs,
  },
  allowedCidrs: {
    type: "array",
    items: { type: "string" },
    description: "Blocks that allowances may hold all the same.",
    default: [] as readonly string[],
  },
} satisfies Settings;

export default resourceRule({
  id: "netpol-cidr-safe",
  number: 27,
  title:
    "An address block in a network allowance leads to no metadata service, into no cluster network and to no private network by accident",
  why: "A block that holds pods lets other tenants in past every selector, and one that holds 169.254.169.254 hands out the node's credentials.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Name the block that is meant, or list what it must not hold under `except`.",
  url: ruleUrl("netpol-cidr-safe"),
  settings,
  check: (resource, facts, values) => {
    if (!isNetworkPolicy(resource)) return undefined;
    return directions
      .flatMap((direction) => flows(resource, direction))
      .filter((flow) => !isDoor(flow, facts))
      .flatMap((flow) => judge(flow, facts, values));
  },
});

/** By the list itself: the same ones are asked about for every block of a fleet. */
const read = new WeakMap<readonly string[], sets.AddressSet>();

function readAll(cidrs: readonly string[]): sets.AddressSet {
  const known = read.get(cidrs) ?? sets.union(...cidrs.map((cidr) => sets.blockSet(cidr) ?? sets.noAddress));
  read.set(cidrs, known);
  return known;
}

/**
 * Clients of the entry and of the platform's gateways come from wherever the fleet says, pods included: network plugins
 * send a node's traffic from addresses inside the pod network.
 */
const isDoor = ({ policy, direction, ports: open }: Flow, facts: Facts): boolean =>
  direction === "Ingress" &&
  ["entry", "gateway"].includes(installationOf(policy, facts)?.role ?? "") &&
  isNone(without(portsOf(open, []), ports("TCP", 80, 443)));

function judge(flow: Flow, facts: Facts, values: Values<typeof settings>): readonly Finding[] {
  const blocks = flow.peers.flatMap((peer, index) => {
    if (peer.ipBlock === undefined || peer.ipBlock === null) return [];
    return [{ peer, path: `${flow.peersPath}[${index}].ipBlock` }];
  });
  const illegible = blocks.flatMap(({ peer, path }) => illegibleIn(record(peer.ipBlock), path));
  return [...illegible, ...blocks.flatMap(({ peer, path }) => reached(peer, path, flow, facts, values))];
}

function illegibleIn({ cidr, except }: Tree, path: string): readonly Finding[] {
  const written = [
    { path: `${path}.cidr`, value: cidr },
    ...list(except).map((value, index) => ({ path: `${path}.except[${index}]`, value })),
  ];
  return written
    .filter(({ value }) => sets.blockSet(text(value) ?? "") === undefined)
    .map(({ path: place }) => ({ path: place, message: "is no address block that everybody reads alike" }));
}

/** Where the block leads, IPv4 behind IPv6 included. */
function reached(
  peer: Tree,
  path: string,
  flow: Flow,
  facts: Facts,
  values: Values<typeof settings>,
): readonly Finding[] {
  const block = addressesOf(peer);
  const mechanism = hiddenBehind(block);
  const open = sets.subtract(leadsTo(block), readAll(values.allowedCidrs));
  const cluster = sets.subtract(readAll(facts.clusterCidrs), toApiServer(flow, facts));
  const bad = [
    { what: "which is a metadata service or the own link", set: sets.intersect(open, readAll(values.metadataCidrs)) },
    { what: "which lies in the cluster's own networks", set: sets.intersect(open, cluster) },
    { what: "with a whole private network around it", set: wholeNetworks(open, values.privateCidrs) },
  ];
  return [
    ...(mechanism === undefined ? [] : [{ path, message: `leads to addresses that ${mechanism} hides` }]),
    ...bad.flatMap(({ what, set }) => {
      const example = sets.firstOf(set);
      return example === undefined ? [] : [{ path, message: `leads to ${example}, ${what}` }];
    }),
  ];
}

/** Private networks that the block holds together with addresses around them. */
function wholeNetworks(open: sets.AddressSet, cidrs: readonly string[]): sets.AddressSet {
  const networks = cidrs.map((cidr) => sets.blockSet(cidr) ?? sets.noAddress);
  const everyNetwork = sets.union(...networks);
  return sets.union(
    ...networks.filter((network) => {
      const family = network.ipv4.length > 0 ? sets.familySet(32, open.ipv4) : sets.familySet(128, open.ipv6);
      return sets.includes(open, network) && !sets.isEmpty(sets.subtract(family, everyNetwork));
    }),
  );
}

/** The API server's addresses where a controller or a console calls them on its two ports. */
function toApiServer({ policy, direction, ports: open }: Flow, facts: Facts): sets.AddressSet {
  const selected = demandedLabels(at(policy.props, "spec", "podSelector"));
  const isCaller = [controllerPods, consolePods].some((labels) =>
    Object.entries(labels).every(([key, value]) => selected[key] === value),
  );
  const asked = portsOf(open, []);
  const isCall = !isNone(asked) && isNone(without(asked, ports("TCP", 443, 6443)));
  return direction === "Egress" && isCaller && isCall ? readAll(facts.apiServerCidrs) : sets.noAddress;
}
