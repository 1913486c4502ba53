import type { Facts } from "../facts.ts";
import {
  backendsOf,
  isAnyRoute,
  listenersOf,
  mirrorsOf,
  parentsOf,
  placeOf,
  rulesOf,
  targetNamespace,
  type Listener,
} from "../model/gateway.ts";
import { within } from "../model/hosts.ts";
import { isGateway, isReferenceGrant } from "../model/kinds.ts";
import { namespaceOf } from "../model/ownership.ts";
import { isRoute, routeHosts } from "../model/routing.ts";
import { claimsOf, type RouteClaim } from "../model/gateway-claims.ts";
import { grants } from "../model/gateway-grants.ts";
import { text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

const group = "gateway.networking.k8s.io";

export default stackRule({
  id: "gw-route-binding",
  number: 73,
  title: "A route binds to a listener for its hosts and leads to Services of its own namespace",
  why: "A route that binds wherever it can, or leads into another namespace, serves or reaches what is another tenant's.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Give the route hostnames, a parentRef with sectionName to a Gateway of its namespace, of the entry, or of a gateway whose listener names its namespace, and backends beside it; " +
    "for others the namespace's owner makes a ReferenceGrant.",
  url: ruleUrl("gw-route-binding"),
  settings: {
    gateways: {
      type: "array",
      items: { type: "string" },
      description: "Gateways of the platform outside the entry that routes may bind to, `<namespace>/<name>`.",
      default: [] as readonly string[],
    },
  },
  check(resources, facts, { gateways }) {
    const routes = resources.filter(isAnyRoute);
    if (routes.length === 0) return undefined;
    const known = new Map(resources.filter(isGateway).map((one) => [placeOf(one), listenersOf(one)]));
    const referenceGrants = resources.filter(isReferenceGrant);
    return [
      ...routes.flatMap((route) =>
        [...hosts(route), ...parents(route, known, gateways, facts), ...backends(route, referenceGrants)].map(
          (finding) => ({ ...finding, urn: route.urn }),
        ),
      ),
      ...repeated(routes.flatMap(claimsOf)),
    ];
  },
});

type Known = ReadonlyMap<string, readonly Listener[]>;

/** Whose the hosts are is the business of host-owner-matches. */
const hosts = (route: Resource): readonly Finding[] =>
  isRoute(route) && routeHosts(route).length === 0
    ? [{ path: "spec.hostnames", message: "is missing: the route answers for all hosts of its listeners" }]
    : [];

function parents(route: Resource, known: Known, further: readonly string[], facts: Facts): readonly Finding[] {
  const references = parentsOf(route);
  if (references.length === 0) return [{ path: "spec.parentRefs", message: "is missing: the route binds to nothing" }];
  const bound = references.map(({ reference, path }) => bind(reference, path, route, known, further, facts));
  const findings = bound.flatMap(({ finding }) => finding ?? []);
  // What is made elsewhere cannot be compared; in its own namespace gw-listener-per-tenant and admission hold it to its owner.
  if (findings.length > 0 || bound.some(({ listener }) => listener === undefined)) return findings;
  const open = bound.flatMap(({ listener }) => listener ?? []);
  return routeHosts(route)
    .filter(({ host }) => !open.some((listener) => listener.host === "" || within(host, listener.host)))
    .map(({ host, path }) => ({
      path,
      message: `${JSON.stringify(host)} is not within ${open.map((one) => JSON.stringify(one.host)).join(" or ")}`,
    }));
}

interface Bound {
  readonly listener?: Listener;
  readonly finding?: Finding;
}

function bind(
  reference: Readonly<Record<string, unknown>>,
  path: string,
  route: Resource,
  known: Known,
  further: readonly string[],
  facts: Facts,
): Bound {
  const { kind, name, sectionName } = reference;
  if ((kind ?? "Gateway") !== "Gateway" || (reference.group ?? group) !== group)
    return { finding: { path: `${path}.kind`, message: "is no Gateway" } };
  const namespace = targetNamespace(reference, route);
  const place = `${namespace}/${text(name) ?? ""}`;
  const isOwn = namespace === namespaceOf(route);
  const isOpen = isOwn || namespace === facts.entry.namespace || further.includes(place);
  const hosts = lentHosts(namespace, route, facts);
  if (!isOpen && hosts.length === 0)
    return {
      finding: {
        path: `${path}.namespace`,
        message: `${JSON.stringify(namespace)} is neither the route's nor the entry's`,
      },
    };
  if ((text(sectionName) ?? "") === "")
    return {
      finding: {
        path: `${path}.sectionName`,
        message: "is missing: the route binds to every listener that lets it in",
      },
    };
  const listeners = known.get(place);
  if (listeners === undefined)
    return isOwn ? {} : { finding: { path: `${path}.name`, message: `${JSON.stringify(place)} is no Gateway here` } };
  const listener = listeners.find((one) => one.listener.name === sectionName);
  if (listener === undefined)
    return {
      finding: { path: `${path}.sectionName`, message: `${JSON.stringify(sectionName)} is no listener of ${place}` },
    };
  if (isOpen || hosts.includes(listener.host)) return { listener };
  return {
    finding: {
      path: `${path}.sectionName`,
      message: `${JSON.stringify(sectionName)} is no listener that the fleet file opens to namespace ${JSON.stringify(namespaceOf(route))}`,
    },
  };
}

/** Hosts of a gateway of the platform whose routes may be of the route's namespace, as the fleet file says. */
function lentHosts(namespace: string, route: Resource, facts: Facts): readonly string[] {
  const own = namespaceOf(route);
  const listeners = facts.gateways.find((one) => one.namespace === namespace)?.listeners ?? [];
  return listeners.filter((one) => one.namespace !== undefined && one.namespace === own).flatMap((one) => one.hosts);
}

function backends(route: Resource, referenceGrants: readonly Resource[]): readonly Finding[] {
  const references = rulesOf(route).flatMap((rule) => [...backendsOf(rule), ...mirrorsOf(rule)]);
  return references.flatMap(({ reference, path }) => {
    // Istio's `Hostname`, which the conversion takes over, is any Service by its full name, and asks for no grant (conversion.go, buildDestination).
    if ((reference.kind ?? "Service") !== "Service" || (reference.group ?? "") !== "")
      return [{ path: `${path}.kind`, message: "is no Service" }];
    const namespace = targetNamespace(reference, route);
    if (namespace === namespaceOf(route) || referenceGrants.some((one) => grants(one, route, reference))) return [];
    return [
      {
        path: `${path}.namespace`,
        message: `${JSON.stringify(namespace)} is another namespace, and grants it to nobody here`,
      },
    ];
  });
}

/** Of two routes for one path the older wins, so that the one of another namespace takes the requests, or loses them. */
function repeated(claims: readonly RouteClaim[]): readonly Finding[] {
  const byMatch = Map.groupBy(claims, ({ key }) => key);
  return [...byMatch.values()].flatMap((same) =>
    same.flatMap(({ namespace, path, urn, what }) => {
      const other = same.find((one) => one.namespace !== namespace);
      return other === undefined
        ? []
        : [{ path, message: `${what} is routed from namespace ${JSON.stringify(other.namespace)} too`, urn }];
    }),
  );
}
