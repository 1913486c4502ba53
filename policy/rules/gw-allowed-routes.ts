import type { Facts } from "../facts.ts";
import { holdsListeners, listenersOf } from "../model/gateway.ts";
import { isListenerSet } from "../model/kinds.ts";
import { installationOf, namespaceOf } from "../model/ownership.ts";
import { owns } from "../model/routing.ts";
import { at, list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

/** The one label that a namespace cannot choose: the API server writes it. */
const nameLabel = "kubernetes.io/metadata.name";

export default resourceRule({
  id: "gw-allowed-routes",
  number: 72,
  title: "A listener lets in the routes of its own tenant's namespace only",
  why: "A route that any namespace may attach serves the host's requests in place of its owner, and a label anybody can give himself.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: `Use from: Same, or from: Selector with label ${nameLabel} and the namespace of the tenant whose host it is, or that the fleet file names for a gateway's listener.`,
  url: ruleUrl("gw-allowed-routes"),
  check(resource, facts) {
    if (!holdsListeners(resource)) return undefined;
    return [
      ...(isListenerSet(resource) ? [] : addedListeners(resource)),
      ...listenersOf(resource).flatMap(({ listener, path, host }) => {
        const place = `${path}.allowedRoutes.namespaces`;
        const lawful = lawfulNamespaces(resource, host, facts);
        return openings(at(listener, "allowedRoutes", "namespaces"), place, lawful);
      }),
    ];
  },
});

/** A ListenerSet of another namespace brings listeners that nobody compared with the Gateway's. */
const addedListeners = (gateway: Resource): readonly Finding[] =>
  openings(at(gateway.props, "spec", "allowedListeners", "namespaces"), "spec.allowedListeners.namespaces", [
    namespaceOf(gateway) ?? "",
  ]);

/** Its own; a listener of the platform's is for the tenant of its host too, or for whom the fleet file lets in there. */
function lawfulNamespaces(resource: Resource, host: string, facts: Facts): readonly string[] {
  const own = namespaceOf(resource) ?? "";
  if (host === "" || installationOf(resource, facts)?.role === "tenant") return [own];
  const listeners = facts.gateways.find(({ namespace }) => namespace === own)?.listeners ?? [];
  return [
    own,
    ...facts.tenants.filter((tenant) => owns(tenant, host, facts)).map(({ namespace }) => namespace),
    ...listeners.filter(({ hosts }) => hosts.includes(host)).flatMap(({ namespace }) => namespace ?? []),
  ];
}

/** Absent is `Same` of routes and `None` of listeners. */
function openings(namespaces: unknown, path: string, lawful: readonly string[]): readonly Finding[] {
  const { from, selector } = record(namespaces);
  if ([undefined, null, "Same", "None"].some((closed) => closed === from)) return [];
  if (from !== "Selector")
    return [{ path: `${path}.from`, message: `${JSON.stringify(from)} lets in every namespace` }];
  const names = selected(selector);
  if (names === undefined)
    return [{ path: `${path}.selector`, message: `selects by something else than ${nameLabel}` }];
  const foreign = names.filter((name) => !lawful.includes(name));
  if (foreign.length === 0) return [];
  const found = foreign.map((name) => JSON.stringify(name)).join(", ");
  return [{ path: `${path}.selector`, message: `lets in ${found}, and the host is of ${lawful.join(" or ")}` }];
}

/** Namespaces that a selector names, if it does nothing else but name some. */
function selected(selector: unknown): readonly string[] | undefined {
  const { matchLabels, matchExpressions } = record(selector);
  const labels = Object.entries(record(matchLabels)).map(([key, value]) => ({ key, operator: "In", values: [value] }));
  const terms = [...labels, ...list(matchExpressions).map(record)];
  const named = terms.flatMap(({ key, operator, values }) =>
    key === nameLabel && operator === "In" ? [list(values).flatMap((value) => text(value) ?? [])] : [],
  );
  // Each further term narrows the choice, but one that is no name hides what the others mean.
  if (terms.length === 0 || named.length < terms.length) return undefined;
  const [first = [], ...rest] = named;
  return first.filter((name) => rest.every((names) => names.includes(name)));
}
