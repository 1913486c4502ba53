import { expect } from "chai";
import { planFleet } from "../../plan/plan.ts";
import { validFleet, validGateway } from "./fleet.ts";
import { fleet, planned, surroundings } from "./planned.ts";

const ids = (items: readonly { readonly id: string }[]): readonly string[] => items.map(({ id }) => id);

describe("The plan of a region", () => {
  it("has what runs there, sorted by id", () => {
    const gateways = [validGateway("west", { regions: ["north"] }), validGateway("shared"), validGateway("internal")];
    const plan = planned(validFleet({ gateways, tenants: fleet.tenants.toReversed() }));
    expect(plan).to.include({ environment: "prod", region: "south", protect: true });
    expect(ids(plan.gateways)).to.deep.equal(["internal", "shared"]);
    expect(ids(plan.tenants)).to.deep.equal(["acme", "globex", "initech"]);
    expect(ids(planned(validFleet({ gateways }), "north").gateways)).to.deep.equal(["west"]);
    expect(ids(planned(fleet, "north").tenants)).to.deep.equal(["acme"]);
  });

  for (const region of ["west", "", "constructor"]) {
    it(`cannot be made for ${JSON.stringify(region)}: the message names the regions there are`, () => {
      expect(() => planFleet(fleet, region, surroundings)).to.throw(
        `The fleet has no region ${JSON.stringify(region)}. Set stack configuration "region" to one of: north, south.`,
      );
    });
  }

  it("tells by the release's description that a local chart has changed", () => {
    const local = validFleet({ higress: { ...fleet.higress, chart: { from: "path", path: "./chart" } } });
    const plan = planFleet(local, "south", { ...surroundings, chartDigest: (path) => `fedcba987654 of ${path}` });
    expect(plan.entry.release.description).to.contain("chart sha256:fedcba987654 of ./chart");
  });
});
