/** Every default of the fleet file that is one value; those that are computed from other settings are in complete.ts. */
import type { Profile } from "./model.ts";
import type { Domains } from "./model/domains.ts";
import type { Size } from "./model/sizing.ts";

/** Seconds between two polls of a registry that the controller takes at least; it raises less (registry watchers of chart 2.2.4). */
export const shortestRefresh = 10;

interface ProfileDefaults {
  /** Whether namespaces, releases and CRDs are protected from deletion; where they are, rules of the policy pack bind harder. */
  readonly protect: boolean;
  /** Of tenants and gateways, not below the floor of seed 000 section 8.1 (rule env-gateway-floor). */
  readonly size: Size;
  /** One larger: it carries the traffic of every tenant. */
  readonly entrySize: Size;
  /** Whether hosts of tenants' own need one: where people throw fleets away, nobody waits for DNS. */
  readonly proof: Domains["proof"];
}

/** By what an environment is for. */
export const profiles: Readonly<Record<Profile, ProfileDefaults>> = {
  prod: { protect: true, size: "l", entrySize: "xl", proof: "required" },
  staging: { protect: true, size: "m", entrySize: "l", proof: "required" },
  test: { protect: false, size: "s", entrySize: "m", proof: "none" },
  dev: { protect: false, size: "xs", entrySize: "s", proof: "none" },
};

/** Of an environment that says none: its own name where that is one, and else the strictest. */
export const profileOf = (environment: string): Profile =>
  environment === "staging" || environment === "test" || environment === "dev" ? environment : "prod";

export const defaults = {
  dnsDomain: "cluster.local",
  platformNamespaces: [] as string[],
  imagePullSecrets: [] as string[],
  /** Everybody may come in: whom a tenant serves is the tenant's business. */
  entry: { sourceCidrs: ["0.0.0.0/0", "::/0"] as string[], tls: { minVersion: "TLSv1.2" }, allowPlainHttp: false },
  /** The burst is the controller's own (annotations/local_rate_limit.go). */
  door: { redirect: true, burst: 5 },
  tls: {
    kind: "ClusterIssuer",
    algorithm: "ECDSA",
    /** Of cert-manager's own chart and manifests. */
    certManager: "system:serviceaccount:cert-manager:cert-manager",
    /** A week more than the policy pack wants a certificate to last (tls-secret-covers-and-owned). */
    warnDays: 21,
  },
  gateway: {
    watch: "own",
    gatewayApi: false,
    exposure: "cluster",
    ports: { http: 80, https: 443 },
    routesAs: "ingress",
  },
  /** What the API server has without `--service-node-port-range`. */
  nodePorts: { lowest: 30000, highest: 32767 },
  /** The chart's number and requests; its limits are twice and more, and a namespace's quota counts both. */
  pluginServer: { replicas: 2, cpu: "200m", memory: "256Mi" },
  /** Twice the chart's requests, which have no limits: it is a JVM, which takes what it may have. */
  console: { cpu: "500m", memory: "1Gi" },
  /** The chart has none. */
  redis: { cpu: "250m", memory: "512Mi" },
  /** Envoy with a configuration of its own: some 40 MiB. */
  pageServer: { replicas: 2, cpu: "100m", memory: "128Mi" },
  monitoring: {
    interval: 30,
    /** Envoy has about 250 of each backend, so room for some 200 of them. */
    sampleLimit: 50_000,
    alerts: {
      errorPercent: 5,
      latency: 2000,
      /** Of the 28 000 ports that Linux has for connections to one address (net.ipv4.ip_local_port_range). */
      connections: 20_000,
      /** ACME clients renew 30 days ahead: what is left after nine days of failing. */
      certificateDays: 21,
      quotaPercent: 90,
      quietBelow: 1,
    },
  },
  protocol: "TCP",
  route: { path: "/", pathType: "Prefix", redirect: 302, mirror: { percent: 100 } },
  /** What the controller takes by itself lets everybody send credentials (annotations/cors.go). */
  cors: {
    methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    headers: ["authorization", "content-type", "x-requested-with"],
    credentials: false,
    maxAge: "1h",
  },
  /** The controller's own (annotations/retry.go). */
  retryAfter: ["5xx"],
  /** The controller's own (annotations/loadbalance.go). */
  cookiePath: "/",
  registry: {
    protocol: "http",
    /** Ports that the servers themselves listen on by default. */
    ports: { nacos: 8848, zookeeper: 2181, consul: 8500, eureka: 8761 },
    /** The controller reads "" as the namespace `public`. */
    namespaceId: "",
    /** The group of services that name none; with an empty list the controller would fetch nothing. */
    groups: ["DEFAULT_GROUP"] as string[],
  },
} as const;
