import { expect } from "chai";
import { changeRegion, changeTenant, validFleet, validGateway, validTenant } from "../fleet.ts";
import { told } from "./told.ts";

describe("regions", () => {
  it("are needed, and their absence is told once", () => {
    expect(told(validFleet({ regions: {} }))).to.deep.equal([
      "regions: the fleet has no region | Describe at least one cluster under regions.",
    ]);
  });

  it("may be one", () => {
    const { south } = validFleet().regions;
    if (south === undefined) throw new Error("the fixture has a region south");
    expect(told(validFleet({ regions: { south }, tenants: [validTenant("globex")] }))).to.deep.equal([]);
  });

  it("that a tenant names must exist", () => {
    expect(told(changeTenant(validFleet(), "globex", { regions: ["south", "west"] }))).to.deep.equal([
      'tenants[1].regions[1]: tenant "globex" runs in region "west", which the fleet does not have | Use one of "south", "north", or describe "west" under regions.',
    ]);
  });

  it("that a gateway names must exist", () => {
    expect(told(validFleet({ gateways: [validGateway("internal", { regions: ["west"] })] }))).to.deep.equal([
      'gateways[0].regions[0]: gateway "internal" runs in region "west", which the fleet does not have | Use one of "south", "north", or describe "west" under regions.',
    ]);
  });

  it("are not found among the properties every object has", () => {
    expect(told(changeTenant(validFleet(), "globex", { regions: ["constructor"] }))).to.have.length(1);
  });

  it("may be named once", () => {
    expect(told(changeTenant(validFleet(), "globex", { regions: ["south", "north", "south"] }))).to.deep.equal([
      'tenants[1].regions[2]: tenant "globex" names region "south" twice | Name it once.',
    ]);
  });

  it("may not be none", () => {
    expect(told(changeTenant(validFleet(), "globex", { regions: [] }))).to.deep.equal([
      'tenants[1].regions: tenant "globex" runs in no region | Name at least one of "south", "north".',
    ]);
  });

  it("do not all stand drained", () => {
    const south = changeRegion(validFleet(), "south", { drained: true });
    expect(told(south)).to.deep.equal([]);
    expect(told(changeRegion(south, "north", { drained: true }))).to.deep.equal([
      'regions.north.drained: no region takes requests: "south", "north" are all drained | Take `drained` back in one of them.',
    ]);
  });

  it("that are near must be others of the fleet, each once", () => {
    const near = (...names: readonly string[]) => told(changeRegion(validFleet(), "south", { near: names }));
    expect(near("north")).to.deep.equal([]);
    expect(near("west", "south", "north", "north")).to.deep.equal([
      'regions.south.near[0]: the fleet has no region "west" | Use one of "north", or remove it.',
      'regions.south.near[1]: region "south" is near to itself | Use one of "north", or remove it.',
      'regions.south.near[3]: "north" is named twice | Name it once.',
    ]);
  });

  it("may be all, in any order", () => {
    expect(told(changeTenant(validFleet(), "globex", { regions: ["north", "south"] }))).to.deep.equal([]);
  });
});
