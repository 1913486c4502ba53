/** How traffic finds its way through the world: bridges and Ingresses. */
import type { Sketch } from "./harness.ts";
import { object } from "./world-installation.ts";
import type { Site } from "./world-installation.ts";

const entry: Site = { id: "entry", role: "entry", namespace: "higress-system", ingressClass: "higress-entry" };
const toBridge = { resource: { apiGroup: "networking.higress.io", kind: "McpBridge", name: "default" } };

export const bridge = (site: Site, registries: readonly Readonly<Record<string, unknown>>[]): Sketch =>
  object(site, "bridge", ["networking.higress.io/v1", "McpBridge", "default"], { spec: { registries } });

const rule = (host: string, backend: Readonly<Record<string, unknown>>) => ({
  host,
  http: { paths: [{ path: "/", pathType: "Prefix", backend }] },
});

/**
 * The entry's Ingress for one tenant: TLS ends here, plain HTTP goes on to the tenant's gateway.
 * @param certificates Secret by host
 */
export const entryIngress = (tenant: string, certificates: Readonly<Record<string, string>>): Sketch =>
  object(entry, tenant, ["networking.k8s.io/v1", "Ingress", tenant], {
    metadata: {
      name: tenant,
      namespace: entry.namespace,
      labels: { "higress-fleet.io/tenant": tenant },
      annotations: {
        "higress.io/destination": `${tenant}.dns:80`,
        "higress.io/ssl-redirect": "true",
        "higress.io/tls-min-protocol-version": "TLSv1.2",
      },
    },
    spec: {
      ingressClassName: entry.ingressClass,
      rules: Object.keys(certificates).map((host) => rule(host, toBridge)),
      tls: Object.entries(certificates).map(([host, secretName]) => ({ hosts: [host], secretName })),
    },
  });

/** A tenant's own route: to a Service of its namespace, or to registries when annotations name a destination. */
export const tenantIngress = (
  site: Site,
  name: string,
  host: string,
  annotations?: Readonly<Record<string, string>>,
): Sketch =>
  object(site, `route.${name}`, ["networking.k8s.io/v1", "Ingress", name], {
    metadata: {
      name,
      namespace: site.namespace,
      labels: { "higress-fleet.io/tenant": site.id },
      ...(annotations === undefined ? {} : { annotations }),
    },
    spec: {
      ingressClassName: site.ingressClass,
      rules: [rule(host, annotations === undefined ? { service: { name, port: { number: 80 } } } : toBridge)],
    },
  });

/** What cert-manager makes for minutes to answer an HTTP-01 challenge for one of acme's hosts; no part of the world. */
export const challenge: Sketch = {
  type: "kubernetes:networking.k8s.io/v1:Ingress",
  name: "acme.challenge",
  props: {
    metadata: {
      name: "cm-acme-http-solver-x7k2p",
      namespace: "acme-gateway",
      labels: { "acme.cert-manager.io/http01-solver": "true" },
      annotations: { "nginx.ingress.kubernetes.io/whitelist-source-range": "0.0.0.0/0,::/0" },
    },
    spec: {
      ingressClassName: "higress-acme",
      rules: [
        {
          host: "shop.acme.aigw.example.com",
          http: {
            paths: [
              {
                path: "/.well-known/acme-challenge/DGyRejmCefe7v4NfDGDKfA",
                pathType: "ImplementationSpecific",
                backend: { service: { name: "cm-acme-http-solver-m4h9z", port: { number: 8089 } } },
              },
            ],
          },
        },
      ],
    },
  },
};

/** How an entry that knows no registries would reach acme; no part of the world. */
export const alias: Sketch = {
  type: "kubernetes:core/v1:Service",
  name: "entry.alias",
  parents: "higress-fleet:index:Fleet$higress-fleet:index:Entry",
  props: {
    metadata: { name: "acme", namespace: entry.namespace, labels: { "higress-fleet.io/tenant": "acme" } },
    spec: {
      type: "ExternalName",
      externalName: "higress-gateway.acme-gateway.svc.cluster.local",
      ports: [{ name: "http", port: 80 }],
    },
  },
};

const gatewayApi = (kind: string, namespace: string, spec: Readonly<Record<string, unknown>>): Sketch => ({
  type: `kubernetes:gateway.networking.k8s.io/v1:${kind}`,
  name: `${namespace}.${kind}`,
  props: { metadata: { name: kind.toLowerCase(), namespace }, spec },
});

/** A Gateway with one listener for HTTPS; no part of the world. */
export const gateway = (namespace: string, hostname: unknown): Sketch =>
  gatewayApi("Gateway", namespace, {
    listeners: [
      { name: "https", protocol: "HTTPS", port: 443, hostname, tls: { certificateRefs: [{ name: "acme-tls" }] } },
    ],
  });

/** A route of the Gateway API with one backend; no part of the world. */
export const route = (
  kind: "HTTPRoute" | "GRPCRoute" | "TLSRoute",
  namespace: string,
  hostnames: unknown,
  backend: Readonly<Record<string, unknown>> = { name: "web", port: 80 },
): Sketch => gatewayApi(kind, namespace, { hostnames, rules: [{ backendRefs: [backend] }] });
