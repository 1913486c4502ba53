import type { Facts } from "../facts.ts";
import { isNetworkPolicy } from "../model/kinds.ts";
import type { Flow } from "../model/network.ts";
import { directions, flows } from "../model/network.ts";
import { installationOf, installations, namespaceOf } from "../model/ownership.ts";
import { isEmptySelector, namedNamespaces, namespaceName } from "../model/selector.ts";
import { list, record } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import type { Finding } from "../rule.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  id: "netpol-trusted-selectors",
  number: 26,
  title: "A network allowance names other namespaces by name, and only lawful ones",
  why: "Any other label can be given to a namespace by whoever owns it, and then lets it in.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: `Select namespaces by ${namespaceName}: the own one, the entry's, or one of the region's platformNamespaces.`,
  url: ruleUrl("netpol-trusted-selectors"),
  settings: {
    reservedLabels: {
      type: "array",
      items: { type: "string" },
      description:
        "Labels of namespaces that the cluster lets nobody but the platform set; a policy may go by them too.",
      default: [] as readonly string[],
    },
  },
  check: (resource, facts, { reservedLabels }) => {
    if (!isNetworkPolicy(resource)) return undefined;
    return directions
      .flatMap((direction) => flows(resource, direction))
      .flatMap((flow) => judge(flow, facts, reservedLabels));
  },
});

function judge(flow: Flow, facts: Facts, reserved: readonly string[]): readonly Finding[] {
  const lawful = lawfulNamespaces(flow, facts);
  return flow.peers.flatMap(({ namespaceSelector }, index) => {
    const path = `${flow.peersPath}[${index}].namespaceSelector`;
    // An empty one is the matter of netpol-no-open-peer.
    if (namespaceSelector === undefined || namespaceSelector === null || isEmptySelector(namespaceSelector)) return [];
    const named = namedNamespaces(namespaceSelector);
    if (named === undefined && goesBy(namespaceSelector, reserved)) return [];
    if (named === undefined) return [{ path, message: `does not select by ${namespaceName}` }];
    return named
      .filter((name) => !lawful.has(name))
      .map((name) => ({ path, message: `${JSON.stringify(name)} is no namespace this policy may name` }));
  });
}

/** Whether each label that it demands is reserved; what it forbids is no proof of anything. */
function goesBy(selector: unknown, reserved: readonly string[]): boolean {
  const { matchLabels, matchExpressions } = record(selector);
  const keys = Object.keys(record(matchLabels));
  return list(matchExpressions).length === 0 && keys.length > 0 && keys.every((key) => reserved.includes(key));
}

/**
 * The entry sends to every tenant; a tenant takes from the entry; DNS answers in kube-system; a gateway of the platform sends to the
 * backends that the fleet names for it.
 */
function lawfulNamespaces({ policy, direction, ports }: Flow, facts: Facts): ReadonlySet<string> {
  const { role, namespace } = installationOf(policy, facts) ?? {};
  const isDns = direction === "Egress" && ports.length > 0 && ports.every(({ port }) => port === 53);
  return new Set([
    namespaceOf(policy) ?? "",
    ...facts.platformNamespaces,
    ...(isDns ? ["kube-system"] : []),
    ...(direction === "Ingress" ? [facts.entry.namespace] : []),
    ...(role === "entry" && direction === "Egress" ? installations(facts).keys() : []),
    ...(direction === "Egress"
      ? (facts.gateways.find((gateway) => gateway.namespace === namespace)?.backendNamespaces ?? [])
      : []),
  ]);
}
