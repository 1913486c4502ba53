import { expect } from "chai";
import { claimantsOf } from "../../plan/capacity.ts";
import { fleetFacts } from "../../plan/facts.ts";
import type { Fleet, Override } from "../../plan/model.ts";
import type { Registry } from "../../plan/model/registry.ts";
import { differences } from "./differences.ts";
import { changeRegion, changeTenant, validFleet } from "./fleet.ts";
import type { Shared } from "../../plan/model/backend.ts";
import { planned } from "./planned.ts";
import { told } from "./checks/told.ts";
import { faultsOf, fleetOf, spoil, written } from "./written.ts";

const both: Fleet = changeTenant(validFleet(), "globex", { regions: ["south", "north"] });
const globex = (own: Override, fleet = both): Fleet => changeTenant(fleet, "globex", { inRegion: { south: own } });
const replaced = (own: Override): Fleet => changeTenant(both, "globex", own);

const eureka: Registry = { type: "eureka", name: "spring", domain: "10.92.0.10", port: 8761, cidrs: [] };
const limits = { ...both.tenants[1]?.limits, max: { cpu: "2", memory: "4Gi" } } as Override["limits"];

describe("What a tenant has otherwise in one region", () => {
  const overrides: Readonly<Record<string, Override>> = {
    size: { size: "m" },
    resources: { resources: { gateway: { cpu: "600m" } } },
    quota: { quota: { pods: "40" } },
    limits: { ...(limits && { limits }) },
    network: { network: { ingress: [], egress: [{ peer: { cidr: "10.80.0.0/24" }, protocol: "TCP", ports: [443] }] } },
    registries: { registries: [eureka] },
  };
  for (const [what, own] of Object.entries(overrides)) {
    it(`is there as if it were the tenant's own, and nowhere else: ${what}`, () => {
      expect(planned(globex(own), "south")).to.deep.equal(planned(replaced(own), "south"));
      expect(differences(both, globex(own))).to.not.deep.equal([]);
      expect(planned(globex(own), "north")).to.deep.equal(planned(both, "north"));
    });
  }

  it("replaces the tenant's own as a whole", () => {
    const fleet = changeTenant(both, "globex", {
      quota: { pods: "40" },
      inRegion: { south: { quota: { secrets: "90" } } },
    });
    const [south, north] = ["south", "north"].map(
      (region) => planned(fleet, region).tenants.find(({ id }) => id === "globex")?.quota.spec.hard,
    );
    expect(south).to.include({ secrets: "90" });
    expect(south?.["pods"]).to.not.equal("40");
    expect(north).to.include({ pods: "40" });
  });

  it("is what the policy pack and the capacity of the region are told", () => {
    const fleet = globex({ size: "m", registries: [eureka] });
    const registries = (region: string) =>
      fleetFacts(fleet, region).tenants.find(({ id }) => id === "globex")?.registries;
    expect(registries("south")).to.have.length(1);
    expect(registries("north")).to.deep.equal([]);
    expect(claimantsOf(fleet, "south")).to.deep.equal(claimantsOf(replaced({ size: "m" }), "south"));
    expect(claimantsOf(fleet, "north")).to.deep.equal(claimantsOf(both, "north"));
  });
});

describe("Faults of what is otherwise in one region", () => {
  it("are a region that the tenant is not in, and what it has anyway", () => {
    expect(told(changeTenant(validFleet(), "globex", { inRegion: { north: { size: "m" } } }))).to.deep.equal([
      'tenants[1].inRegion.north: tenant "globex" does not run in region "north" | Use one of "south", or remove it.',
    ]);
    expect(told(globex({ size: "s" }))).to.deep.equal([
      "tenants[1].inRegion.south.size: is what the tenant has everywhere, so that it changes nothing | Remove it, or say what is different there.",
    ]);
  });

  it("are told where it is written, and once", () => {
    const findings = told(globex({ quota: { pods: "1" } }));
    expect(findings.map((each) => each.split(": ")[0])).to.deep.equal(["tenants[1].inRegion.south.quota.pods"]);
  });

  it("are told with the region where something else does not go with it", () => {
    const fleet = changeTenant(both, "globex", { quota: { pods: "9" }, inRegion: { south: { size: "l" } } });
    const findings = told(fleet);
    expect(findings.length).to.be.above(0);
    for (const each of findings) expect(each).to.match(/^tenants\[1\]\.(quota|limits)\S*: in region "south", /);
  });

  it("are two registries of one host there", () => {
    const twice = { registries: [eureka, { ...eureka, name: "other", domain: "10.92.0.11" }] };
    expect(told(globex(twice))[0]).to.match(/^tenants\[1\]\.inRegion\.south\.registries/);
  });
});

describe("What is otherwise in one region beside shares of all of them", () => {
  it("is no fault of a distance that has its destinations in the other regions", () => {
    const backend: Shared = {
      destinations: [
        { host: "orders-south.eureka", region: "south" },
        { host: "orders-north.eureka", region: "north" },
      ],
      shares: { local: 80, near: 15, remote: 5 },
    };
    const fleet = changeRegion(
      changeTenant(both, "globex", {
        registries: [eureka],
        routes: [{ name: "orders", host: "orders.globex.aigw.example.com", path: "/", pathType: "Prefix", backend }],
        inRegion: { north: { size: "m" } },
      }),
      "south",
      { near: ["north"] },
    );
    expect(told(fleet)).to.deep.equal([]);
  });
});

describe("inRegion in a file", () => {
  const acme = "owner: team@acme.org\n";

  it("takes the names of services to the hosts of the registries that are there, and limits to the size that is there", () => {
    const registry = "{ type: nacos2, name: nacos, domain: 10.90.0.9, namespaceId: ";
    const text = spoil(
      '      - { type: static, name: billing, endpoints: ["192.0.2.10:8443"], port: 443 }\n',
      `      - ${registry}all }\n`,
      spoil(
        "backend: { service: api, port: 8080 }",
        "backend: { service: api@nacos }",
        spoil(acme, `${acme}    inRegion: { south: { size: l, registries: [${registry}south }] } }\n`),
      ),
    );
    const [tenant] = fleetOf(text).tenants;
    const host = (routes: Override["routes"]) => routes?.map(({ backend }) => backend);
    expect(host(tenant?.routes)).to.deep.equal([
      { destinations: [{ host: "api.DEFAULT-GROUP.all.nacos", weight: 100 }] },
    ]);
    expect(host(tenant?.inRegion?.["south"]?.routes)).to.deep.equal([
      { destinations: [{ host: "api.DEFAULT-GROUP.south.nacos", weight: 100 }] },
    ]);
    expect(tenant?.inRegion?.["south"]?.limits).to.not.deep.equal(tenant?.limits);
  });

  it("is refused where it says nothing, names no size, or has what is not of a region", () => {
    const faults = (own: string) => faultsOf(spoil(acme, `${acme}    inRegion: { south: ${own} }\n`, written));
    expect(faults("{}")[0]).to.include("tenants[0].inRegion.south: ").and.include("says nothing");
    expect(faults("{ size: huge }")[0]).to.include('tenants[0].inRegion.south.size: "huge"');
    expect(faults("{ hosts: [a.example.org] }").at(-1)).to.include(
      "tenants[0].inRegion.south.hosts: there is no such setting",
    );
  });
});
