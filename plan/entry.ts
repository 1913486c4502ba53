/** The door of the region: one Higress in front of all tenants, which ends TLS and sends each host to its tenant. */
import { clientAnnotations, planAuthorities } from "./authorities.ts";
import { doorAnnotations } from "./doors.ts";
import { published } from "./external-dns.ts";
import { covers } from "./hosts.ts";
import { bridgeBackend, destinationAnnotation, ingress } from "./ingress.ts";
import { planInstallation } from "./installation.ts";
import { askedFor, planCertificates } from "./issuance.ts";
import { platformLimits } from "./limits.ts";
import { answerOf, maintenanceAnnotations } from "./maintenance.ts";
import { metadataFor } from "./metadata.ts";
import type { Fleet, Tenant } from "./model.ts";
import type { Certificate } from "./model/certificate.ts";
import type { DnsRegistry } from "./model/registry.ts";
import {
  askingIngress,
  entryId,
  entryNamespace,
  gatewayServiceHost,
  ingressClass,
  pageServerHost,
  pageServerPort,
  tenantNamespace,
} from "./names.ts";
import { clients } from "./network/clients.ts";
import { toTenant } from "./network/entry.ts";
import type { EntryPlan } from "./objects.ts";
import type { Ingress, Strings } from "./manifests.ts";
import { sortedBy } from "./order.ts";
import { planPageServer } from "./page-server.ts";
import { planPairs } from "./pairs.ts";
import { planBridge } from "./registries.ts";
import type { Installation, Site } from "./site.ts";
import { serversOf } from "./servers.ts";
import { sizingOf } from "./sizes.ts";
import { servedHosts } from "./tenant-hosts.ts";

/**
 * The same for ten tenants and a thousand: a quota that grew with them would change with each. Not round thousands, which
 * the API server writes as `10k`: a refresh would then see a change where there is none.
 */
const room = { ingresses: 9999, secrets: 9999 };

export function planEntry(site: Site, { entry, domain, tls }: Fleet, tenants: readonly Tenant[]): EntryPlan {
  const { priorityClass, sourceCidrs, serviceAnnotations, loadBalancer, http2, proxyProtocol, forwardedFor, quota } =
    entry;
  const sizing = sizingOf(site.sizes, entry);
  const installation: Installation = {
    site,
    id: entryId,
    role: "entry",
    namespace: entryNamespace,
    sizing,
    servers: serversOf(entry),
    ...(priorityClass !== undefined && { priorityClass }),
    watch: "own",
    ...(tls.issuers.length > 0 && { certManager: tls.certManager }),
    gatewayApi: false,
    exposure: {
      type: "load-balancer",
      sourceCidrs: forwardedFor?.from ?? sourceCidrs,
      serviceAnnotations,
      ...(loadBalancer && { loadBalancer }),
    },
    protocols: {
      ...(http2 !== undefined && { http2 }),
      proxy: proxyProtocol !== undefined,
      hops: forwardedFor?.hops ?? 0,
    },
    quota,
    limits: platformLimits(sizing),
    room,
  };
  const { dnsDomain } = site.cluster;
  const registries = [
    ...tenants.map(({ id }) => registryOf(id, gatewayServiceHost(tenantNamespace(id), dnsDomain), 80)),
    ...(tenants.some((tenant) => answerOf(tenant) !== undefined)
      ? [registryOf(entryId, pageServerHost(dnsDomain), pageServerPort)]
      : []),
  ];
  const pageServer = planPageServer(installation, tenants, domain);
  return {
    ...planInstallation(installation, {
      // Whoever else could connect could also say that it is somebody else.
      networkPolicies: [clients(installation, (proxyProtocol ?? forwardedFor)?.from ?? sourceCidrs)],
      bridge: planBridge(installation, registries),
    }),
    ...(pageServer && { pageServer }),
    routes: tenants.map((tenant) => ({
      tenant: tenant.id,
      ingresses: tenantIngresses(installation, tenant, domain, doorAnnotations(entry, tenant)),
      networkPolicy: toTenant(installation, tenant.id),
      certificates: planCertificates(installation, tenant, { tls, domain }),
      pairs: planPairs(installation, tenant, tls),
      authorities: planAuthorities(installation, tenant),
    })),
  };
}

/**
 * A `dns` registry, since Higress follows no ExternalName Service and an Ingress cannot name a Service of another namespace
 * (higress#858). Its host is `<id>.dns`; the page server's has the entry's id, which is no tenant's (checks/names.ts). A registry of its
 * own, and not another address in the tenant's: changed in place, one of the old address could be taken away last.
 */
const registryOf = (name: string, host: string, port: number): DnsRegistry => ({
  type: "dns",
  name,
  domains: [host],
  port,
  protocol: "http",
  cidrs: [],
});

/**
 * One for the hosts that anybody may ask, and one for each certificate whose clients show one of their own: the annotation for that names
 * one Secret.
 */
function tenantIngresses(entry: Installation, tenant: Tenant, domain: string, door: Strings): readonly Ingress[] {
  const served = servedHosts(tenant, domain).map((host) => ({ host, by: certificateFor(tenant, host, domain) }));
  const asking = tenant.certificates.filter(({ clientAuthority }) => clientAuthority !== undefined);
  const groups = [
    { name: tenant.id, own: served.filter(({ by }) => !asking.includes(by)), more: {} },
    ...sortedBy(asking, ({ secret }) => secret).map((certificate) => ({
      name: askingIngress(tenant.id, certificate.secret),
      own: served.filter(({ by }) => by === certificate),
      more: clientAnnotations(certificate),
    })),
  ];
  const annotations = {
    [destinationAnnotation]:
      answerOf(tenant) === undefined ? `${tenant.id}.dns:80` : `${entryId}.dns:${pageServerPort}`,
    ...door,
    ...maintenanceAnnotations(tenant),
    ...published(entry.site.dns, entry.site.cluster.drained),
  };
  return groups
    .filter(({ own }) => own.length > 0)
    .map(({ name, own, more }) =>
      ingress(
        metadataFor(entry, tenant.id, name),
        { ...annotations, ...more },
        {
          ingressClassName: ingressClass(entry.id),
          rules: own.map(({ host }) => ({
            host,
            http: { paths: [{ path: "/", pathType: "Prefix", backend: bridgeBackend }] },
          })),
          // Higress attaches a certificate only where this host and the rule's are the same text (higress v2.2.4,
          // pkg/ingress/kube/ingressv1/controller.go:318-341).
          tls: own.map(({ host, by }) => ({ hosts: [host], secretName: by.secret })),
        },
      ),
    );
}

/** @throws Error when no certificate covers the host, which parseFleet finds out first. */
function certificateFor(tenant: Tenant, host: string, domain: string): Certificate {
  const covering = tenant.certificates.filter(({ names }) => names.some((name) => covers(name, host)));
  // Nobody fills the Secret of a name that no issuer is asked for.
  const filled = covering.find(
    (certificate) =>
      !("issuer" in certificate) || askedFor(certificate, tenant, domain).some((name) => covers(name, host)),
  );
  const certificate = filled ?? covering[0];
  if (certificate === undefined) throw new Error(`Tenant ${tenant.id} has no certificate that covers ${host}.`);
  return certificate;
}
