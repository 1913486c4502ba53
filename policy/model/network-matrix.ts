/** Who may reach whom in a fleet, and who must: what NetworkPolicies are held against. */
import { pageServerPort } from "../demands.ts";
import type { AllowanceFacts, Facts, Server, TenantFacts } from "../facts.ts";
import { blockSet, includes, noAddress, union, type AddressSet } from "./cidr-set.ts";
import { clientPorts } from "./exposure.ts";
import { everyPort, joined, noPort, ports, without, type Ports } from "./network-ports.ts";
import { carries, type Role, type Workload } from "./network-workloads.ts";

const http = ports("TCP", 80);
/**
 * Configuration, mutually authenticated; every other port of a controller is plain text or nobody's (higress v2.2.4,
 * helm/core/templates/controller-service.yaml; istio 1.27.1, pkg/security/authentication.go:28).
 */
const xds = ports("TCP", 15012);
/** What a gateway calls beside it, and nobody else: its agent fetches plugins, which then ask Redis; requests for who is away. */
const serving: Readonly<Partial<Record<Role, Ports>>> & Record<Server, Ports> = {
  "plugin-server": ports("TCP", 8080),
  redis: ports("TCP", 6379),
  "page-server": ports("TCP", pageServerPort),
};
/** Envoy's metrics with its agent's, and pilot's: a reader learns hosts, backends and traffic of a tenant. */
const gatewayMetrics = ports("TCP", 15020);
const controllerMetrics = ports("TCP", 15014);
const dns = [...ports("TCP", 53), ...ports("UDP", 53)];
/** The console's pages. */
const pages = ports("TCP", 8080);
/** Envoy's own, which changes everything without asking who it is. */
const administration = ports("TCP", 15000);

/** The most that one workload may be allowed to open to another. */
export function lawful(from: Workload, to: Workload, facts: Facts): Ports {
  if (from.installation === undefined) return to.installation === undefined ? everyPort : fromOthers(from, to, facts);
  if (to.role === "dns") return dns;
  // What a tenant's Higress may call there is netpol-egress-coherent's matter.
  if (to.role === "platform") return from.role === "backend" || from.role === "console" ? noPort : everyPort;
  if (to.installation === undefined) return leadsInto(from, to.pod.namespace, facts) ? everyPort : noPort;
  if (from.installation === to.installation) return within(from, to);
  const isWay = from.installation.role === "entry" && to.installation.role === "tenant";
  return isWay && from.role === "gateway" && to.role === "gateway" ? http : noPort;
}

/** A gateway of the platform, and a namespace outside the fleet that it is there for. */
const leadsInto = ({ role, installation }: Workload, namespace: string, facts: Facts): boolean =>
  role === "gateway" &&
  installation?.role === "gateway" &&
  facts.gateways.some((one) => one.id === installation.id && one.backendNamespaces.includes(namespace));

const isServer = (role: Role): role is Server => Object.hasOwn(serving, role);

function within(from: Workload, to: Workload): Ports {
  // Its own controller tells a console what services there are, and nobody beside it reaches its pages.
  if (from.role === "console") return to.role === "controller" ? controllerMetrics : noPort;
  if (to.role === "console") return noPort;
  if (to.role === "gateway") return without(everyPort, administration);
  const served = isServer(to.role) ? serving[to.role] : undefined;
  if (served !== undefined) return from.role === "gateway" ? served : noPort;
  if (to.role !== "controller") return everyPort;
  return joined(from.role === "gateway" ? xds : noPort, controllerMetrics);
}

function fromOthers(from: Workload, to: Workload, facts: Facts): Ports {
  if (from.role !== "platform") return noPort;
  if (to.role === "console") return mayOpenPages(from, to) ? pages : noPort;
  if (to.role !== "gateway" && to.role !== "controller") return noPort;
  const metrics = isReader(from, facts) ? metricsOf(to) : noPort;
  if (to.role === "controller") return metrics;
  const declared = allowancesOf(to, facts).filter(
    ({ peer }) => "namespace" in peer && peer.namespace === from.pod.namespace,
  );
  return joined(metrics, ...declared.map(portsOf));
}

const mayOpenPages = ({ pod }: Workload, { installation }: Workload): boolean =>
  installation?.console?.namespaces.includes(pod.namespace) === true;

const metricsOf = ({ role }: Workload): Ports => (role === "controller" ? controllerMetrics : gatewayMetrics);

const isReader = ({ pod }: Workload, { monitoring }: Facts): boolean =>
  monitoring !== undefined && pod.namespace === monitoring.namespace && carries(pod.labels, monitoring.pods);

/** The most that addresses outside the cluster may be allowed to open to a workload of the fleet. */
export function lawfulFromOutside(addresses: AddressSet, to: Workload, facts: Facts): Ports {
  if (to.role === "console") {
    const people = union(...(to.installation?.console?.sourceCidrs ?? []).map((cidr) => blockSet(cidr) ?? noAddress));
    return includes(people, addresses) ? pages : noPort;
  }
  if (to.role !== "gateway") return noPort;
  if (to.installation?.role !== "tenant") return ports("TCP", ...clientPorts(to.pod.namespace, facts));
  const declared = allowancesOf(to, facts).filter(
    ({ peer }) => "cidr" in peer && includes(blockSet(peer.cidr) ?? noAddress, addresses),
  );
  return joined(...declared.map(portsOf));
}

export interface Edge {
  readonly from: Workload;
  readonly to: Workload;
  readonly ports: Ports;
}

/** Without these a fleet does not work: the way in, each gateway's configuration, names, metrics and consoles for whom they are declared. */
export function required(workloads: readonly Workload[], facts: Facts): readonly Edge[] {
  const resolvers = workloads.filter(({ role }) => role === "dns");
  const own = workloads.filter(({ installation }) => installation !== undefined);
  const byNamespace = Map.groupBy(own, ({ pod }) => pod.namespace);
  const gateways = own.filter(({ role }) => role === "gateway");
  const doors = gateways.filter(({ installation }) => installation?.role === "entry");
  const behind = gateways.filter(({ installation }) => installation?.role === "tenant");
  return [
    ...doors.flatMap((from) => behind.map((to) => ({ from, to, ports: http }))),
    ...gateways.flatMap((from) =>
      (byNamespace.get(from.pod.namespace) ?? []).flatMap((to) => {
        const runs = to.installation?.servers?.some((server) => server === to.role) === true;
        const called = to.role === "controller" ? xds : runs ? serving[to.role] : undefined;
        return called === undefined ? [] : [{ from, to, ports: called }];
      }),
    ),
    ...workloads
      .filter((from) => isReader(from, facts))
      .flatMap((from) =>
        own
          .filter(({ role }) => role === "gateway" || role === "controller")
          .map((to) => ({ from, to, ports: metricsOf(to) })),
      ),
    ...own
      .filter(({ role, installation }) => role === "console" && installation?.console !== undefined)
      .flatMap((page) => [
        ...(byNamespace.get(page.pod.namespace) ?? [])
          .filter(({ role }) => role === "controller")
          .map((to) => ({ from: page, to, ports: controllerMetrics })),
        ...workloads
          .filter((from) => from.role === "platform" && mayOpenPages(from, page))
          .map((from) => ({ from, to: page, ports: pages })),
      ]),
    ...own.flatMap((from) => resolvers.map((to) => ({ from, to, ports: dns }))),
  ];
}

const allowancesOf = ({ pod }: Workload, facts: Facts): readonly AllowanceFacts[] =>
  tenantOf(pod.namespace, facts)?.network.ingress ?? [];

const tenants = new WeakMap<Facts, ReadonlyMap<string, TenantFacts>>();

function tenantOf(namespace: string, facts: Facts): TenantFacts | undefined {
  const known = tenants.get(facts) ?? new Map(facts.tenants.map((tenant) => [tenant.namespace, tenant]));
  tenants.set(facts, known);
  return known.get(namespace);
}

const portsOf = ({ protocol, ports: numbers }: AllowanceFacts): Ports => ports(protocol, ...numbers);
