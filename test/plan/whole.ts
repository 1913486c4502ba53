/** Everything the fleet has, written and as it is read: a new field of the model is an error here until it is in both. */
import type { ServiceBackend, Shares, Variant } from "../../plan/model/backend.ts";
import type { Fleet, Gateway, Route } from "../../plan/model.ts";
import type { Registry } from "../../plan/model/registry.ts";
import type { Resources } from "../../plan/model/sizing.ts";
import type { Traffic } from "../../plan/model/traffic.ts";
import { certificates } from "./whole-certificates.ts";
import { monitoring } from "./whole-monitoring.ts";
import { plugins, tenantPlugins } from "./whole-plugins.ts";
import { console, servers } from "./whole-servers.ts";
import { trafficRoutes } from "./whole-traffic.ts";

/**
 * No field left out, at any depth. What concerns a route's traffic alone is whole in whole-traffic.ts, and not every route has variants; a gateway
 * that watches all has no console. A tenant's Services are all of its own namespace. An address for the entry leaves room for one region, which is the only one that shares are for.
 */
export type Whole<T> = T extends Route
  ? { readonly [Key in Exclude<keyof Route, keyof Traffic | "variants">]-?: Whole<Route[Key]> } & Traffic & {
        readonly variants?: Whole<readonly Variant[]>;
      }
  : [keyof T] extends [keyof Shares]
    ? T
    : T extends Gateway
      ? { readonly [Key in Exclude<keyof Gateway, "console">]-?: Whole<Required<Gateway>[Key]> } & Pick<
          Gateway,
          "console"
        >
      : T extends ServiceBackend
        ? { readonly [Key in Exclude<keyof T, "namespace">]-?: Whole<Required<T>[Key]> } & {
            readonly namespace?: string;
          }
        : T extends readonly (infer Item)[]
          ? readonly Whole<Item>[]
          : T extends object
            ? { readonly [Key in keyof T]-?: Whole<T[Key]> }
            : T;

const cidrs = ["203.0.113.0/24"];

/** One of each type; the three versions of Nacos have the same settings. */
type ByType = { readonly [Each in Registry as Each["type"]]: Whole<Each> };
const registries: Omit<ByType, "nacos" | "nacos2"> = {
  nacos3: {
    type: "nacos3",
    name: "orders",
    domain: "nacos.middleware.svc.cluster.local",
    port: 8849,
    cidrs,
    credentials: { secret: "nacos-login", generate: true },
    namespaceId: "acme-prod",
    groups: ["ORDERS"],
    refreshInterval: 30,
    timeout: 5,
    vport: { default: 80, services: [{ service: "order-service", group: "ORDERS", port: 8080 }] },
  },
  zookeeper: { type: "zookeeper", name: "dubbo", domain: "192.0.2.10", port: 2182, cidrs, servicesPath: ["/shop"] },
  consul: {
    type: "consul",
    name: "legacy",
    domain: "consul.example.net",
    port: 8501,
    cidrs,
    credentials: { secret: "consul-login", generate: false },
    datacenter: "dc1",
    serviceTag: "http",
    refreshInterval: 60,
  },
  eureka: {
    type: "eureka",
    name: "spring",
    domain: "192.0.2.11",
    port: 8762,
    cidrs,
    vport: { default: 80, services: [{ service: "A", port: 81 }] },
  },
  static: {
    type: "static",
    name: "billing",
    endpoints: ["192.0.2.12:8443", "[2001:db8::10]:8443"],
    port: 443,
    protocol: "https",
    sni: "billing.acme.org",
  },
  dns: {
    type: "dns",
    name: "partner",
    domains: ["api.partner.example.net"],
    port: 443,
    protocol: "grpcs",
    sni: "api.partner.example.net",
    cidrs,
  },
};

const resources: Whole<Resources> = {
  gateway: { replicas: 4, cpu: "1.5", memory: "2Gi", surge: 2 },
  controller: { replicas: 2, cpu: "600m", memory: "1Gi" },
  discovery: { cpu: "700m", memory: "1200Mi" },
  autoscaling: {
    max: 7,
    targetCpu: 65,
    scaleUp: { stabilization: 15, pods: 3, period: 45 },
    scaleDown: { stabilization: 900, pods: 2, period: 120 },
  },
};

export const fleet: Whole<Fleet> = {
  environment: "live",
  profile: "staging",
  domain: "aigw.example.com",
  protect: false,
  regions: {
    south: {
      dnsDomain: "cluster.local",
      podCidrs: ["10.244.0.0/16", "fd00:10:244::/56"],
      serviceCidrs: ["10.96.0.0/16"],
      apiServerCidrs: ["172.18.0.2/32"],
      platformNamespaces: ["middleware", "monitoring"],
      capacity: { cpu: "64", memory: "256Gi", pods: "440" },
      egressCidrs: ["192.0.2.0/26"],
      near: [],
      drained: false,
    },
  },
  higress: {
    chart: { from: "oci", reference: "oci://registry.example.com/charts/higress-core", version: "2.2.4" },
    canary: {
      chart: { from: "oci", reference: "oci://registry.example.com/charts/higress-core", version: "2.2.5" },
      gateways: ["internal"],
      tenants: ["acme"],
    },
    crds: "./crds.yaml",
    gatewayApi: { crds: "./gateway-api.yaml" },
    hub: "registry.example.com/higress",
    imagePullSecrets: ["pull"],
    priorityClass: "gateways",
  },
  sizes: { roomy: { base: "m", ...resources } },
  tls: {
    issuers: [{ name: "letsencrypt", kind: "ClusterIssuer", algorithm: "RSA", duration: "1440h", renewBefore: "480h" }],
    defaultIssuer: "letsencrypt",
    certManager: "system:serviceaccount:pki:cert-manager",
    directory: "/run/certificates",
    warnDays: 10,
  },
  entry: {
    size: "l",
    resources,
    ...servers,
    pageServer: { replicas: 3, cpu: "120m", memory: "192Mi", image: "registry.example.com/envoy:v1.36.0" },
    priorityClass: "entry",
    sourceCidrs: ["0.0.0.0/0"],
    serviceAnnotations: { "example.com/internal": "true" },
    loadBalancer: { class: "example.com/edge", address: "203.0.113.10" },
    tls: {
      minVersion: "TLSv1.2",
      maxVersion: "TLSv1.3",
      ciphers: ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"],
    },
    allowPlainHttp: true,
    http2: true,
    proxyProtocol: { from: ["198.51.100.0/28"] },
    forwardedFor: { hops: 2, from: ["198.51.100.16/28"] },
    quota: { pods: "40" },
  },
  platform: { groups: ["platform-team"], users: ["system:serviceaccount:ci:deployer"] },
  waivers: [
    {
      rule: "env-gateway-floor",
      scope: { tenant: "acme" },
      reason: "moves out",
      owner: "#payments",
      expires: "2026-12-31",
    },
  ],
  policy: { rules: { "namespace-psa": { level: "advisory", minEnforce: "restricted" } } },
  monitoring,
  plugins,
  domains: { proof: "required" },
  dns: { externalDns: { target: "lb.example.net", ttl: 300 } },
  /** They are in a file of their own. */
  proofs: [],
  gateways: [
    {
      id: "internal",
      size: "roomy",
      resources,
      ...servers,
      priorityClass: "platform",
      watch: "all",
      gatewayApi: true,
      exposure: "load-balancer",
      ingressClass: "nginx",
      backendNamespaces: ["shops"],
      ports: { http: 80, https: 443 },
      nodePorts: { http: 30080, https: 30443 },
      serviceAnnotations: { "example.com/internal": "true" },
      loadBalancer: { class: "example.com/inside", address: "203.0.113.11" },
      sourceCidrs: ["198.51.100.0/24"],
      listeners: [
        {
          name: "wiki",
          hosts: ["xn--bcher-kva.corp.example", "*.wiki.corp.example"],
          secret: "wiki-tls",
          namespace: "shops",
        },
      ],
      routes: [
        {
          name: "wiki",
          host: "a.wiki.corp.example",
          path: "/wiki",
          pathType: "Exact",
          backend: { service: "wiki", namespace: "shops", port: 8080 },
          timeout: 30,
        },
      ],
      routesAs: "gateway-api",
      regions: ["south"],
      quota: { pods: "41" },
    },
  ],
  tenants: [
    {
      id: "acme",
      owner: "#payments",
      suspend: true,
      maintenance: { active: true, shown: { page: "https://status.acme.example/down" } },
      size: "m",
      resources,
      ...servers,
      console,
      regions: ["south"],
      // Written in full in in-region.test.ts.
      inRegion: {},
      hosts: ["xn--bcher-kva.acme.org", "*.shop.acme.org", "www.acme.org"],
      withheld: [
        { host: "xn--bcher-kva.acme.org", state: "pending" },
        { host: "*.shop.acme.org", state: "pending" },
        { host: "www.acme.org", state: "pending" },
      ],
      certificates,
      entry: {
        tls: { minVersion: "TLSv1.2", ciphers: ["ECDHE-RSA-AES128-GCM-SHA256"] },
        redirect: true,
        sourceCidrs: ["192.0.2.128/25"],
        rateLimit: { requests: 100, per: "second", burst: 3 },
      },
      quota: { "requests.cpu": "20", "limits.cpu": "20" },
      limits: {
        default: { cpu: "200m", memory: "256Mi" },
        defaultRequest: { cpu: "100m", memory: "128Mi" },
        max: { cpu: "2", memory: "2Gi" },
      },
      access: { operators: ["acme-operators"], viewers: ["acme-viewers"] },
      network: {
        ingress: [{ peer: { namespace: "monitoring" }, ports: [15020], protocol: "TCP" }],
        egress: [{ peer: { cidr: "192.0.2.0/24" }, ports: [443, 8443], protocol: "UDP" }],
      },
      alerts: { errorPercent: 2, latency: 700, connections: 4000, quotaPercent: 80, quietBelow: 0.2 },
      registries: Object.values(registries),
      routes: [
        {
          name: "orders",
          host: "pay.shop.acme.org",
          path: "/orders",
          pathType: "Exact",
          backend: {
            destinations: [
              { host: "order-service.ORDERS.acme-prod.nacos", port: 8080, weight: 80, region: "south" },
              { host: "billing.static", port: 443, weight: 20, region: "south" },
            ],
          },
        },
        {
          name: "portal",
          host: "portal.acme.aigw.example.com",
          path: "/a",
          pathType: "Prefix",
          backend: { service: "portal", port: 8080 },
        },
        {
          name: "release",
          host: "release.acme.aigw.example.com",
          path: "/r",
          pathType: "Prefix",
          backend: {
            active: "green",
            blue: { host: "billing.static", port: 443 },
            green: { service: "release", port: 8080 },
            preview: { header: "x-preview", value: "yes" },
          },
          variants: [
            {
              name: "canary",
              when: { header: "x-preview", value: "canary" },
              backend: { service: "canary", port: 8080 },
            },
          ],
        },
        {
          name: "groups",
          host: "groups.acme.aigw.example.com",
          path: "/",
          pathType: "Prefix",
          backend: { service: "group-a", port: 8080 },
          variants: [
            {
              name: "b",
              when: { cookie: "group", value: "b" },
              backend: {
                destinations: [
                  { service: "group-b", port: 8080, region: "south" },
                  { host: "billing.static", port: 443, region: "south" },
                ],
                shares: { local: 100 },
              },
            },
          ],
        },
        ...trafficRoutes,
      ],
      plugins: tenantPlugins,
    },
  ],
};
