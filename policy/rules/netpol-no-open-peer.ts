import type { Facts } from "../facts.ts";
import { clientPorts, exposedAs } from "../model/exposure.ts";
import { isNetworkPolicy } from "../model/kinds.ts";
import type { Flow } from "../model/network.ts";
import { directions, flows } from "../model/network.ts";
import { coveredFamily } from "../model/open.ts";
import { namespaceOf } from "../model/ownership.ts";
import { isEmptySelector } from "../model/selector.ts";
import { ruleUrl } from "../references.ts";
import type { Finding } from "../rule.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  id: "netpol-no-open-peer",
  number: 25,
  title: "A network allowance names its peers",
  why: "A rule without peers, with an empty namespaceSelector or for every address lets all tenants in, or everything out.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "List the peers: namespaces by name, or the address blocks that are meant.",
  url: ruleUrl("netpol-no-open-peer"),
  check: (resource, facts) => {
    if (!isNetworkPolicy(resource)) return undefined;
    return directions
      .flatMap((direction) => flows(resource, direction))
      .flatMap((flow) => judge(flow, isPublic(flow, facts)));
  },
});

function judge(flow: Flow, mayFaceTheWorld: boolean): readonly Finding[] {
  const { peers, peersPath } = flow;
  if (peers.length === 0) return [{ path: peersPath, message: "is missing or empty, which means everybody" }];
  const nameless = peers.flatMap((peer, index) => {
    const path = `${peersPath}[${index}]`;
    if (isSet(peer.ipBlock)) return [];
    if (isSet(peer.namespaceSelector)) {
      if (!isEmptySelector(peer.namespaceSelector)) return [];
      return [{ path: `${path}.namespaceSelector`, message: "is empty, which means every namespace" }];
    }
    return isSet(peer.podSelector) ? [] : [{ path, message: "names nobody" }];
  });
  const family = coveredFamily(peers.map(({ ipBlock }) => ipBlock).filter(isSet));
  if (family === undefined || mayFaceTheWorld) return nameless;
  return [...nameless, { path: peersPath, message: `covers every ${family} address` }];
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null;

/** Clients of the entry, and of a gateway that is shown outside the cluster, come from anywhere, to the ports for clients. */
function isPublic({ policy, direction, ports }: Flow, facts: Facts): boolean {
  const open = clientPorts(namespaceOf(policy), facts);
  return (
    exposedAs(policy, facts) !== undefined &&
    direction === "Ingress" &&
    ports.length > 0 &&
    ports.every(({ port, endPort }) => open.some((one) => one === port) && (!isSet(endPort) || endPort === port))
  );
}
