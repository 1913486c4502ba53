import { expect } from "chai";
import type { Fleet } from "../../plan/model.ts";
import { builtins } from "../../plan/plugins/builtins.ts";
import { fleetOf, spoil } from "./written.ts";
import { fleet } from "./whole.ts";
import { text } from "./whole-text.ts";

const minimal = `environment: test
domain: aigw.example.com
regions:
  south: { podCidrs: [10.244.0.0/16], serviceCidrs: [10.96.0.0/16], apiServerCidrs: [172.18.0.2/32] }
higress:
  chart: { path: ./local/chart/higress-core }
  crds: ./crds.yaml
tenants:
  - id: acme
    owner: team@acme.org
`;

/** The only tenant of the minimal file, with more lines. */
const tenantWith = (...lines: readonly string[]) => {
  const [tenant] = fleetOf(`${minimal}${lines.map((line) => `    ${line}\n`).join("")}`).tenants;
  if (tenant === undefined) throw new Error("the file has no tenant");
  return tenant;
};

describe("what a fleet file leaves out", () => {
  it("is nothing when everything is written", () => {
    expect(fleetOf(text)).to.deep.equal(fleet);
  });

  it("is filled in: the smallest file is a whole fleet", () => {
    const expected: Fleet = {
      environment: "test",
      domain: "aigw.example.com",
      profile: "test",
      protect: false,
      regions: {
        south: {
          dnsDomain: "cluster.local",
          podCidrs: ["10.244.0.0/16"],
          serviceCidrs: ["10.96.0.0/16"],
          apiServerCidrs: ["172.18.0.2/32"],
          platformNamespaces: [],
        },
      },
      higress: {
        chart: { from: "path", path: "./local/chart/higress-core" },
        crds: "./crds.yaml",
        imagePullSecrets: [],
      },
      sizes: {},
      tls: { issuers: [], certManager: "system:serviceaccount:cert-manager:cert-manager", warnDays: 21 },
      entry: {
        size: "m",
        resources: {},
        sourceCidrs: ["0.0.0.0/0", "::/0"],
        serviceAnnotations: {},
        tls: { minVersion: "TLSv1.2" },
        allowPlainHttp: false,
        quota: {},
      },
      gateways: [],
      plugins: {
        versions: {},
        registries: [],
        registryCidrs: [],
        allowed: builtins.map(({ name }) => name),
        allowedFor: {},
      },
      platform: { groups: [], users: [] },
      waivers: [],
      policy: { rules: {} },
      domains: { proof: "none" },
      dns: {},
      proofs: [],
      tenants: [
        {
          id: "acme",
          owner: "team@acme.org",
          suspend: false,
          maintenance: { active: false },
          size: "s",
          resources: {},
          regions: ["south"],
          hosts: [],
          withheld: [],
          certificates: [{ secret: "acme-tls", names: ["*.acme.aigw.example.com"] }],
          entry: { tls: {}, redirect: true, sourceCidrs: [] },
          quota: {},
          limits: {
            default: { cpu: "100m", memory: "128Mi" },
            defaultRequest: { cpu: "100m", memory: "128Mi" },
            max: { cpu: "500m", memory: "512Mi" },
          },
          access: { operators: [], viewers: [] },
          network: { ingress: [], egress: [] },
          registries: [],
          routes: [],
          plugins: [],
        },
      ],
    };
    expect(fleetOf(minimal)).to.deep.equal(expected);
  });

  for (const [profile, protect, size, entrySize] of [
    ["prod", true, "l", "xl"],
    ["staging", true, "m", "l"],
    ["test", false, "s", "m"],
    ["dev", false, "xs", "s"],
  ] as const) {
    it(`is the profile's: protection and sizes of ${profile}`, () => {
      const gateways = "gateways: [{ id: shared, sourceCidrs: [192.0.2.0/24] }]\n";
      const inEnvironment = (lines: string) => fleetOf(spoil("environment: test\n", lines, minimal) + gateways);
      const expected = { profile, protect, sizes: [entrySize, size, size] };
      for (const lines of [`environment: ${profile}\n`, `environment: live\nprofile: ${profile}\n`]) {
        const { entry, gateways: shared, tenants, ...fleet } = inEnvironment(lines);
        const given = [entry, ...shared, ...tenants].map((each) => each.size);
        expect({ profile: fleet.profile, protect: fleet.protect, sizes: given }, lines).to.deep.equal(expected);
      }
      const own = inEnvironment(`environment: ${profile}\nprotect: ${!protect}\nentry: { size: xs }\n`);
      expect([own.protect, own.entry.size]).to.deep.equal([!protect, "xs"]);
    });
  }

  it("is the strictest profile's where the environment's name is none", () => {
    const { profile, protect } = fleetOf(spoil("environment: test", "environment: production", minimal));
    expect([profile, protect]).to.deep.equal(["prod", true]);
  });

  it("is the same whether a map is left out or empty", () => {
    expect(tenantWith("limits: {}", "access: {}", "network: {}", "quota: {}", "resources: {}")).to.deep.equal(
      tenantWith(),
    );
    expect(fleetOf(`${minimal}entry: {}\nsizes: {}\ngateways: []\n`)).to.deep.equal(fleetOf(minimal));
  });

  it("may be a chart's repository as well", () => {
    const chart = "chart: { repository: https://charts.example.com/x, name: higress-core, version: 2.2.4 }";
    expect(fleetOf(spoil("chart: { path: ./local/chart/higress-core }", chart, minimal)).higress.chart).to.deep.equal({
      from: "repository",
      repository: "https://charts.example.com/x",
      name: "higress-core",
      version: "2.2.4",
    });
  });

  it("are the regions: then it is all of them", () => {
    const second =
      "  north: { podCidrs: [10.1.0.0/16], serviceCidrs: [10.2.0.0/16], apiServerCidrs: [10.3.0.1/32] }\nhigress:";
    const both = spoil("higress:", second, minimal);
    const some =
      "gateways:\n  - { id: shared, sourceCidrs: [192.0.2.0/24] }\n  - { id: cold, sourceCidrs: [192.0.2.0/24], regions: [north] }\n";
    const { gateways, tenants } = fleetOf(both + some);
    expect(tenants[0]?.regions).to.deep.equal(["south", "north"]);
    expect(gateways[1]?.regions).to.deep.equal(["north"]);
    expect(gateways.slice(0, 1)).to.deep.equal([
      {
        id: "shared",
        size: "s",
        resources: {},
        watch: "own",
        gatewayApi: false,
        exposure: "cluster",
        ports: { http: 80, https: 443 },
        backendNamespaces: [],
        nodePorts: {},
        serviceAnnotations: {},
        sourceCidrs: ["192.0.2.0/24"],
        listeners: [],
        routes: [],
        routesAs: "ingress",
        regions: ["south", "north"],
        quota: {},
      },
    ]);
  });

  it("is the certificate of the system host, after those that are listed", () => {
    const own = '{ secret: org, names: ["api.acme.org", "*.sub.acme.aigw.example.com"] }';
    expect(
      tenantWith("hosts: [api.acme.org, x.sub.acme.aigw.example.com]", `certificates: [${own}]`).certificates,
    ).to.deep.equal([
      { secret: "org", names: ["api.acme.org", "*.sub.acme.aigw.example.com"] },
      { secret: "acme-tls", names: ["*.acme.aigw.example.com"] },
    ]);
  });

  it("is not that certificate when one with the name is listed, however it is spelt", () => {
    expect(
      tenantWith('certificates: [{ secret: mine, names: ["*.ACME.aigw.Example.com"] }]').certificates,
    ).to.deep.equal([{ secret: "mine", names: ["*.acme.aigw.example.com"] }]);
  });

  it("are certificates of the default issuer for every host that has none, the system host's by itself", () => {
    const hosts = "hosts: [api.acme.org, www.acme.org, a.acme.aigw.example.com]";
    const issued = (...written: readonly string[]) => {
      const tls = "tls: { issuers: [{ name: ca }], defaultIssuer: ca }\ntenants:";
      const text = minimal.replace("tenants:", tls) + [hosts, ...written].map((line) => `    ${line}\n`).join("");
      return fleetOf(text).tenants[0]?.certificates;
    };
    const system = { secret: "acme-tls", names: ["*.acme.aigw.example.com"], issuer: "ca" };
    expect(issued()).to.deep.equal([
      system,
      { secret: "acme-hosts-tls", names: ["api.acme.org", "www.acme.org"], issuer: "ca" },
    ]);
    expect(issued("certificates: [{ secret: own, names: [api.acme.org] }]")).to.deep.equal([
      { secret: "own", names: ["api.acme.org"] },
      system,
      { secret: "acme-hosts-tls", names: ["www.acme.org"], issuer: "ca" },
    ]);
    expect(issued("certificates: [{ issuer: ca, secret: acme-all-tls }]")).to.deep.equal([
      { issuer: "ca", secret: "acme-all-tls", names: ["*.acme.aigw.example.com", "api.acme.org", "www.acme.org"] },
    ]);
  });

  it("are limits: each number by itself, from the size", () => {
    expect(tenantWith("size: l", "limits: { max: { cpu: '3' }, default: { memory: 1Gi } }").limits).to.deep.equal({
      default: { cpu: "100m", memory: "1Gi" },
      defaultRequest: { cpu: "100m", memory: "128Mi" },
      max: { cpu: "3", memory: "2Gi" },
    });
  });

  it("are the ports of registries, and what their controllers take for granted", () => {
    const inside = "domain: registry.acme-gateway.svc.cluster.local";
    const { registries } = tenantWith(
      "registries:",
      `- { type: nacos, name: a, ${inside} }`,
      `- { type: zookeeper, name: b, ${inside} }`,
      `- { type: consul, name: c, ${inside}, datacenter: dc1, credentials: { secret: login } }`,
      `- { type: eureka, name: d, ${inside} }`,
      '- { type: static, name: e, endpoints: ["192.0.2.1:80"], port: 80 }',
    );
    const domain = "registry.acme-gateway.svc.cluster.local";
    expect(registries).to.deep.equal([
      { type: "nacos", name: "a", domain, port: 8848, cidrs: [], namespaceId: "", groups: ["DEFAULT_GROUP"] },
      { type: "zookeeper", name: "b", domain, port: 2181, cidrs: [], servicesPath: [] },
      {
        type: "consul",
        name: "c",
        domain,
        port: 8500,
        cidrs: [],
        datacenter: "dc1",
        credentials: { secret: "login", generate: false },
      },
      { type: "eureka", name: "d", domain, port: 8761, cidrs: [] },
      { type: "static", name: "e", endpoints: ["192.0.2.1:80"], port: 80, protocol: "http" },
    ]);
  });

  it("are path, path type and the weight of an only destination", () => {
    const { routes } = tenantWith(
      'registries: [{ type: static, name: e, endpoints: ["192.0.2.1:80"], port: 80 }]',
      "routes: [{ name: r, host: a.acme.aigw.example.com, backend: { destinations: [{ registry: e }] } }]",
    );
    expect(routes).to.deep.equal([
      {
        name: "r",
        host: "a.acme.aigw.example.com",
        path: "/",
        pathType: "Prefix",
        backend: { destinations: [{ host: "e.static", weight: 100 }] },
      },
    ]);
  });
});
