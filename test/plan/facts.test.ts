import { expect } from "chai";
import { doorAnnotations } from "../../plan/doors.ts";
import { fleetFacts } from "../../plan/facts.ts";
import type { Facts } from "../../policy/facts.ts";
import { changeRegion, changeTenant, reading, validFleet, validGateway } from "./fleet.ts";
import { fleet, planned } from "./planned.ts";

/** The annotation is the first test: the compiler holds the two shapes together. */
const facts: Facts = fleetFacts(fleet, "south");

/** By which every tenant's clients are known. */
const headers = { identityHeaders: ["x-mse-consumer"], addressHeader: "x-higress-fleet-client" };

describe("The fleet's facts", () => {
  it("name the class of a gateway that serves the Gateway API, and of no other", () => {
    const gateways = [validGateway("a", { gatewayApi: true }), validGateway("b")];
    expect(fleetFacts(validFleet({ gateways }), "south").gateways).to.deep.equal([
      {
        ...{ id: "a", namespace: "higress-a", ingressClass: "higress-a", watch: "own", exposure: "cluster" },
        ...{ ports: [80, 443], backendNamespaces: [] },
        gatewayClass: "higress-a",
      },
      {
        ...{ id: "b", namespace: "higress-b", ingressClass: "higress-b", watch: "own", exposure: "cluster" },
        ...{ ports: [80, 443], backendNamespaces: [] },
      },
    ]);
  });

  it("say who reads metrics, and nothing of how or of alerts", () => {
    expect(facts).not.to.have.property("monitoring");
    const { monitoring } = fleetFacts(validFleet({ monitoring: reading }), "south");
    expect(monitoring).to.deep.equal({ namespace: "monitoring", pods: { app: "prometheus" } });
  });

  it("say who owns what in the region, as the policy pack reads it", () => {
    expect(facts).to.deep.equal({
      environment: "prod",
      profile: "prod",
      region: "south",
      domain: "aigw.example.com",
      dnsDomain: "cluster.local",
      clusterCidrs: ["10.244.0.0/16", "10.96.0.0/16", "172.18.0.2/32"],
      apiServerCidrs: ["172.18.0.2/32"],
      platformNamespaces: ["middleware", "monitoring"],
      protect: true,
      chart: { name: "higress-core", repository: "https://higress.io/helm-charts", version: "2.2.4" },
      platform: { groups: [], users: [] },
      waivers: [],
      entry: { id: "entry", namespace: "higress-system", ingressClass: "higress-entry" },
      gateways: [
        {
          id: "internal",
          namespace: "higress-internal",
          ingressClass: "higress-internal",
          watch: "own",
          exposure: "cluster",
          backendNamespaces: [],
          ports: [80, 443],
        },
      ],
      tenants: [
        {
          id: "acme",
          namespace: "acme-gateway",
          ingressClass: "higress-acme",
          hosts: ["*.acme.aigw.example.com", "*.shop.acme.org", "api.acme.org", "v2.api.acme.aigw.example.com"],
          certificates: [
            { secret: "acme-tls", names: ["*.acme.aigw.example.com", "v2.api.acme.aigw.example.com"] },
            { secret: "acme-org-tls", names: ["api.acme.org", "*.shop.acme.org"] },
          ],
          registries: [
            {
              name: "orders",
              type: "nacos2",
              server: "nacos.middleware.svc.cluster.local",
              namespace: "acme-prod",
              cidrs: [],
            },
            { name: "dubbo", type: "zookeeper", server: "10.90.0.10", cidrs: [] },
            { name: "legacy", type: "consul", server: "consul.corp.example.net", cidrs: ["10.91.0.0/28"] },
            { name: "spring", type: "eureka", server: "10.92.0.10", cidrs: [] },
            { name: "billing", type: "static", cidrs: [] },
            { name: "partner", type: "dns", cidrs: ["198.51.100.0/24"] },
          ],
          network: {
            ingress: [{ peer: { namespace: "monitoring" }, protocol: "TCP", ports: [15020] }],
            egress: [
              { peer: { cidr: "10.80.0.0/24" }, protocol: "TCP", ports: [443] },
              { peer: { namespace: "middleware" }, protocol: "TCP", ports: [6379] },
            ],
          },
          groups: ["acme-operators", "acme-viewers"],
          door: { minTls: "TLSv1.2", plainHttp: false, sourceCidrs: [], ...headers },
        },
        {
          id: "globex",
          namespace: "globex-gateway",
          ingressClass: "higress-globex",
          hosts: ["*.globex.aigw.example.com"],
          certificates: [{ secret: "globex-tls", names: ["*.globex.aigw.example.com"] }],
          registries: [],
          network: { ingress: [], egress: [] },
          groups: [],
          door: { minTls: "TLSv1.2", plainHttp: false, sourceCidrs: [], ...headers },
        },
        {
          id: "initech",
          namespace: "initech-gateway",
          ingressClass: "higress-initech",
          hosts: ["*.initech.aigw.example.com"],
          certificates: [{ secret: "initech-tls", names: ["*.initech.aigw.example.com"] }],
          registries: [],
          network: { ingress: [], egress: [] },
          groups: [],
          door: { minTls: "TLSv1.2", plainHttp: false, sourceCidrs: [], ...headers },
        },
      ],
    });
  });

  it("say what the region's cluster has, where somebody declares it", () => {
    const capacity = { cpu: "64", memory: "256Gi" };
    const declared = changeRegion(fleet, "south", { capacity });
    expect(fleetFacts(declared, "south").capacity).to.deep.equal(capacity);
    expect(fleetFacts(declared, "north")).not.to.have.property("capacity");
  });

  it("say what each tenant's routes hold clients to", () => {
    const limits = { requests: 5, per: "minute", burst: 2 } as const;
    const strict = changeTenant(fleet, "acme", {
      entry: { tls: { minVersion: "TLSv1.3" }, redirect: false, sourceCidrs: ["192.0.2.0/24"], rateLimit: limits },
    });
    expect(fleetFacts(strict, "south").tenants[0]?.door).to.deep.equal({
      minTls: "TLSv1.3",
      plainHttp: true,
      sourceCidrs: ["192.0.2.0/24"],
      rateLimit: limits,
      ...headers,
    });
  });

  it("say which headers tell who a client is: what the entry's routes take away and write, tenant by tenant", () => {
    const consumers = [{ name: "desk", issuer: "i", keys: [], claimsToHeaders: { sub: "x-user" } }];
    const plugins = [{ use: "jwt-auth", name: "login", config: { consumers }, rules: [] }] as const;
    const known = changeTenant(fleet, "acme", { plugins });
    const { tenants } = fleetFacts(known, "south");
    expect(tenants.map(({ door }) => door.identityHeaders)).to.deep.equal([
      ["x-mse-consumer", "x-user"],
      ["x-mse-consumer"],
      ["x-mse-consumer"],
    ]);
    for (const tenant of known.tenants) {
      const door = tenants.find(({ id }) => id === tenant.id)?.door;
      const annotations = doorAnnotations(known.entry, tenant);
      expect(annotations["higress.io/request-header-control-remove"]).to.equal(door?.identityHeaders.join(","));
      expect(annotations["higress.io/request-header-control-update"]).to.match(/^x-higress-fleet-client /);
      expect(door?.addressHeader).to.equal("x-higress-fleet-client");
    }
  });

  it("agree with the plan of the same region", () => {
    const gateways = [validGateway("shared", { watch: "all", exposure: "load-balancer", regions: ["north"] })];
    const north = validFleet({ gateways });
    const plan = planned(north, "north");
    const { entry, gateways: shared, tenants, chart } = fleetFacts(north, "north");
    expect([entry, ...shared, ...tenants].map(({ id, namespace }) => [id, namespace])).to.deep.equal(
      [plan.entry, ...plan.gateways, ...plan.tenants].map(({ id, namespace }) => [id, namespace.metadata.name]),
    );
    expect(tenants.map(({ hosts }) => hosts)).to.deep.equal(plan.tenants.map(({ hosts }) => hosts));
    expect(chart.name).to.equal(plan.entry.release.chart);
  });

  it("leave out waivers for what runs in other regions, and none for what is nowhere", () => {
    const terms = { rule: "namespace-psa", reason: "Moves out.", owner: "#platform", expires: "2026-12-31" };
    const scopes = [
      { tenant: "acme" },
      { namespace: "acme-gateway" },
      { namespace: "higress-shared" },
      { tenant: "shared" },
      { tenant: "nobody" },
      { namespace: "monitoring" },
      { urn: "urn:pulumi:prod-north::p::t::n" },
    ];
    const here = (region: string) =>
      fleetFacts(
        changeTenant(
          validFleet({
            gateways: [validGateway("shared", { regions: ["north"] })],
            waivers: scopes.map((scope) => ({ ...terms, scope })),
          }),
          "acme",
          { regions: ["south"] },
        ),
        region,
      ).waivers.map(({ scope }) => scope);
    const everywhere = scopes.slice(3);
    expect(here("south")).to.deep.equal([...scopes.slice(0, 2), ...everywhere]);
    expect(here("north")).to.deep.equal([...scopes.slice(2, 3), ...everywhere]);
  });

  it("of an unknown region are refused as its plan is", () => {
    expect(() => fleetFacts(fleet, "west")).to.throw('The fleet has no region "west"');
  });

  it("name the chart of who has another than the fleet's", () => {
    const next = { from: "oci", reference: "oci://registry.example.com/higress-core", version: "2.2.5" } as const;
    const canary = { chart: next, gateways: ["internal"], tenants: ["acme"] };
    const told: Facts = fleetFacts(validFleet({ higress: { ...fleet.higress, canary } }), "south");
    const chart = { name: "oci://registry.example.com/higress-core", version: "2.2.5" };
    const charts = [...told.gateways, ...told.tenants].map((each) => [each.id, each.chart]);
    expect(charts).to.deep.equal([
      ["internal", chart],
      ["acme", chart],
      ...facts.tenants.slice(1).map(({ id }) => [id, undefined]),
    ]);
    expect(told.chart).to.deep.equal(facts.chart);
  });
});
