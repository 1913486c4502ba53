import type { Facts } from "../facts.ts";
import { tenantsBehind } from "../model/alias.ts";
import { annotation, annotationPath } from "../model/annotations.ts";
import { isGateway, isIngress } from "../model/kinds.ts";
import { fold, within } from "../model/hosts.ts";
import { installationOf } from "../model/ownership.ts";
import { servingFromAfar } from "../model/ingress-class.ts";
import { isPages, pagesIn, pagesPath, type Page } from "../model/pages.ts";
import {
  backends,
  claimedHosts,
  destinationKey,
  destinations,
  holderOf,
  isChallenge,
  isRoute,
  leadsTo,
  owns,
  servedHosts,
} from "../model/routing.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "host-owner-matches",
  number: 34,
  title: "A host leads to the tenant that owns it",
  why: "A route that leads elsewhere hands one tenant's requests, and the credentials in them, to another.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Route a host below the domain to the tenant in its label, any other host to the tenant that lists it.",
  url: ruleUrl("host-owner-matches"),
  check(resource, facts) {
    if (isPages(resource, facts)) return words(resource, facts);
    if (claimedHosts(resource) === undefined) return undefined;
    const installation = installationOf(resource, facts) ?? servingFromAfar(resource, facts);
    if (installation?.role === "tenant") return foreignHosts(resource, installation.id, facts);
    if (installation?.role === "gateway") return tenantsHosts(resource, installation.id, facts);
    if (installation?.role !== "entry" || isGateway(resource)) return undefined;
    if (isIngress(resource) && isChallenge(resource)) return nobodysHosts(resource, facts);
    return isRoute(resource) ? route(resource, facts) : ingress(resource, facts);
  },
});

/** Inside the company as well: clients of the gateway would take its answers for the tenant's. */
const tenantsHosts = (resource: Resource, id: string, facts: Facts): readonly Finding[] =>
  claims(resource).flatMap(({ host, path }) => {
    // A listener for every host is the business of gw-listener-per-tenant.
    const relation = host === "*" ? undefined : taken(host, facts);
    return relation === undefined
      ? []
      : [{ path, message: `${JSON.stringify(host)} leads to gateway ${id} and ${relation}` }];
  });

/** What makes the host no gateway's: below the domain every label is some tenant's, of today or of tomorrow. */
function taken(host: string, facts: Facts): string | undefined {
  const owner = facts.tenants.find((one) => owns(one, host, facts));
  if (owner !== undefined) return `belongs to tenant ${owner.id}`;
  const narrower = facts.tenants.find((one) => one.hosts.some((own) => within(fold(own), host)));
  if (narrower !== undefined) return `takes in hosts of tenant ${narrower.id}`;
  const domain = fold(facts.domain);
  const whose = `${JSON.stringify(domain)}, which is the tenants' alone`;
  if (host === domain || within(host, `*.${domain}`)) return `lies in ${whose}`;
  return within(`*.${domain}`, host) ? `takes in ${whose}` : undefined;
}

function ingress(resource: Resource, facts: Facts): readonly Finding[] {
  const services = backends(resource).filter(({ backend }) => (backend.service ?? undefined) !== undefined);
  // Who leads to Services alone uses aliases, and entry-route-consistent sees where those lead.
  if (services.length > 0 && annotation(resource, destinationKey) === undefined) return [];
  if (resource.isPatch && annotation(resource, destinationKey) === undefined && claims(resource).length === 0)
    return [];
  const detours = services.map(({ path }) => ({
    path: `${path}.service`,
    // higress v2.2.4, pkg/ingress/kube/annotations/destination.go:44-110
    message: "leads to a Service of the entry, which wins over the destination",
  }));
  const found = destinations(resource);
  const tenants = [...new Set(found.map((host) => leadsTo(resource, host, facts)))];
  const [tenant] = tenants;
  if (tenants.length !== 1 || tenant === undefined) {
    return [...detours, { path: annotationPath(destinationKey), message: nowhere(found, "<id>.dns") }];
  }
  return [...detours, ...foreignHosts(resource, tenant, facts)];
}

function route(resource: Resource, facts: Facts): readonly Finding[] {
  const tenants = tenantsBehind(resource, new Map(), facts);
  const [tenant] = tenants;
  if (tenants.length === 1 && tenant !== undefined) return foreignHosts(resource, tenant, facts);
  return [{ path: "spec.rules", message: nowhere(tenants, "namespace") }];
}

/** What the page server says: each tenant's words on that tenant's hosts, and only while it is away. */
function words(resource: Resource, facts: Facts): readonly Finding[] {
  const pages = pagesIn(resource);
  if (pages === undefined) return [{ path: pagesPath, message: "is not what the page server reads" }];
  const silent = facts.tenants.filter(({ id, answered }) => answered !== undefined && !pages.some(isOf(id)));
  return [
    ...pages.flatMap((page) => spoken(page, facts)),
    ...silent.map(({ id }) => `says nothing for tenant ${id}, which is away`),
  ].map((message) => ({ path: pagesPath, message }));
}

const isOf =
  (id: string) =>
  ({ tenant }: Page): boolean =>
    tenant === id;

function spoken({ tenant: id, hosts, digest }: Page, facts: Facts): readonly string[] {
  const tenant = facts.tenants.find((one) => one.id === id);
  if (tenant?.answered === undefined) return [`speaks for ${JSON.stringify(id)}, which is no tenant that is away`];
  const { withheld = [] } = tenant;
  return [
    ...(digest === tenant.answered ? [] : [`has other words for tenant ${id} than the fleet`]),
    ...hosts
      .filter((host) => !owns(tenant, fold(host), facts))
      .map((host) => `${quoted(host)} has the words of tenant ${id} and belongs to ${holderOf(fold(host), facts)}`),
    ...hosts
      .filter((host) => withheld.includes(host))
      .map((host) => `${quoted(host)} has the words of tenant ${id} and is not proven`),
    ...servedHosts(tenant)
      .filter((host) => !hosts.includes(host))
      .map((host) => `says nothing on ${quoted(host)} of tenant ${id}, which is away`),
  ];
}

const quoted = (host: string): string => JSON.stringify(host);

function nowhere(found: readonly string[], what: string): string {
  const names = found.length === 0 ? "nothing" : found.map((name) => JSON.stringify(name)).join(", ");
  return `names ${names} where one tenant's "${what}" is needed`;
}

function foreignHosts(resource: Resource, id: string, facts: Facts): readonly Finding[] {
  const tenant = facts.tenants.find((one) => one.id === id);
  return claims(resource)
    .filter(({ host }) => tenant === undefined || !owns(tenant, host, facts))
    .map(({ host, path }) => ({
      path,
      message: `${JSON.stringify(host)} leads to tenant ${id} and belongs to ${holderOf(host, facts)}`,
    }));
}

const claims = (resource: Resource) => claimedHosts(resource) ?? [];

const nobodysHosts = (resource: Resource, facts: Facts): readonly Finding[] =>
  claims(resource)
    .filter(({ host }) => facts.tenants.every((tenant) => !owns(tenant, host, facts)))
    .map(({ host, path }) => ({ path, message: `${JSON.stringify(host)} belongs to no tenant` }));
