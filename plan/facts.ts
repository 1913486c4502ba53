/** The fleet as the policy pack's configuration has it; a test holds this shape to policy/facts.ts, which plan/ may not import. */
import { answerDigest } from "./answers.ts";
import { issuerNamed } from "./certificates.ts";
import { identityHeaders } from "./doors.ts";
import type { Entry, Fleet, Tenant } from "./model.ts";
import { authorityOf, isWritten, type Certificate, type Tls } from "./model/certificate.ts";
import type { Listener } from "./model/listener.ts";
import type { Chart } from "./model/higress.ts";
import type { Waiver } from "./model/platform.ts";
import type { Console, EntryServers } from "./model/servers.ts";
import type { Registry } from "./model/registry.ts";
import { tenantsIn } from "./in-region.ts";
import { entryId, entryNamespace, gatewayClass, gatewayNamespace, ingressClass, tenantNamespace } from "./names.ts";
import { answerOf, pageOf } from "./maintenance.ts";
import { sortedBy } from "./order.ts";
import { clientAddressHeader } from "./plugins/client-address.ts";
import { networkOf } from "./plugins/source.ts";
import { chartOf, chartSource } from "./release.ts";
import { openPorts } from "./service.ts";
import { regionOf, runningIn } from "./site.ts";
import { tenantHosts } from "./tenant-hosts.ts";

/**
 * Who owns what in one region.
 * @param retire ids that stack configuration `retire` names
 * @throws Error when the fleet has no such region.
 */
export function fleetFacts(fleet: Fleet, region: string, retire: readonly string[] = []) {
  const cluster = regionOf(fleet.regions, region);
  const { podCidrs, serviceCidrs, apiServerCidrs, platformNamespaces, dnsDomain, capacity } = cluster;
  return {
    environment: fleet.environment,
    profile: fleet.profile,
    region,
    domain: fleet.domain,
    dnsDomain,
    clusterCidrs: [...podCidrs, ...serviceCidrs, ...apiServerCidrs],
    apiServerCidrs,
    platformNamespaces,
    ...(capacity && { capacity }),
    // Who may read metrics: on which ports, the pack knows.
    ...(fleet.monitoring && { monitoring: { namespace: fleet.monitoring.namespace, pods: fleet.monitoring.pods } }),
    protect: fleet.protect,
    ...(retire.length > 0 && { retiring: retire.toSorted() }),
    ...(fleet.tls.issuers.length > 0 && { certManager: fleet.tls.certManager }),
    chart: chartFacts(fleet.higress.chart),
    ...(fleet.higress.hub !== undefined && { hub: fleet.higress.hub }),
    ...(fleet.plugins.registries.length > 0 && { pluginRegistries: fleet.plugins.registries }),
    platform: fleet.platform,
    entry: { ...installation(entryId, entryNamespace), ...servers(fleet.entry) },
    gateways: sortedBy(runningIn(region, fleet.gateways), ({ id }) => id).map((gateway) => ({
      ...installation(gateway.id, gatewayNamespace(gateway.id)),
      ...ownChart(fleet, "gateway", gateway.id),
      ...servers(gateway),
      ...consoleFacts(gateway),
      ...(gateway.ingressClass !== undefined && { ingressClass: gateway.ingressClass }),
      watch: gateway.watch,
      backendNamespaces: gateway.backendNamespaces,
      exposure: gateway.exposure,
      ports: openPorts(gateway),
      ...(gateway.listeners.length > 0 && { listeners: gateway.listeners.map(listenerFacts) }),
      ...(gateway.gatewayApi && { gatewayClass: gatewayClass(gateway.id) }),
    })),
    tenants: sortedBy(tenantsIn(region, fleet.tenants), ({ id }) => id).map((tenant) => ({
      ...installation(tenant.id, tenantNamespace(tenant.id)),
      ...ownChart(fleet, "tenant", tenant.id),
      ...servers(tenant),
      ...consoleFacts(tenant),
      hosts: tenantHosts(tenant, fleet.domain),
      ...(tenant.withheld.length > 0 && { withheld: tenant.withheld.map(({ host }) => host).toSorted() }),
      certificates: tenant.certificates.map((certificate) => certificateFacts(certificate, fleet.tls)),
      registries: tenant.registries.map(registryFacts),
      network: networkOf(tenant, fleet),
      ...(tenant.suspend && { suspended: true }),
      door: doorFacts(fleet.entry, tenant),
      ...maintenanceFacts(tenant),
      groups: [...new Set([...tenant.access.operators, ...tenant.access.viewers])].toSorted(),
    })),
    waivers: fleet.waivers.filter((waiver) => !isForElsewhere(waiver, fleet, region)),
  };
}

const listenerFacts = ({ hosts, namespace }: Listener) => ({ hosts, ...(namespace !== undefined && { namespace }) });

const certificateFacts = (certificate: Certificate, tls: Tls) => {
  const { secret, names } = certificate;
  const clientAuthority = authorityOf(certificate);
  const said = {
    secret,
    names,
    ...(clientAuthority !== undefined && { clientAuthority }),
    ...(isWritten(certificate.clientAuthority) && { fillsAuthority: true }),
  };
  if ("file" in certificate) return { ...said, fromFile: true };
  if (!("issuer" in certificate)) return said;
  const { name, kind } = issuerNamed(tls, certificate.issuer);
  return { ...said, issuer: { name, kind } };
};

/** As the release names it: a chart's name, an OCI reference, or a path. */
function chartFacts(from: Chart) {
  const { chart: name, ...source } = chartSource(from);
  return { name, ...source };
}

/** Of those that have another than the fleet's. */
function ownChart({ higress }: Fleet, role: "gateway" | "tenant", id: string) {
  const chart = chartOf(higress, { role, id });
  return chart === higress.chart ? {} : { chart: chartFacts(chart) };
}

function doorFacts(entry: Entry, tenant: Tenant) {
  const { tls, redirect, sourceCidrs, rateLimit } = tenant.entry;
  return {
    minTls: tls.minVersion ?? entry.tls.minVersion,
    plainHttp: !redirect,
    sourceCidrs,
    ...(rateLimit && { rateLimit }),
    identityHeaders: identityHeaders(tenant),
    addressHeader: clientAddressHeader,
  };
}

function maintenanceFacts(tenant: Tenant): { readonly maintenance?: string; readonly answered?: string } {
  const maintenance = pageOf(tenant);
  if (maintenance !== undefined) return { maintenance };
  const answer = answerOf(tenant);
  return answer === undefined ? {} : { answered: answerDigest(answer) };
}

const registryFacts = (registry: Registry) => ({
  name: registry.name,
  type: registry.type,
  ...("domain" in registry && { server: registry.domain }),
  ...("namespaceId" in registry && { namespace: registry.namespaceId }),
  cidrs: "cidrs" in registry ? registry.cidrs : [],
});

/** Names of those that run beside a gateway; nothing where none does. */
function servers({ pluginServer, redis, pageServer }: EntryServers) {
  const names = [
    ...(pluginServer ? (["plugin-server"] as const) : []),
    ...(redis ? (["redis"] as const) : []),
    ...(pageServer ? (["page-server"] as const) : []),
  ];
  return names.length === 0 ? {} : { servers: names };
}

/** Who reaches it. */
const consoleFacts = ({ console }: { readonly console?: Console }) =>
  console === undefined ? {} : { console: { sourceCidrs: console.sourceCidrs, namespaces: console.namespaces } };

const installation = (id: string, namespace: string) => ({ id, namespace, ingressClass: ingressClass(id) });

/**
 * Whether the waiver is for a tenant or gateway that runs in other regions only, where it has something to take away. One for
 * something that is nowhere stays: the pack complains of it.
 */
function isForElsewhere({ scope }: Waiver, { tenants, gateways }: Fleet, region: string): boolean {
  if ("urn" in scope) return false;
  const all = [
    ...tenants.map(({ id, regions }) => ({ tenant: id, namespace: tenantNamespace(id), regions })),
    ...gateways.map(({ id, regions }) => ({ tenant: undefined, namespace: gatewayNamespace(id), regions })),
  ];
  const meant = all.find((one) =>
    "tenant" in scope ? one.tenant === scope.tenant : one.namespace === scope.namespace,
  );
  return meant !== undefined && !meant.regions.includes(region);
}
