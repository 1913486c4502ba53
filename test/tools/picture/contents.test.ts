import { expect } from "chai";
import fc from "fast-check";
import { contentsOf } from "../../../tools/picture/contents.ts";
import { fleetOf } from "../../support/plan.ts";
import { testContents } from "./fleets.ts";

describe("what a picture shows", () => {
  const prod = fleetOf("fleets/prod.yaml");

  it("is the tenants and gateways of one region", () => {
    const ids = (region: string) => contentsOf(prod, region).tenants.map(({ id }) => id);
    expect(ids("south")).to.include("checkout").and.not.include("partners");
    expect(ids("north")).to.include("partners");
    expect(contentsOf(prod, "north").region).to.equal("north");
    const [gateway] = prod.gateways;
    const gateways = gateway === undefined ? [] : [{ ...gateway, regions: ["north"] }];
    expect(contentsOf({ ...prod, gateways }, "south").gateways).to.deep.equal([]);
    expect(contentsOf({ ...prod, gateways }, "north").gateways.map(({ id }) => id)).to.deep.equal(["internal"]);
  });

  it("has the hosts that a tenant was given before its system host", () => {
    expect(testContents().tenants[0]?.hosts).to.deep.equal([
      "*.api.acme.example",
      "shop.acme.example",
      "xn--bcher-kva.acme.example",
      "*.acme.aigw.example.com",
    ]);
  });

  it("says where each kind of registry is", () => {
    const places = Object.fromEntries(
      testContents().tenants.flatMap(({ registries }) => registries.map(({ name, places }) => [name, places])),
    );
    expect(places).to.deep.include({
      core: ["consul.globex.example:8500"],
      nacos: ["nacos.acme-gateway.svc.cluster.local:8848"],
      stations: ["192.0.2.10:8080", "192.0.2.11:8080", "[2001:db8::10]:8080"],
      alerts: ["alerts-a.middleware.svc.cluster.local:9090", "alerts-b.middleware.svc.cluster.local:9090"],
    });
  });

  it("says what runs beside a gateway, and nothing where nothing does", () => {
    const { entry, gateways, tenants } = testContents();
    expect(entry.servers).to.deep.equal(["page server"]);
    const beside = (all: readonly { readonly id: string; readonly servers: readonly string[] }[]) =>
      Object.fromEntries(all.map(({ id, servers }) => [id, servers]));
    expect(beside(gateways)).to.deep.equal({ billing: [], edge: [], internal: ["plugin server", "Redis", "console"] });
    expect(beside(tenants)).to.deep.equal({ acme: [], globex: [], initech: ["plugin server", "Redis", "console"] });
  });

  it("does not depend on the order in which the file lists things", () => {
    const wanted = contentsOf(prod, "south");
    const { tenants } = prod;
    const shuffled = fc.shuffledSubarray([...tenants], { minLength: tenants.length });
    const holds = fc.property(shuffled, (order) => {
      expect(contentsOf({ ...prod, tenants: order }, "south")).to.deep.equal(wanted);
    });
    fc.assert(holds, { numRuns: 20 });
  });

  it("has no names of Secrets", () => {
    expect(JSON.stringify(testContents())).not.to.match(/secret|credentials|consul-token|acme-tls/);
  });

  it("refuses a region that there is not", () => {
    expect(() => contentsOf(prod, "west")).to.throw('no region "west"');
  });
});
