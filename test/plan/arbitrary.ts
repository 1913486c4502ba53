/** Valid fleets of every shape, for laws. */
import fc from "fast-check";
import { answerIn } from "../../plan/maintenance.ts";
import type { Allowance, Fleet, Gateway, Maintenance, Route, Shown, Tenant } from "../../plan/model.ts";
import type { Door } from "../../plan/model/door.ts";
import type { Registry } from "../../plan/model/registry.ts";
import { maxIdLength } from "../../plan/names.ts";
import type { Resources } from "../../plan/model/sizing.ts";
import { builtInSizes } from "../../plan/sizes.ts";
import { withTraffic } from "./arbitrary-traffic.ts";
import { makeCertificate } from "../support/certificate.ts";
import { validFleet, validGateway, validTenant } from "./fleet.ts";

const base = validFleet();
const regions = Object.keys(base.regions);

const ownSizes: Fleet["sizes"] = {
  roomy: { base: "m", gateway: { replicas: 3, memory: "3Gi" }, discovery: { cpu: "2" }, autoscaling: { max: 9 } },
};
const size = fc.constantFrom(...builtInSizes, ...Object.keys(ownSizes));
const resources: fc.Arbitrary<Resources> = fc.constantFrom<Resources>(
  {},
  { autoscaling: false },
  { gateway: { replicas: 4, surge: 3, cpu: "750m" }, autoscaling: { max: 12, targetCpu: 55, scaleDown: { pods: 2 } } },
);
const someRegions = fc.subarray(regions, { minLength: 1 });
const port = fc.integer({ min: 1, max: 64000 });
/** No name contains "gateway", so that one tenant's namespace is never part of another's by chance. */
const name = fc.stringMatching(/^[a-f]([a-f0-9-]{0,6}[a-f0-9])?$/);
const address = fc.tuple(fc.integer({ min: 100, max: 200 }), fc.nat(255)).map(([a, b]) => `10.${a}.${b}.1`);
const cidr = fc.oneof(
  address.map((each) => `${each}/32`),
  fc.constantFrom("10.0.0.0/8", "0.0.0.0/0", "2001:db8::/32"),
);
const namespace = fc.constantFrom("middleware", "monitoring");
const quota = fc.constantFrom({}, { pods: "64" }, { "requests.cpu": "64", "limits.memory": "256Gi" });

const allowance: fc.Arbitrary<Allowance> = fc.record({
  peer: fc.oneof(fc.record({ cidr }), fc.record({ namespace })),
  protocol: fc.constantFrom("TCP", "UDP"),
  ports: fc.uniqueArray(port, { minLength: 1, maxLength: 3 }),
});

const server = {
  name,
  port,
  cidrs: fc.array(cidr, { maxLength: 2 }),
  domain: fc.oneof(
    address,
    namespace.map((each) => `registry.${each}.svc.cluster.local`),
    fc.constant("registry.example.net"),
  ),
};
const credentials = fc.record({ secret: name.map((each) => `login-${each}`), generate: fc.boolean() });
const interval = fc.integer({ min: 10, max: 86400 });
const service = { name, port, protocol: fc.constantFrom("http", "https", "grpc") };

const registry: fc.Arbitrary<Registry> = fc.oneof(
  fc.record(
    {
      ...server,
      type: fc.constantFrom("nacos", "nacos2", "nacos3"),
      namespaceId: fc.constantFrom("", "prod"),
      groups: fc.uniqueArray(name, { minLength: 1, maxLength: 2 }),
      credentials,
      refreshInterval: interval,
    },
    { requiredKeys: ["name", "port", "cidrs", "domain", "type", "namespaceId", "groups"] },
  ),
  fc.record({ ...server, type: fc.constant("zookeeper"), servicesPath: fc.constantFrom([], ["/shop"]) }),
  fc.record(
    { ...server, type: fc.constant("consul"), datacenter: name, credentials, refreshInterval: interval },
    { requiredKeys: ["name", "port", "cidrs", "domain", "type", "datacenter"] },
  ),
  fc.record({ ...server, type: fc.constant("eureka") }),
  fc.record({
    ...service,
    type: fc.constant("static"),
    endpoints: fc.uniqueArray(
      fc.tuple(address, port).map(([host, at]) => `${host}:${at}`),
      { minLength: 1 },
    ),
  }),
  fc.record({
    ...service,
    type: fc.constant("dns"),
    cidrs: server.cidrs,
    domains: fc.uniqueArray(server.domain, { minLength: 1, maxLength: 3 }),
  }),
);

const route = (id: string): fc.Arbitrary<Route> =>
  fc.record({
    name,
    host: name.map((each) => `${each}.${id}.${base.domain}`),
    path: name.map((each) => `/${each}`),
    pathType: fc.constantFrom("Prefix", "Exact"),
    backend: fc.oneof(
      fc.record({ service: name, port }),
      fc.record({
        destinations: fc.tuple(fc.record({ host: name.map((each) => `${each}.dns`), weight: fc.constant(100) })),
      }),
    ),
  });

const named = <T extends { readonly name: string }>(item: fc.Arbitrary<T>) =>
  fc.uniqueArray(item, { maxLength: 4, selector: (each) => each.name });

const groups = fc.uniqueArray(name, { maxLength: 2 });

const door: fc.Arbitrary<Door> = fc.record(
  {
    tls: fc.constantFrom({}, { minVersion: "TLSv1.3" }, { ciphers: ["ECDHE-RSA-AES128-GCM-SHA256"] }),
    redirect: fc.boolean(),
    sourceCidrs: fc.uniqueArray(cidr, { maxLength: 2 }),
    rateLimit: fc.record({
      requests: fc.integer({ min: 1, max: 1_000_000 }),
      per: fc.constantFrom("second", "minute"),
      burst: fc.integer({ min: 1, max: 9 }),
    }),
  },
  { requiredKeys: ["tls", "redirect", "sourceCidrs"] },
);

/** Who is away, and what its clients get then. */
const maintenance: fc.Arbitrary<Maintenance> = fc
  .record({
    active: fc.boolean(),
    shown: fc.constantFrom<Shown | undefined>(
      undefined,
      { page: "https://status.example.org/" },
      { answer: { body: "Back at noon.", type: "text" } },
      { answer: { body: "<h1>Closed</h1>", type: "html", retryAfter: 600 } },
    ),
  })
  // Under maintenance there is something to show.
  .map(({ active, shown }) => (shown === undefined ? { active: false } : { active, shown }));

/** Answers need who gives them. */
const withoutAnswer = (tenant: Tenant): Tenant =>
  answerIn(tenant.maintenance.shown) === undefined ? tenant : { ...tenant, maintenance: { active: false } };

/** The tenant as the fleet can have it. */
export const fitting = ({ entry }: Fleet, tenant: Tenant): Tenant =>
  entry.pageServer === undefined ? withoutAnswer(tenant) : tenant;

const authority = makeCertificate({ authority: true }).pem;

/** Own hosts are below a domain of the tenant's own, so that no two tenants claim one. */
const tenant = (id: string): fc.Arbitrary<Tenant> =>
  fc
    .record({
      size,
      resources,
      quota,
      entry: door,
      regions: someRegions,
      hosts: fc.uniqueArray(
        name.map((each) => `${each}.${id}.example.org`),
        { maxLength: 3 },
      ),
      access: fc.record({ operators: groups, viewers: groups }),
      network: fc.record({
        ingress: fc.array(allowance, { maxLength: 3 }),
        egress: fc.array(allowance, { maxLength: 3 }),
      }),
      registries: named(registry),
      routes: withTraffic(named(route(id))),
      asked: fc.boolean(),
      suspend: fc.boolean(),
      maintenance,
    })
    .map(({ asked, ...change }) => {
      const system = `*.${id}.${base.domain}`;
      const own = { secret: `${id}-own-tls`, names: [`*.${id}.example.org`] };
      const certificates = [
        { secret: `${id}-tls`, names: [system] },
        asked ? { ...own, clientAuthority: { pem: authority } } : own,
      ];
      return validTenant(id, { ...change, certificates });
    });

const gateway = (id: string): fc.Arbitrary<Gateway> =>
  fc
    .record({
      size,
      resources,
      quota,
      watch: fc.constantFrom("own", "all"),
      exposure: fc.constantFrom("cluster", "load-balancer", "node-port"),
      ports: fc.constantFrom<Gateway["ports"]>(
        { http: 80, https: 443 },
        { http: 8080, https: false },
        { http: false, https: 8443 },
      ),
      regions: someRegions,
      sourceCidrs: fc.uniqueArray(cidr, { minLength: 1, maxLength: 2 }),
    })
    .map((change) => validGateway(id, change));

const many = <T>(prefix: string, max: number, item: (id: string) => fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc
    .uniqueArray(
      name.map((each) => prefix + each),
      { maxLength: max },
    )
    .chain((ids) => fc.tuple(...ids.map(item)));

export const arbitraryRegion: fc.Arbitrary<string> = fc.constantFrom(...regions);

/** Gateways and tenants begin with letters of their own: which ids may stand side by side is for the checks to say. */
export const arbitraryFleet: fc.Arbitrary<Fleet> = fc
  .record({
    protect: fc.boolean(),
    entry: fc.record(
      {
        size,
        resources,
        quota,
        tls: fc.constantFrom({ minVersion: "TLSv1.2" }, { minVersion: "TLSv1.3", maxVersion: "TLSv1.3" }),
        allowPlainHttp: fc.boolean(),
        sourceCidrs: fc.uniqueArray(cidr, { minLength: 1, maxLength: 2 }),
        serviceAnnotations: fc.constantFrom({}, { "example.com/internal": "true" }),
        pageServer: fc.constant({ replicas: 2, cpu: "100m", memory: "128Mi" }),
      },
      {
        requiredKeys: ["size", "resources", "quota", "tls", "allowPlainHttp", "sourceCidrs", "serviceAnnotations"],
      },
    ),
    gateways: many("p", 2, gateway),
    tenants: many("t", 4, tenant),
  })
  .map((change) => validFleet({ ...change, sizes: ownSizes }))
  .map((fleet) => ({ ...fleet, tenants: fleet.tenants.map((each) => fitting(fleet, each)) }));

/** A tenant that is in no such fleet. */
export const arbitraryNewcomer: fc.Arbitrary<Tenant> = tenant("newcomer");

/** A gateway and a tenant that run everywhere, with ids as long as an id may be; no such fleet has them. */
export const arbitraryLongest: fc.Arbitrary<Pick<Fleet, "gateways" | "tenants">> = fc
  .tuple(gateway("p".repeat(maxIdLength)), tenant("t".repeat(maxIdLength)))
  .map(([longGateway, longTenant]) => ({
    gateways: [{ ...longGateway, regions }],
    tenants: [{ ...longTenant, regions }],
  }));
