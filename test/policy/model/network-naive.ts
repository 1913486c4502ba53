/** NetworkPolicy once more, straight from the API's description, one connection at a time and without any set. */
import ipaddr from "ipaddr.js";
import type { Pod } from "../../../policy/model/network.ts";
import type { Policy } from "./network-arbitrary.ts";

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: string[];
  }[];
}
interface Peer {
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
  readonly namespaceSelector?: Selector;
  readonly podSelector?: Selector;
}
interface Port {
  readonly protocol?: string;
  readonly port?: number | string;
  readonly endPort?: number;
}
interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly Port[];
}
interface Spec {
  readonly podSelector: Selector;
  readonly policyTypes?: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}

/** A pod, or an address outside the cluster. */
export type End = Pod | string;

export const mayConnect = (policies: readonly Policy[], from: End, to: End, protocol: string, port: number): boolean =>
  passes(policies, "Egress", from, to, to, protocol, port) && passes(policies, "Ingress", to, from, to, protocol, port);

function passes(
  policies: readonly Policy[],
  direction: string,
  self: End,
  other: End,
  receiver: End,
  protocol: string,
  port: number,
): boolean {
  if (typeof self === "string") return true;
  const mine = policies
    .filter(({ namespace }) => namespace === self.namespace)
    .map(({ spec }) => spec as unknown as Spec)
    .filter((spec) => typesOf(spec).includes(direction) && matches(spec.podSelector, self.labels));
  if (mine.length === 0) return true;
  return mine.some((spec) =>
    ((direction === "Ingress" ? spec.ingress : spec.egress) ?? []).some((rule) => {
      const peers = (direction === "Ingress" ? rule.from : rule.to) ?? [];
      const ports = rule.ports ?? [];
      return (
        (peers.length === 0 || peers.some((peer) => isPeer(peer, self, other))) &&
        (ports.length === 0 || ports.some((one) => isPort(one, receiver, protocol, port)))
      );
    }),
  );
}

function typesOf({ policyTypes, egress }: Spec): readonly string[] {
  if (policyTypes !== undefined && policyTypes.length > 0) return policyTypes;
  return egress !== undefined && egress.length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

function isPeer({ ipBlock, namespaceSelector, podSelector }: Peer, self: Pod, other: End): boolean {
  if (ipBlock !== undefined) {
    if (typeof other !== "string") return false;
    return isIn(other, ipBlock.cidr) && !(ipBlock.except ?? []).some((hole) => isIn(other, hole));
  }
  if (typeof other === "string") return false;
  const labels = { ...other.namespaceLabels, "kubernetes.io/metadata.name": other.namespace };
  if (namespaceSelector === undefined && self.namespace !== other.namespace) return false;
  if (namespaceSelector !== undefined && !matches(namespaceSelector, labels)) return false;
  return podSelector === undefined || matches(podSelector, other.labels);
}

function isIn(address: string, cidr: string): boolean {
  const [parsed, [network, bits]] = [ipaddr.parse(address), ipaddr.parseCIDR(cidr)];
  return parsed.kind() === network.kind() && parsed.match(network, bits);
}

function isPort(one: Port, receiver: End, protocol: string, asked: number): boolean {
  if ((one.protocol ?? "TCP") !== protocol) return false;
  if (one.port === undefined) return true;
  if (typeof one.port === "number") return asked >= one.port && asked <= (one.endPort ?? one.port);
  if (typeof receiver === "string") return false;
  return (receiver.ports ?? []).some(
    (named) => named.name === one.port && named.protocol === protocol && named.port === asked,
  );
}

function matches(
  { matchLabels = {}, matchExpressions = [] }: Selector,
  labels: Readonly<Record<string, string>>,
): boolean {
  for (const [key, value] of Object.entries(matchLabels)) if (labels[key] !== value) return false;
  for (const { key, operator, values = [] } of matchExpressions) {
    const value = labels[key];
    const isListed = value !== undefined && values.includes(value);
    if (operator === "In" && !isListed) return false;
    if (operator === "NotIn" && isListed) return false;
    if (operator === "Exists" && value === undefined) return false;
    if (operator === "DoesNotExist" && value !== undefined) return false;
  }
  return true;
}
