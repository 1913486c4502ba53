import { gatewayPods } from "../demands.ts";
import { agentConfigs, mentions } from "../model/agent-config.ts";
import { blockSet, noAddress, union, type AddressSet } from "../model/cidr-set.ts";
import { flows, isolating, type Flow, type Pod } from "../model/network.ts";
import { common, everyPort, isNone, namesPorts, ports, portsOf } from "../model/network-ports.ts";
import { addressesOf } from "../model/network-reach.ts";
import { namespaceOf } from "../model/ownership.ts";
import type { Ranges } from "../model/ranges.ts";
import { effective, isHigressRelease, isOn, valuePath } from "../model/release.ts";
import { list, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

const protocol = "global.enableProxyProtocol";
/** What the value before is written into, and what may be written over it; protobuf reads either spelling. */
const global = "meshConfig.mseIngressGlobalConfig";
const switches = [protocol, `${global}.enableProxyProtocol`, `${global}.enable_proxy_protocol`];
const ranges = "gateway.service.loadBalancerSourceRanges";
const claims = ", and whoever connects could claim any client's address";
/** Where a gateway reads whom a connection is from. */
const doors = ports("TCP", 80, 443);

export default stackRule({
  id: "proxy-protocol-peers",
  number: 30,
  title: "A gateway that is told clients' addresses lets in nobody but load balancers and proxies that it knows",
  why: "Whoever connects says for which client, and every list of clients and limit of requests believes it.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Let the NetworkPolicies open ports 80 and 443 of the gateway to the networks of load balancers or proxies alone, and with both " +
    "loadBalancerSourceRanges to those of the proxies, or turn the PROXY protocol and trusted proxies (gatewayTopology) off.",
  url: ruleUrl("proxy-protocol-peers"),
  settings: {
    minPrefix: {
      type: "number",
      description:
        "Prefix, in bits, of a network that is as large as all load balancers' IPv4 networks together may be.",
      default: 8,
    },
    minPrefixIPv6: { type: "number", description: "Likewise of their IPv6 networks.", default: 32 },
  },
  check(resources, _facts, { minPrefix, minPrefixIPv6 }) {
    const releases = resources.filter(isHigressRelease);
    if (releases.length === 0) return undefined;
    return releases.flatMap((release): readonly Finding[] => {
      const value = believes(release);
      if (value === undefined) return [];
      const namespace = namespaceOf(release) ?? "";
      const gateway: Pod = { namespace, labels: gatewayPods(namespace) };
      const policies = isolating(resources, gateway, "Ingress");
      if (policies.length === 0) {
        return [
          { path: valuePath(release, value), message: "is on, and no NetworkPolicy stops anybody", urn: release.urn },
        ];
      }
      const open = policies.flatMap((policy) => flows(policy, "Ingress")).filter(isDoor);
      const isWide = (blocks: readonly AddressSet[]): boolean => {
        const { ipv4, ipv6 } = union(...blocks);
        return count(ipv4) > 1n << BigInt(32 - minPrefix) || count(ipv6) > 1n << BigInt(128 - minPrefixIPv6);
      };
      const wide = isWide(open.flatMap(blocksOf));
      return [...open.flatMap((flow) => judge(flow, wide)), ...behindBalancers(release, isWide)];
    });
  },
});

/** The value by which the gateway believes what it is told: before a connection, or in `X-Forwarded-For`. */
function believes(release: Resource): string | undefined {
  return switches.find((path) => isOn(release, path)) ?? trusting(release);
}

/** The value by which it believes proxies that speak HTTP. */
const trusting = (release: Resource): string | undefined =>
  agentConfigs(release).find(({ config }) => mentions(config, "gatewayTopology"))?.value;

/** With both, the gateway sees load balancers alone: who may call those as a proxy is in no NetworkPolicy. */
function behindBalancers(release: Resource, isWide: (blocks: readonly AddressSet[]) => boolean): readonly Finding[] {
  const isBehind = switches.some((path) => isOn(release, path)) && trusting(release) !== undefined;
  if (!isBehind || effective(release, "gateway.service.type") === "ClusterIP") return [];
  const path = valuePath(release, ranges);
  const blocks = list(effective(release, ranges)).map((cidr) => blockSet(text(cidr) ?? ""));
  const known = blocks.filter((block) => block !== undefined);
  if (blocks.length === 0) return [{ path, message: `lets in everybody${claims}`, urn: release.urn }];
  return known.length < blocks.length || isWide(known)
    ? [{ path, message: `lets in more than proxies${claims}`, urn: release.urn }]
    : [];
}

/** Of ports with names nobody here knows which they are. */
const isDoor = ({ ports: written }: Flow): boolean =>
  !isNone(common(doors, namesPorts(written) ? everyPort : portsOf(written, [])));

const isBlock = ({ ipBlock }: Flow["peers"][number]): boolean => ipBlock !== undefined && ipBlock !== null;

const blocksOf = ({ peers }: Flow): readonly AddressSet[] =>
  peers.map((peer) => (isBlock(peer) ? addressesOf(peer) : noAddress));

const count = (ranges: Ranges): bigint => ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);

function judge(flow: Flow, isWide: boolean): readonly Finding[] {
  const { policy, path, peers, peersPath } = flow;
  const found = (place: string, who: string): Finding => ({
    path: place,
    message: `lets in ${who}${claims}`,
    urn: policy.urn,
  });
  if (peers.length === 0) return [found(path, "everybody")];
  const pods = peers.flatMap((peer, at) => (isBlock(peer) ? [] : [found(`${peersPath}[${at}]`, "pods")]));
  return [...pods, ...(isWide && peers.some(isBlock) ? [found(peersPath, "more than load balancers")] : [])];
}
