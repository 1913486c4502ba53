/** What an Ingress, a Gateway or a route claims and where it leads. */
import { labelKeys } from "../demands.ts";
import type { Facts } from "../facts.ts";
import type { Resource } from "../rule.ts";
import { annotation } from "./annotations.ts";
import { fold, within } from "./hosts.ts";
import { isGateway, isGrpcRoute, isHttpRoute, isIngress, isListenerSet, isTlsRoute } from "./kinds.ts";
import { at, list, record, text, type Tree } from "./shape.ts";

export interface PlacedHost {
  readonly host: string;
  readonly path: string;
}

/** Hosts of the rules, folded. A rule without one is the business of host-required. */
const ruleHosts = (ingress: Resource): readonly PlacedHost[] =>
  list(at(ingress.props, "spec", "rules")).flatMap((rule, index) =>
    placed(record(rule).host, `spec.rules[${index}].host`),
  );

/** Hosts that get a certificate, folded. */
const tlsHosts = (ingress: Resource): readonly PlacedHost[] =>
  list(at(ingress.props, "spec", "tls")).flatMap((tls, index) =>
    list(record(tls).hosts).flatMap((host, nth) => placed(host, `spec.tls[${index}].hosts[${nth}]`)),
  );

/** Protocols of listeners that tell hosts apart (gateway-api.sigs.k8s.io/reference/spec, Listener.hostname). */
const byHost = ["HTTP", "HTTPS", "TLS"];

/** Hosts of a Gateway's listeners, folded; `*` for a listener that names none and so answers for all. */
export const listenerHosts = (gateway: Resource): readonly PlacedHost[] =>
  list(at(gateway.props, "spec", "listeners")).flatMap((listener, index) => {
    const { hostname, protocol } = record(listener);
    if (typeof protocol === "string" && !byHost.includes(protocol)) return [];
    const path = `spec.listeners[${index}].hostname`;
    const [named] = placed(hostname, path);
    return [named ?? { host: "*", path }];
  });

/** Hosts of a route of the Gateway API, folded. One without any takes over those of its listeners. */
export const routeHosts = (route: Resource): readonly PlacedHost[] =>
  list(at(route.props, "spec", "hostnames")).flatMap((host, index) => placed(host, `spec.hostnames[${index}]`));

/** Routes that tell hosts apart; a TCPRoute or UDPRoute has its listener's port only. */
export const isRoute = (resource: Resource): boolean =>
  isHttpRoute(resource) || isGrpcRoute(resource) || isTlsRoute(resource);

/** Every host that the resource claims for its owner; undefined for kinds that claim none. */
export function claimedHosts(resource: Resource): readonly PlacedHost[] | undefined {
  if (isIngress(resource)) return [...ruleHosts(resource), ...tlsHosts(resource)];
  if (isGateway(resource) || isListenerSet(resource)) return listenerHosts(resource);
  return isRoute(resource) ? routeHosts(resource) : undefined;
}

function placed(value: unknown, path: string): readonly PlacedHost[] {
  const host = fold(text(value) ?? "");
  return host === "" ? [] : [{ host, path }];
}

export interface Backend {
  readonly backend: Tree;
  /** `spec.rules[0].http.paths[0].backend` */
  readonly path: string;
}

/** Backends of an Ingress's rules. */
export const backends = (ingress: Resource): readonly Backend[] =>
  list(at(ingress.props, "spec", "rules")).flatMap((rule, nth) =>
    list(at(rule, "http", "paths")).map((path, mth) => ({
      backend: record(record(path).backend),
      path: `spec.rules[${nth}].http.paths[${mth}].backend`,
    })),
  );

/** Names the destination; only this prefix works (higress v2.2.4, pkg/ingress/kube/annotations/destination.go:44-110). */
export const destinationKey = "higress.io/destination";

export interface Target {
  readonly host: string;
  /** As written; absent: the first port of the service. */
  readonly port?: string;
}

/** Lines of the annotation: `[weight%] [scheme://]host[:port] [subset]`, the host folded. */
export function targets(ingress: Resource): readonly Target[] {
  const lines = (annotation(ingress, destinationKey) ?? "").split("\n");
  return lines.flatMap((line) => {
    const [address = ""] = line
      .trim()
      .replace(/^\S*%\s+/, "")
      .replace(/^https?:\/\//, "")
      .split(/\s+/);
    const [, port] = /:([^:]*)$/.exec(address) ?? [];
    const host = fold(address);
    return host === "" ? [] : [port === undefined ? { host } : { host, port }];
  });
}

/** Hosts that the annotation names, each once. */
export const destinations = (ingress: Resource): readonly string[] => [
  ...new Set(targets(ingress).map(({ host }) => host)),
];

type Tenant = Facts["tenants"][number];

const byDestination = new WeakMap<Facts, ReadonlyMap<string, Tenant>>();

/** Tenant behind a host that the entry's McpBridge produces: `<id>.dns`. */
export function tenantOf(destination: string, facts: Facts): string | undefined {
  const index = byDestination.get(facts) ?? new Map(facts.tenants.map((tenant) => [`${tenant.id}.dns`, tenant]));
  byDestination.set(facts, index);
  return index.get(destination)?.id;
}

/** What the entry's McpBridge produces for the page server. */
export const pageDestination = (facts: Facts): string => `${facts.entry.id}.dns`;

/** Tenant that a destination of one of its routes at the entry leads to, itself or by the page server while it is away. */
export function leadsTo(route: Resource, destination: string, facts: Facts): string | undefined {
  if (destination !== pageDestination(facts)) return tenantOf(destination, facts);
  const label = at(route.props, "metadata", "labels", labelKeys.tenant);
  return facts.tenants.find(({ id, answered }) => id === label && answered !== undefined)?.id;
}

/** Folded once: whose a host is, every tenant is asked for each of them. */
const foldedHosts = new WeakMap<Tenant, readonly string[]>();
const foldedDomain = new WeakMap<Facts, string>();

function claimsOf(tenant: Tenant): readonly string[] {
  const claims = foldedHosts.get(tenant) ?? tenant.hosts.map(fold);
  foldedHosts.set(tenant, claims);
  return claims;
}

function domainOf(facts: Facts): string {
  const domain = foldedDomain.get(facts) ?? fold(facts.domain);
  foldedDomain.set(facts, domain);
  return domain;
}

/** Whether the tenant may answer for a folded host: below the fleet's domain its label decides, elsewhere its hosts. */
export function owns(tenant: Tenant, host: string, facts: Facts): boolean {
  const { id } = tenant;
  const domain = domainOf(facts);
  const claims = claimsOf(tenant);
  if (!within(host, `*.${domain}`)) return claims.some((claim) => within(host, claim));
  return within(host, `*.${id}.${domain}`) || (host === `${id}.${domain}` && claims.includes(host));
}

/** Hosts of the tenant less those that are not proven. */
export const servedHosts = ({ hosts, withheld = [] }: Tenant): readonly string[] =>
  hosts.filter((host) => !withheld.includes(host));

/** Whose the host is, for messages: `tenant acme`, `no tenant`. */
export function holderOf(host: string, facts: Facts): string {
  const holder = facts.tenants.find((tenant) => owns(tenant, host, facts));
  return holder === undefined ? "no tenant" : `tenant ${holder.id}`;
}

/**
 * Whether this is how cert-manager answers an HTTP-01 challenge: for minutes, one exact path of plain HTTP that leads to its own
 * solver. Only the whole shape counts, since the label alone anybody may set.
 */
export function isChallenge(ingress: Resource): boolean {
  if (at(ingress.props, "metadata", "labels", "acme.cert-manager.io/http01-solver") !== "true") return false;
  const paths = list(at(ingress.props, "spec", "rules")).flatMap((rule) => list(at(rule, "http", "paths")));
  return (
    paths.length > 0 &&
    paths.every((path) => {
      const name = text(at(path, "backend", "service", "name")) ?? "";
      return (
        /^\/\.well-known\/acme-challenge\/[\w-]+$/.test(text(record(path).path) ?? "") &&
        name.startsWith("cm-acme-http-solver-")
      );
    })
  );
}
