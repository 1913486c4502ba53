import { expect } from "chai";
import type { Entry, Fleet, Gateway, Region, Tenant } from "../../plan/model.ts";
import type { Higress } from "../../plan/model/higress.ts";
import { planFleet } from "../../plan/plan.ts";
import type { Console, Servers } from "../../plan/model/servers.ts";
import type { Monitoring } from "../../plan/model/monitoring.ts";
import type { Resources } from "../../plan/model/sizing.ts";
import { validFleet, validTenant } from "./fleet.ts";
import { surroundings } from "./planned.ts";
import type { Whole } from "./whole.ts";
import { plugins, tenantPlugins } from "./whole-plugins.ts";
import { trafficRoutes } from "./whole-traffic.ts";

/** Everything the model has, with nothing left out: a new field is an error here until it has a value. */
const higress: Required<Higress> = {
  chart: { from: "repository", repository: "https://higress.io/helm-charts", name: "higress-core", version: "2.2.4" },
  canary: {
    chart: { from: "oci", reference: "oci://registry.example.com/charts/higress-core", version: "2.2.5" },
    gateways: ["shared"],
    tenants: ["acme"],
  },
  crds: "https://example.com/crds.yaml",
  gatewayApi: { crds: "https://example.com/gateway-api.yaml" },
  hub: "registry.example.com",
  imagePullSecrets: ["pull"],
  priorityClass: "gateways",
};

const resources: Whole<Resources> = {
  gateway: { replicas: 3, cpu: "600m", memory: "640Mi", surge: 2 },
  controller: { replicas: 2, cpu: "300m", memory: "600Mi" },
  discovery: { cpu: "350m", memory: "700Mi" },
  autoscaling: {
    max: 6,
    targetCpu: 60,
    scaleUp: { stabilization: 10, pods: 3, period: 30 },
    scaleDown: { stabilization: 600, pods: 2, period: 90 },
  },
};

const servers: Whole<Servers> = {
  pluginServer: { replicas: 3, cpu: "200m", memory: "256Mi" },
  redis: { cpu: "250m", memory: "512Mi", storage: { size: "5Gi", class: "fast" } },
};

const console: Whole<Console> = {
  sourceCidrs: ["198.51.100.64/26"],
  namespaces: ["middleware"],
  cpu: "450m",
  memory: "960Mi",
};

const region: Required<Region> = {
  dnsDomain: "cluster.local",
  podCidrs: ["10.244.0.0/16"],
  serviceCidrs: ["10.96.0.0/16"],
  apiServerCidrs: ["172.18.0.2/32"],
  platformNamespaces: ["middleware"],
  capacity: { cpu: "64", memory: "256Gi", pods: "440" },
  egressCidrs: ["192.0.2.0/26"],
  near: ["west"],
  drained: false,
};

const entry: Whole<Omit<Entry, "resources" | "quota" | "serviceAnnotations">> & Entry = {
  size: "s",
  resources: { gateway: resources.gateway, controller: resources.controller, autoscaling: resources.autoscaling },
  ...servers,
  pageServer: { replicas: 2, cpu: "100m", memory: "128Mi", image: "registry.example.com/envoy:1.36.0" },
  priorityClass: "entry",
  sourceCidrs: ["192.0.2.0/24"],
  serviceAnnotations: { "example.com/internal": "true" },
  loadBalancer: { class: "example.com/edge", address: "203.0.113.10" },
  tls: { minVersion: "TLSv1.2", maxVersion: "TLSv1.3", ciphers: ["ECDHE-RSA-AES128-GCM-SHA256"] },
  allowPlainHttp: true,
  http2: true,
  proxyProtocol: { from: ["198.51.100.0/28"] },
  forwardedFor: { hops: 2, from: ["198.51.100.16/28"] },
  quota: { pods: "40" },
};

/** Without a class of its own, so that it has the fleet's. */
const gateway: Omit<Required<Gateway>, "priorityClass"> = {
  id: "shared",
  size: "s",
  resources: {},
  ...servers,
  console,
  watch: "all",
  gatewayApi: true,
  exposure: "load-balancer",
  ports: { http: 8080, https: 8443 },
  ingressClass: "nginx",
  backendNamespaces: ["shops"],
  nodePorts: { http: 30080, https: 30443 },
  serviceAnnotations: { "example.com/internal": "true" },
  loadBalancer: { class: "example.com/edge", address: "203.0.113.10" },
  sourceCidrs: ["192.0.2.0/24"],
  listeners: [
    {
      name: "wiki",
      hosts: ["wiki.corp.example.com", "*.wiki.corp.example.com"],
      secret: "wiki-tls",
      namespace: "shops",
    },
  ],
  routes: [
    {
      name: "wiki",
      host: "wiki.corp.example.com",
      path: "/wiki",
      pathType: "Exact",
      backend: {
        destinations: [
          { service: "wiki", port: 8080, weight: 90 },
          { service: "next", namespace: "shops", port: 8081, weight: 10 },
        ],
      },
    },
  ],
  routesAs: "gateway-api",
  regions: ["south"],
  quota: { pods: "40" },
};

const server = { domain: "registry.example.net", port: 8848, cidrs: ["198.51.100.0/28"] };
const service = { port: 443, protocol: "https", sni: "api.example.org" } as const;

/** Whole PEM: what is no block of it goes into no Secret. */
const authority = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

const tenant: Required<Tenant> = {
  id: "acme",
  owner: "acme@example.com",
  suspend: false,
  maintenance: { active: true, shown: { page: "https://status.example.org/acme" } },
  size: "roomy",
  resources: { gateway: { cpu: "700m" }, discovery: resources.discovery },
  ...servers,
  console,
  regions: ["south"],
  // Would hide what it replaces; in-region.test.ts has it.
  inRegion: {},
  hosts: ["shop.example.org", "files.example.net", "later.example.org", "asked.example.com", "known.example.com"],
  withheld: [{ host: "later.example.org", state: "pending" }],
  certificates: [
    { secret: "acme-tls", names: ["*.acme.aigw.example.com"] },
    { secret: "org-tls", names: ["*.example.org"] },
    { secret: "acme-files", names: ["files.example.net"], file: { certificate: "shop.crt", key: "shop.key" } },
    { secret: "acme-issued", names: ["shop.example.org"], issuer: "letsencrypt" },
    { secret: "acme-asked", names: ["asked.example.com"], clientAuthority: { pem: authority } },
    { secret: "acme-known", names: ["known.example.com"], clientAuthority: { secret: "acme-known-cacert" } },
  ],
  entry: {
    tls: { minVersion: "TLSv1.2", ciphers: ["ECDHE-RSA-AES128-GCM-SHA256"] },
    redirect: false,
    sourceCidrs: ["192.0.2.128/25"],
    rateLimit: { requests: 100, per: "second", burst: 3 },
  },
  quota: { pods: "40" },
  limits: {
    default: { cpu: "200m", memory: "256Mi" },
    defaultRequest: { cpu: "100m", memory: "128Mi" },
    max: { cpu: "1", memory: "1Gi" },
  },
  access: { operators: ["on-call"], viewers: ["team"] },
  network: {
    ingress: [{ peer: { namespace: "middleware" }, protocol: "TCP", ports: [15020] }],
    egress: [{ peer: { cidr: "0.0.0.0/0" }, protocol: "UDP", ports: [4318] }],
  },
  alerts: { errorPercent: 1, latency: 800, connections: 5000, quotaPercent: 80, quietBelow: 0.1 },
  registries: [
    {
      ...server,
      type: "nacos2",
      name: "nacos",
      credentials: { secret: "nacos-login", generate: true },
      namespaceId: "prod",
      groups: ["DEFAULT_GROUP"],
      refreshInterval: 30,
      timeout: 5,
      vport: { default: 80, services: [{ service: "orders", group: "DEFAULT_GROUP", port: 8080 }] },
    },
    { ...server, type: "zookeeper", name: "zookeeper", servicesPath: ["/shop"] },
    {
      ...server,
      type: "consul",
      name: "consul",
      credentials: { secret: "consul-login", generate: false },
      datacenter: "dc1",
      serviceTag: "http",
      refreshInterval: 60,
    },
    { ...server, type: "eureka", name: "eureka", vport: { default: 80, services: [{ service: "A", port: 81 }] } },
    { ...service, type: "static", name: "static", endpoints: ["198.51.100.9:443"] },
    { ...service, type: "dns", name: "dns", domains: ["api.example.net"], cidrs: ["198.51.100.0/28"] },
  ],
  routes: [
    {
      name: "shop",
      host: "shop.example.org",
      path: "/shop",
      pathType: "Prefix",
      backend: { destinations: [{ host: "dns.dns", port: 443, weight: 100 }] },
    },
    {
      name: "portal",
      host: "portal.acme.aigw.example.com",
      path: "/",
      pathType: "Exact",
      backend: { service: "portal", port: 80 },
    },
    {
      name: "stock",
      host: "stock.acme.aigw.example.com",
      path: "/",
      pathType: "Prefix",
      backend: {
        destinations: [
          { host: "stock-south.eureka", port: 80, region: "south" },
          { host: "stock-west.eureka", port: 80, region: "west" },
          { service: "stock-north", port: 80, region: "north" },
        ],
        shares: { local: 1, near: 1, remote: 1 },
      },
    },
    ...trafficRoutes,
  ],
  plugins: tenantPlugins.map((plugin) => ({
    ...plugin,
    rules: [
      { routes: ["shop"], config: { urls: ["?trace="] } },
      { hosts: ["portal.acme.aigw.example.com"], config: { bodies: ["eval"] } },
    ],
  })),
};

const monitoring: Whole<Monitoring> = {
  namespace: "middleware",
  pods: { app: "prometheus" },
  scrape: { by: "pod-monitor", labels: { release: "prometheus" }, interval: 30, sampleLimit: 10_000 },
  alerts: {
    errorPercent: 5,
    latency: 2000,
    connections: 20_000,
    certificateDays: 21,
    quotaPercent: 90,
    quietBelow: 1,
  },
};

const fleet: Required<Fleet> = {
  ...validFleet(),
  regions: { south: region },
  higress,
  sizes: { roomy: { base: "s", controller: { cpu: "400m" }, autoscaling: resources.autoscaling } },
  tls: {
    issuers: [{ name: "letsencrypt", kind: "Issuer", algorithm: "RSA", duration: "720h", renewBefore: "240h" }],
    defaultIssuer: "letsencrypt",
    certManager: "system:serviceaccount:cert-manager:cert-manager",
    directory: "certs",
    warnDays: 21,
  },
  entry,
  gateways: [gateway],
  // The second leaves to the entry what the first has of its own.
  tenants: [
    tenant,
    // Its plugins come from the registry.
    validTenant("globex", {
      plugins: tenantPlugins.map((plugin) => ({ ...plugin, rules: [] })),
      maintenance: { active: true, shown: { page: "https://status.example.org/" } },
    }),
    validTenant("initech", {
      maintenance: { active: true, shown: { answer: { body: "Back at noon.", type: "text", retryAfter: 600 } } },
    }),
  ],
  monitoring,
  // Of one that a tenant here has from the registry.
  plugins: { ...plugins, versions: { "request-block": { version: "1.2.0", sha256: "0".repeat(64) } } },
  dns: { externalDns: { target: "lb.example.net", ttl: 300 } },
};

/** What the plan itself has no use for: names of files that the edge reads, and what the fleet is held against. */
const readElsewhere = [
  // Who may have which plugin is a matter of the checks.
  ...plugins.allowed.map((_, at) => `plugins.allowed.${at}`),
  "plugins.allowedFor.acme.0",
  "higress.crds",
  "higress.gatewayApi.crds",
  // Gives defaults, which are filled in when the file is read, and is told to the policy pack (facts.ts).
  "profile",
  // Fills in certificates likewise.
  "tls.defaultIssuer",
  // The edge warns of it.
  "tls.warnDays",
  // Beside `forwardedFor`, which has its place, other networks are a fault (checks/doors.test.ts); alone it is in effects-entry.test.ts.
  "entry.sourceCidrs.0",
  // Is a matter of the checks, and told to the policy pack.
  "entry.allowPlainHttp",
  // Of the alerts that `npm run monitoring` writes.
  ...Object.keys(monitoring.alerts).map((key) => `monitoring.alerts.${key}`),
  ...Object.keys(tenant.alerts).map((key) => `tenants.0.alerts.${key}`),
  // Says which hosts are withheld when the file is read (complete.ts).
  "domains.proof",
  ...["cpu", "memory", "pods"].map((key) => `regions.south.capacity.${key}`),
  // Of policies in other clusters, which `npm run business-policy` writes.
  "regions.south.egressCidrs.0",
];

type Step = string | number;

/** Paths of every value in the fleet that is no list and no object. */
function leaves(value: unknown, path: readonly Step[] = []): readonly (readonly Step[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

/** The same value with another leaf; keys of maps stay. */
function changed(value: unknown, [step, ...rest]: readonly Step[]): unknown {
  if (step === undefined) return other(value);
  if (Array.isArray(value))
    return value.map((item, at) => (at === Number(step) ? changed(item, rest) : (item as unknown)));
  const record = value as Readonly<Record<string, unknown>>;
  return { ...record, [step]: changed(record[step], rest) };
}

/** One of those that such a value can be. */
const alternatives: Readonly<Record<string, string>> = {
  s: "m",
  "gateway-api": "ingress",
  roomy: "l",
  all: "own",
  "load-balancer": "node-port",
  TCP: "UDP",
  UDP: "TCP",
  repository: "oci",
  oci: "path",
  "TLSv1.2": "TLSv1.3",
  "TLSv1.3": "TLSv1.2",
  second: "minute",
  minute: "second",
  text: "html",
  nacos2: "nacos",
  zookeeper: "eureka",
  consul: "eureka",
  eureka: "zookeeper",
  static: "dns",
  dns: "static",
  Issuer: "ClusterIssuer",
  RSA: "ECDSA",
  "pod-monitor": "annotations",
  [authority]: authority + authority,
};

function other(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  if (typeof value !== "string") throw new Error(`no other value for ${JSON.stringify(value)}`);
  const cidr = /^(.*)\/(\d+)$/.exec(value);
  if (cidr?.[1] !== undefined && !value.includes(":")) return `${cidr[1]}/${Number(cidr[2]) + 1}`;
  return alternatives[value] ?? `x${value}`;
}

/** The plan, or why there is none: that too is an effect. */
function outcome(of: Fleet): unknown {
  try {
    return planFleet(of, "south", surroundings);
  } catch (error) {
    return String(error);
  }
}

describe("Every setting of the fleet changes something:", () => {
  const plan = outcome(fleet);

  for (const path of leaves(fleet)) {
    const name = path.join(".");
    if (readElsewhere.includes(name)) continue;
    it(name, () => {
      // The walk keeps the shape, and the planners are asked what they do with the value, whether or not it is valid.
      const fleetWithOther = changed(fleet, path) as Fleet;
      expect(outcome(fleetWithOther)).not.to.deep.equal(plan);
    });
  }
});
