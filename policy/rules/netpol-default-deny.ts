import type { Facts } from "../facts.ts";
import { isNamespace, isNetworkPolicy, isObject } from "../model/kinds.ts";
import type { Direction, Flow } from "../model/network.ts";
import { directions, flows, isolating } from "../model/network.ts";
import { installations, namespaceOf } from "../model/ownership.ts";
import { isEmptySelector, namedNamespaces } from "../model/selector.ts";
import { at, list, record } from "../model/shape.ts";
import { cis, ruleUrl } from "../references.ts";
import type { Finding, Resource } from "../rule.ts";
import { stackRule } from "../rule.ts";

export default stackRule({
  id: "netpol-default-deny",
  number: 23,
  title: "A pod that no policy names talks to nothing outside its namespace but DNS, and inside it to named pods only",
  why: "Without a default deny every pod of the cluster reaches this namespace, and what breaks in here reaches every other.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Add a NetworkPolicy with `podSelector: {}`, both policyTypes and no rules, and let allowances select the pods they are for.",
  framework: cis("5.3.2"),
  url: ruleUrl("netpol-default-deny"),
  check: (resources, facts) => {
    if (!resources.some(isObject)) return undefined;
    const policies = Map.groupBy(resources.filter(isNetworkPolicy), namespaceOf);
    const namespaces = new Map(resources.filter(isNamespace).map((one) => [namespaceOf(one), one.urn]));
    return namespacesOf(facts).flatMap((namespace) => {
      const urn = namespaces.get(namespace);
      const own = policies.get(namespace) ?? [];
      return directions.flatMap((direction) => judge(own, namespace, direction, urn));
    });
  },
});

const namespacesOf = (facts: Facts): readonly string[] => [...installations(facts).keys()];

function judge(
  policies: readonly Resource[],
  namespace: string,
  direction: Direction,
  urn: string | undefined,
): readonly Finding[] {
  const selecting = isolating(policies, { namespace, labels: {} }, direction);
  const open = selecting.some((policy) => isEmptySelector(at(policy.props, "spec", "podSelector")))
    ? undefined
    : named(policies).find((labels) => isolating(policies, { namespace, labels }, direction).length === 0);
  if (open !== undefined) {
    const pods = Object.entries(open).map(([key, value]) => `${key}=${value}`);
    const which = pods.length === 0 ? "" : ` to pods with ${pods.join(",")} alone`;
    const message = `namespace ${JSON.stringify(namespace)} denies no ${direction.toLowerCase()} by default${which}`;
    return [{ path: "", message, ...(urn === undefined ? {} : { urn }) }];
  }
  return selecting
    .flatMap((policy) => flows(policy, direction))
    .filter((flow) => !isDns(flow) && !isWithin(flow))
    .map(({ policy, path }) => ({ path, message: "opens a hole for every pod of the namespace", urn: policy.urn }));
}

/**
 * Labels of pods that policies which are not for every pod may leave out: none at all, each that some selector names, and
 * two of those together.
 */
function named(policies: readonly Resource[]): readonly Labels[] {
  const single = policies.flatMap((policy): readonly Labels[] => {
    const { matchLabels, matchExpressions } = record(at(policy.props, "spec", "podSelector"));
    const expressions = list(matchExpressions).map(record);
    return [
      ...Object.entries(record(matchLabels)).map(([key, value]) => ({ [key]: String(value) })),
      ...expressions.flatMap(({ key, values }) =>
        [...list(values), "any"].map((value) => ({ [String(key)]: String(value) })),
      ),
    ];
  });
  return [{}, ...single, ...single.flatMap((one) => single.map((other) => ({ ...one, ...other })))];
}

type Labels = Readonly<Record<string, string>>;

/** With chosen pods of the same namespace: the tenant's own affair, for example its gateway calling its services. */
function isWithin({ peers }: Flow): boolean {
  return (
    peers.length > 0 &&
    peers.every(
      ({ ipBlock, namespaceSelector, podSelector }) =>
        ipBlock === undefined &&
        namespaceSelector === undefined &&
        podSelector !== undefined &&
        !isEmptySelector(podSelector),
    )
  );
}

/** Egress to the cluster's DNS: UDP and TCP port 53 of pods in kube-system. */
function isDns({ direction, peers, ports }: Flow): boolean {
  return (
    direction === "Egress" &&
    ports.length > 0 &&
    ports.every(({ port, endPort }) => port === 53 && (endPort === undefined || endPort === null || endPort === 53)) &&
    peers.length > 0 &&
    peers.every(({ namespaceSelector }) => namedNamespaces(namespaceSelector)?.join() === "kube-system")
  );
}
