import { expect } from "chai";
import type { Destination, Shared, Spread } from "../../../plan/model/backend.ts";
import type { Fleet } from "../../../plan/model.ts";
import { changeRegion, changeTenant, validFleet } from "../fleet.ts";
import { told } from "./told.ts";

/** The fixture, in whose regions acme runs; `near` makes the north near to the south. */
const withSpread = (backend: Spread, fleet: Fleet = validFleet()): Fleet =>
  changeTenant(fleet, "acme", {
    routes: [{ name: "web", host: "api.acme.org", path: "/", pathType: "Prefix", backend }],
  });
const near = changeRegion(changeRegion(validFleet(), "south", { near: ["north"] }), "north", { near: ["south"] });
const drained = (name: string, fleet: Fleet = near) => changeRegion(fleet, name, { drained: true });

const at = (...names: readonly string[]): Shared["destinations"] =>
  names.map((region, nth) => ({ service: `web-${nth}`, port: 80, region }));
const shared: Shared = { destinations: at("south", "north"), shares: { local: 80, near: 20 } };
const place = "tenants[0].routes[0].backend";

describe("shares", () => {
  it("are for every distance that a destination has in one of the tenant's regions", () => {
    expect(told(withSpread(shared, near))).to.deep.equal([]);
    expect(told(withSpread(shared))).to.deep.equal([
      `${place}.destinations[1]: is remote in region "south", and "remote" has no share, so that nothing ever asks it there | Give "remote" a share, or take the destination out.`,
      `${place}.destinations[0]: is remote in region "north", and "remote" has no share, so that nothing ever asks it there | Give "remote" a share, or take the destination out.`,
      `${place}.shares.near: has 20 percent, and in none of the regions "south", "north" is a destination near | Add such a destination, correct \`near\` of the regions, or give the percents to the others.`,
    ]);
  });

  it("may be for a distance that has a destination in one region only", () => {
    const oneWay = changeRegion(validFleet(), "south", { near: ["north"] });
    expect(told(withSpread({ ...shared, shares: { local: 80, near: 15, remote: 5 } }, oneWay))).to.deep.equal([]);
  });

  it("may lead to nothing in a drained region, as long as something is left", () => {
    expect(told(withSpread(shared, drained("south")))).to.deep.equal([]);
  });
});

describe("destinations", () => {
  it("stand in regions that the fleet has", () => {
    expect(told(withSpread({ ...shared, destinations: at("south", "constructor") }, near))).to.deep.equal([
      `${place}.destinations[1].region: the fleet has no region "constructor" | Use one of "south", "north", or describe "constructor" under regions.`,
    ]);
    const west: Destination = { service: "web", port: 80, weight: 100, region: "west" };
    expect(told(withSpread({ destinations: [west] }))).to.deep.equal([
      `${place}.destinations[0].region: the fleet has no region "west" | Use one of "south", "north", or describe "west" under regions.`,
    ]);
  });

  it("do not all stand in drained regions, where a region that is not asks for one", () => {
    const south: Spread = { destinations: [{ service: "web", port: 80, weight: 100, region: "south" }] };
    expect(told(withSpread(south, drained("south")))).to.deep.equal([
      `${place}.destinations: all stand in drained regions ("south"), so that nothing is left in "north" | Add a destination elsewhere, or take \`drained\` back.`,
    ]);
    expect(told(withSpread(south, drained("north")))).to.deep.equal([]);
    expect(told(changeTenant(withSpread(south, drained("south")), "acme", { regions: ["south"] }))).to.deep.equal([]);
  });
});
