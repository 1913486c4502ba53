import { consolePods, controllerPods, gatewayPods } from "../demands.ts";
import type { Facts, TenantFacts } from "../facts.ts";
import { blockSet, includes, intersect, isEmpty, noAddress, union, type AddressSet } from "../model/cidr-set.ts";
import { isNetworkPolicy, isObject } from "../model/kinds.ts";
import { flows, type Flow, type Pod } from "../model/network.ts";
import { waysOf, type Way } from "../model/network-egress.ts";
import { describePorts, isNone, joined, ports, portsOf, without, type Ports } from "../model/network-ports.ts";
import { addressesOf, networkOf } from "../model/network-reach.ts";
import { dnsPod } from "../model/network-workloads.ts";
import { namespaceOf } from "../model/ownership.ts";
import { namedNamespaces, selects } from "../model/selector.ts";
import { at, type Tree } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

export default stackRule({
  id: "netpol-egress-coherent",
  number: 29,
  title: "A tenant's Higress may call what its registries and its file name, and nothing else",
  why: "A registry without a way stays silent when it is needed, and a way that nobody needs any more is one for an intruder.",
  severity: "medium",
  enforcement: { protected: "advisory", open: "advisory" },
  remedy: "Open the registry's port (Nacos 2 and 3: also the one 1000 above) to its networks, or remove the allowance.",
  url: ruleUrl("netpol-egress-coherent"),
  check: (resources, facts) => {
    if (facts.tenants.length === 0 || !resources.some(isObject)) return undefined;
    const byNamespace = Map.groupBy(resources, namespaceOf);
    return facts.tenants.flatMap((tenant) => {
      const own = byNamespace.get(tenant.namespace) ?? [];
      const ways = waysOf(tenant, own, facts);
      const holes = own.filter(isNetworkPolicy).flatMap((policy) => flows(policy, "Egress"));
      return [
        ...ways.flatMap((way) => closed(way, tenant, own, holes)),
        ...holes.flatMap((hole) => idle(hole, ways, facts)),
      ];
    });
  },
});

const podOf = (role: Way["role"], namespace: string): Pod => ({
  namespace,
  labels: role === "gateway" ? gatewayPods(namespace) : controllerPods,
});

const isFor = ({ policy }: Flow, role: Way["role"]): boolean =>
  selects(at(policy.props, "spec", "podSelector"), podOf(role, namespaceOf(policy) ?? "").labels);

/** A controller, or a console. */
const asksApiServer = (hole: Flow): boolean =>
  isFor(hole, "controller") || selects(at(hole.policy.props, "spec", "podSelector"), consolePods);

const isBlock = ({ ipBlock }: Tree): boolean => ipBlock !== undefined && ipBlock !== null;
const read = (cidrs: readonly string[]): AddressSet => union(...cidrs.map((cidr) => blockSet(cidr) ?? noAddress));

/** What a way needs and the policies do not allow. */
function closed(way: Way, tenant: TenantFacts, own: readonly Resource[], holes: readonly Flow[]): readonly Finding[] {
  const open = networkOf(own).blocks(podOf(way.role, tenant.namespace), "Egress");
  if (open === undefined) return [];
  const wide = open.filter((block) => isNone(without(way.ports, block.ports)));
  const lacksBlock = way.isNameless
    ? wide.length === 0
    : !includes(union(...wide.map((one) => one.addresses)), way.addresses);
  // Which pods answer in a namespace nobody here knows, so one that a policy names will do.
  const lacking = way.namespaces.filter((namespace) => {
    const into = holes.filter(
      (hole) => isFor(hole, way.role) && hole.peers.some((peer) => leadsInto(peer, namespace, hole)),
    );
    return !isNone(without(way.ports, joined(...into.map((hole) => portsOf(hole.ports, [])))));
  });
  const urn = own.find(({ kind }) => kind === "Namespace")?.urn;
  return [...(lacksBlock ? [""] : []), ...lacking.map((namespace) => ` in namespace ${namespace}`)].map((where) => ({
    path: "",
    message: `the ${way.role} cannot reach ${way.consumer}${where} on ${describePorts(way.ports)}`,
    ...(urn !== undefined && { urn }),
  }));
}

function leadsInto(peer: Tree, namespace: string, { policy }: Flow): boolean {
  if (isBlock(peer)) return false;
  if (peer.namespaceSelector === undefined || peer.namespaceSelector === null) return namespaceOf(policy) === namespace;
  return (namedNamespaces(peer.namespaceSelector) ?? []).includes(namespace);
}

/** Peers of a hole that none of the ways needs. */
function idle(hole: Flow, ways: readonly Way[], facts: Facts): readonly Finding[] {
  const mine = ways.filter(({ role }) => isFor(hole, role));
  const open = portsOf(hole.ports, []);
  return hole.peers.flatMap((peer, index) => {
    const isNeeded = isBlock(peer) ? needsBlock(peer, open, hole, mine, facts) : needsPods(peer, open, hole, mine);
    if (isNeeded) return [];
    const path = `${hole.peersPath}[${index}]`;
    return [{ path, message: "no registry and no allowance needs this", urn: hole.policy.urn }];
  });
}

const dns = [...ports("TCP", 53), ...ports("UDP", 53)];

/** Its own pods, DNS, and Services that a registry or an allowance names. */
function needsPods(peer: Tree, open: Ports, hole: Flow, ways: readonly Way[]): boolean {
  const own = namespaceOf(hole.policy);
  if (leadsInto(peer, own ?? "", hole)) return true;
  return (namedNamespaces(peer.namespaceSelector) ?? [""]).every((name) => {
    const needed = ways.filter(({ namespaces }) => namespaces.includes(name)).map((way) => way.ports);
    return isNone(without(open, joined(...(name === dnsPod.namespace ? [dns] : []), ...needed)));
  });
}

/** A block that holds no address without a use, on no port without one; the API server is the controller's and the console's. */
function needsBlock(peer: Tree, open: Ports, hole: Flow, ways: readonly Way[], facts: Facts): boolean {
  const block = addressesOf(peer);
  const calls = { addresses: read(facts.apiServerCidrs), ports: ports("TCP", 443, 6443), isNameless: false };
  const useful = [...ways, ...(asksApiServer(hole) ? [calls] : [])].filter(
    (way) => way.isNameless || !isEmpty(intersect(way.addresses, block)),
  );
  const isNamed = !useful.some(({ isNameless }) => isNameless);
  const addresses = union(...useful.map((way) => way.addresses));
  return (!isNamed || includes(addresses, block)) && isNone(without(open, joined(...useful.map((way) => way.ports))));
}
