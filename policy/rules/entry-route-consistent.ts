import { gatewayName } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { aliased, entryAliases, gatewayPort, tenantAt } from "../model/alias.ts";
import { annotation, annotationPath } from "../model/annotations.ts";
import { missingParts } from "../model/page-server.ts";
import { redirectFindings } from "../model/redirects.ts";
import { isBridge, isIngress } from "../model/kinds.ts";
import { installationOf, namespaceOf } from "../model/ownership.ts";
import { effective, isInstallationRelease, valuePath } from "../model/release.ts";
import {
  backends,
  claimedHosts,
  destinationKey,
  holderOf,
  isChallenge,
  leadsTo,
  owns,
  targets,
  type Backend,
} from "../model/routing.ts";
import { at, list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

export default stackRule({
  id: "entry-route-consistent",
  number: 37,
  title: "From the entry's host to the tenant's gateway every hop is there and names the same tenant",
  why: "A hop that leads nowhere fails for clients only, and one to another tenant hands over the requests.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Let host, route, registry or alias, Service and release name one tenant and one port, and remove what no route uses.",
  url: ruleUrl("entry-route-consistent"),
  check(resources, facts) {
    const ingresses = resources.filter(isIngress);
    if (ingresses.length === 0) return undefined;
    const routes = ingresses.filter(
      (ingress) => namespaceOf(ingress) === facts.entry.namespace && !isChallenge(ingress),
    );
    const entry = { ...registries(resources, facts), aliases: entryAliases(resources, facts) };
    return [
      ...ingresses.flatMap(foreignField),
      ...routes.flatMap((route) => [
        ...destinationHops(route, entry, facts),
        ...aliasHops(route, entry, facts),
        ...redirectFindings(route, facts),
      ]),
      ...unused(routes, entry, facts),
      ...unserved(resources, facts),
      ...resources
        .filter((resource) => isInstallationRelease(resource, facts))
        .flatMap((one) => unpublished(one, facts)),
    ];
  },
});

interface Registry {
  readonly port: unknown;
  readonly path: string;
  readonly urn: string;
}

interface Entry {
  /** Registries of the entry's McpBridge by the host that they produce. */
  readonly registries: ReadonlyMap<string, Registry>;
  /** ExternalName Services of the entry by name. */
  readonly aliases: ReadonlyMap<string, Resource>;
}

function registries(resources: readonly Resource[], facts: Facts): Pick<Entry, "registries"> {
  const bridges = resources.filter((one) => isBridge(one) && namespaceOf(one) === facts.entry.namespace);
  const all = bridges.flatMap(({ props, urn }) =>
    list(at(props, "spec", "registries"))
      .map(record)
      .map(({ name, type, port }, index) => {
        const host = `${text(name) ?? ""}.${text(type) ?? ""}`;
        return [host, { port, path: `spec.registries[${index}].name`, urn }] as const;
      }),
  );
  return { registries: new Map(all) };
}

/** The API server drops the field; a Service of another namespace cannot be named at all. */
const foreignField = (ingress: Resource): readonly Finding[] =>
  backends(ingress).flatMap(({ backend, path }) =>
    "namespace" in record(backend.service)
      ? [{ path: `${path}.service.namespace`, message: "is no field of an Ingress", urn: ingress.urn }]
      : [],
  );

/** A destination that is no tenant's is the business of host-owner-matches. */
function destinationHops(route: Resource, entry: Entry, facts: Facts): readonly Finding[] {
  return targets(route).flatMap(({ host, port }) => {
    if (leadsTo(route, host, facts) === undefined) return [];
    const registry = entry.registries.get(host);
    const problem =
      registry === undefined
        ? "has no registry in the entry's McpBridge"
        : port === undefined || port === String(registry.port)
          ? undefined
          : `has port ${JSON.stringify(registry.port ?? null)}, and not ${JSON.stringify(port)}`;
    if (problem === undefined) return [];
    return [{ path: annotationPath(destinationKey), message: `${JSON.stringify(host)} ${problem}`, urn: route.urn }];
  });
}

/** Beside a destination, Services are the business of host-owner-matches. */
function aliasHops(route: Resource, { aliases }: Entry, facts: Facts): readonly Finding[] {
  if (annotation(route, destinationKey) !== undefined) return [];
  const found = backends(route).flatMap((backend) => serviceHop(backend, aliases, facts));
  const tenants = new Set(found.flatMap(({ tenant }) => tenant ?? []));
  const hosts = claimedHosts(route) ?? [];
  const foreign = [...tenants].flatMap((tenant) =>
    hosts
      .filter(({ host }) => !owns(tenant, host, facts))
      .map(({ host, path }) => ({
        path,
        message: `${JSON.stringify(host)} leads to tenant ${tenant.id} and belongs to ${holderOf(host, facts)}`,
      })),
  );
  return [...found.flatMap(({ finding }) => finding ?? []), ...foreign].map((one) => ({ ...one, urn: route.urn }));
}

interface Hop {
  readonly tenant?: Facts["tenants"][number];
  readonly finding?: Finding;
}

function serviceHop({ backend, path }: Backend, aliases: Entry["aliases"], facts: Facts): readonly Hop[] {
  const { name, port } = record(backend.service);
  if (name === undefined) return [];
  const service = aliases.get(text(name) ?? "");
  if (service === undefined) {
    return [{ finding: { path: `${path}.service.name`, message: `${JSON.stringify(name)} is no alias of the entry` } }];
  }
  const tenant = tenantAt(aliased(service), facts);
  if (tenant === undefined) return [];
  const { number, name: portName } = record(port);
  const named = list(at(service.props, "spec", "ports")).map(record);
  const found = portName === undefined ? number : named.find((one) => one.name === portName)?.port;
  if (found === gatewayPort) return [{ tenant }];
  const message = `${JSON.stringify(found ?? portName ?? null)} is not port ${gatewayPort} of the tenant's gateway`;
  return [{ tenant, finding: { path: `${path}.service.port`, message } }];
}

/** The registry of a tenant that is answered for stays, for when it is back. */
function unused(routes: readonly Resource[], entry: Entry, { tenants }: Facts): readonly Finding[] {
  const kept = tenants.filter(({ answered }) => answered !== undefined).map(({ id }) => `${id}.dns`);
  const hosts = new Set([...kept, ...routes.flatMap((route) => targets(route).map(({ host }) => host))]);
  const names = new Set(
    routes.flatMap((route) => backends(route).map(({ backend }) => at(backend, "service", "name"))),
  );
  return [
    ...[...entry.registries]
      .filter(([host]) => !hosts.has(host))
      .map(([host, { path, urn }]) => ({
        path,
        message: `no route of the entry leads to ${JSON.stringify(host)}`,
        urn,
      })),
    ...[...entry.aliases]
      .filter(([name]) => !names.has(name))
      .map(([name, { urn }]) => ({
        path: "metadata.name",
        message: `no route of the entry leads to ${JSON.stringify(name)}`,
        urn,
      })),
  ];
}

/** Who is answered for needs somebody who answers. */
const unserved = (resources: readonly Resource[], facts: Facts): readonly Finding[] =>
  facts.tenants.every(({ answered }) => answered === undefined)
    ? []
    : missingParts(resources, facts).map((kind) => ({
        path: "",
        message: `tenants are away, and the page server that answers for them has no ${kind}`,
      }));

/** A tenant without a release at all is the business of tenant-bundle-complete. */
function unpublished(release: Resource, facts: Facts): readonly Finding[] {
  if (installationOf(release, facts)?.role !== "tenant") return [];
  const name = effective(release, "gateway.name") ?? gatewayName;
  const ports = effective(release, "gateway.service.ports");
  const isOpen = ports === undefined || list(ports).some((port) => record(port).port === gatewayPort);
  return [
    ...(name === gatewayName
      ? []
      : [{ path: valuePath(release, "gateway.name"), message: `${JSON.stringify(name)} is not "${gatewayName}"` }]),
    ...(isOpen
      ? []
      : [{ path: valuePath(release, "gateway.service.ports"), message: `does not publish port ${gatewayPort}` }]),
  ].map((finding) => ({ ...finding, urn: release.urn }));
}
