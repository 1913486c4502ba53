/** A small complete valid fleet for tests: two regions, one gateway, three tenants. A test changes one thing in it. */
import type { Monitoring } from "../../plan/model/monitoring.ts";
import type { Plugins } from "../../plan/model/plugin.ts";
import { builtins } from "../../plan/plugins/builtins.ts";
import type { Fleet, Gateway, Limits, Region, Tenant } from "../../plan/model.ts";

const domain = "aigw.example.com";

const limits: Limits = {
  default: { cpu: "200m", memory: "256Mi" },
  defaultRequest: { cpu: "100m", memory: "128Mi" },
  max: { cpu: "1", memory: "1Gi" },
};

const south: Region = {
  dnsDomain: "cluster.local",
  podCidrs: ["10.244.0.0/16"],
  serviceCidrs: ["10.96.0.0/16"],
  apiServerCidrs: ["172.18.0.2/32"],
  platformNamespaces: ["middleware", "monitoring"],
};

/** Dual stack. */
const north: Region = {
  dnsDomain: "cluster.local",
  podCidrs: ["10.245.0.0/16", "fd00:10:245::/56"],
  serviceCidrs: ["10.97.0.0/16", "fd00:10:97::/112"],
  apiServerCidrs: ["172.19.0.2/32"],
  platformNamespaces: ["middleware", "monitoring"],
};

/** The least a tenant can be. */
export function validTenant(id: string, change: Partial<Tenant> = {}): Tenant {
  return {
    id,
    owner: `${id}@example.com`,
    suspend: false,
    maintenance: { active: false },
    size: "s",
    resources: {},
    regions: ["south"],
    hosts: [],
    withheld: [],
    certificates: [{ secret: `${id}-tls`, names: [`*.${id}.${domain}`] }],
    entry: { tls: {}, redirect: true, sourceCidrs: [] },
    quota: {},
    limits,
    access: { operators: [], viewers: [] },
    network: { ingress: [], egress: [] },
    registries: [],
    routes: [],
    plugins: [],
    ...change,
  };
}

export function validGateway(id: string, change: Partial<Gateway> = {}): Gateway {
  return {
    id,
    size: "s",
    resources: {},
    watch: "own",
    gatewayApi: false,
    exposure: "cluster",
    ports: { http: 80, https: 443 },
    nodePorts: {},
    backendNamespaces: [],
    serviceAnnotations: {},
    sourceCidrs: ["10.0.0.0/8"],
    listeners: [],
    routes: [],
    routesAs: "ingress",
    regions: ["south"],
    quota: {},
    ...change,
  };
}

/** Uses every feature that a tenant has. */
const acme = validTenant("acme", {
  size: "m",
  regions: ["south", "north"],
  hosts: ["api.acme.org", "*.shop.acme.org", "v2.api.acme.aigw.example.com"],
  certificates: [
    { secret: "acme-tls", names: ["*.acme.aigw.example.com", "v2.api.acme.aigw.example.com"] },
    { secret: "acme-org-tls", names: ["api.acme.org", "*.shop.acme.org"] },
  ],
  quota: { "requests.cpu": "12", "limits.cpu": "12", pods: "30" },
  access: { operators: ["acme-operators"], viewers: ["acme-viewers"] },
  network: {
    ingress: [{ peer: { namespace: "monitoring" }, protocol: "TCP", ports: [15020] }],
    egress: [
      { peer: { cidr: "10.80.0.0/24" }, protocol: "TCP", ports: [443] },
      { peer: { namespace: "middleware" }, protocol: "TCP", ports: [6379] },
    ],
  },
  registries: [
    {
      type: "nacos2",
      name: "orders",
      domain: "nacos.middleware.svc.cluster.local",
      port: 8848,
      cidrs: [],
      credentials: { secret: "nacos-credentials", generate: true },
      namespaceId: "acme-prod",
      groups: ["DEFAULT_GROUP"],
      refreshInterval: 30,
    },
    {
      type: "zookeeper",
      name: "dubbo",
      domain: "10.90.0.10",
      port: 2181,
      cidrs: [],
      servicesPath: ["/shop"],
    },
    {
      type: "consul",
      name: "legacy",
      domain: "consul.corp.example.net",
      port: 8500,
      cidrs: ["10.91.0.0/28"],
      credentials: { secret: "consul-credentials", generate: false },
      datacenter: "dc1",
      serviceTag: "http",
      refreshInterval: 60,
    },
    { type: "eureka", name: "spring", domain: "10.92.0.10", port: 8761, cidrs: [] },
    {
      type: "static",
      name: "billing",
      endpoints: ["10.93.0.10:8443", "[fd12:3456::10]:8443"],
      port: 443,
      protocol: "https",
      sni: "billing.acme.org",
    },
    {
      type: "dns",
      name: "partner",
      domains: ["api.partner.example.net"],
      port: 443,
      protocol: "https",
      sni: "api.partner.example.net",
      cidrs: ["198.51.100.0/24"],
    },
  ],
  routes: [
    {
      name: "orders",
      host: "api.acme.org",
      path: "/orders",
      pathType: "Prefix",
      backend: {
        destinations: [
          { host: "order-service.DEFAULT-GROUP.acme-prod.nacos", weight: 80 },
          { host: "order-service.dc1.consul", port: 8080, weight: 20 },
        ],
      },
    },
    {
      name: "billing",
      host: "pay.shop.acme.org",
      path: "/",
      pathType: "Prefix",
      backend: { destinations: [{ host: "billing.static", port: 443, weight: 100 }] },
    },
    {
      name: "portal",
      host: "portal.acme.aigw.example.com",
      path: "/[a-z]+/home",
      pathType: "ImplementationSpecific",
      backend: { service: "portal", port: 8080 },
    },
  ],
});

/** Prometheus has an operator. */
export const reading: Monitoring = {
  namespace: "monitoring",
  pods: { app: "prometheus" },
  scrape: { by: "pod-monitor", labels: { release: "prometheus" }, interval: 30, sampleLimit: 50_000 },
  alerts: {
    errorPercent: 5,
    latency: 2000,
    connections: 20_000,
    certificateDays: 21,
    quotaPercent: 90,
    quietBelow: 1,
  },
};

/** Every plugin is everybody's. */
export const publishing: Plugins = {
  versions: { "request-block": { version: "1.0.0", sha256: "0".repeat(64) } },
  registries: [],
  registryCidrs: ["198.51.100.192/28"],
  allowed: ["own", ...builtins.map(({ name }) => name)],
  allowedFor: {},
};

/** Three tenants: `acme` uses every feature in both regions, `globex` and `initech` are plain and live in `south`. */
export function validFleet(change: Partial<Fleet> = {}): Fleet {
  return {
    environment: "prod",
    profile: "prod",
    domain,
    protect: true,
    regions: { south, north },
    higress: {
      chart: {
        from: "repository",
        repository: "https://higress.io/helm-charts",
        name: "higress-core",
        version: "2.2.4",
      },
      crds: "https://example.com/higress/2.2.4/crds.yaml",
      imagePullSecrets: [],
    },
    sizes: {},
    tls: { issuers: [], certManager: "system:serviceaccount:cert-manager:cert-manager", warnDays: 21 },
    entry: {
      size: "s",
      resources: {},
      sourceCidrs: ["0.0.0.0/0", "::/0"],
      serviceAnnotations: {},
      tls: { minVersion: "TLSv1.2" },
      allowPlainHttp: false,
      quota: {},
    },
    plugins: publishing,
    platform: { groups: [], users: [] },
    waivers: [],
    policy: { rules: {} },
    domains: { proof: "none" },
    proofs: [],
    dns: {},
    gateways: [validGateway("internal")],
    tenants: [acme, validTenant("globex"), validTenant("initech")],
    ...change,
  };
}

/** The fleet with one tenant changed. */
export function changeTenant(fleet: Fleet, id: string, change: Partial<Tenant>): Fleet {
  return { ...fleet, tenants: fleet.tenants.map((tenant) => (tenant.id === id ? { ...tenant, ...change } : tenant)) };
}

/** The fleet with one region changed. */
export function changeRegion(fleet: Fleet, name: string, change: Partial<Region>): Fleet {
  const region = fleet.regions[name];
  if (region === undefined) throw new Error(`the fleet has no region ${name}`);
  return { ...fleet, regions: { ...fleet.regions, [name]: { ...region, ...change } } };
}
