import { expect } from "chai";
import type { Fleet } from "../../../plan/model.ts";
import { readCall } from "../../../tools/regions/arguments.ts";
import { differencesOf } from "../../../tools/regions/diff.ts";
import { fleetWith, regionsIn } from "../../../tools/regions/fleet.ts";
import { leavesOf, unlike } from "../../../tools/regions/leaves.ts";
import { tellRegions } from "../../../tools/regions/list.ts";
import { tellDifferences } from "../../../tools/regions/report.ts";
import { planOf } from "../../../tools/tenant/effects.ts";
import { changeRegion, changeTenant, validFleet } from "../../plan/fleet.ts";
import { fleetOf, written } from "../../plan/written.ts";

const { south } = validFleet().regions;
if (south === undefined) throw new Error("the fixture has a region south");

/** Two regions that differ in nothing but what a test changes. */
const alike: Fleet = validFleet({
  regions: { south, north: south },
  gateways: [],
  tenants: validFleet().tenants.map((tenant) => ({ ...tenant, regions: ["south", "north"] })),
});
const settings = (fleet: Fleet) =>
  differencesOf(fleet, "south", "north").map(({ causes }) => causes.map(({ setting }) => setting));

describe("differences between two regions", () => {
  it("are their names alone where everything else is the same", () => {
    const reasons = differencesOf(alike, "south", "north");
    expect(reasons.map(({ causes }) => causes)).to.deep.equal([[]]);
    const paths = new Set(reasons.flatMap(({ differences }) => differences.map(({ place }) => place.path)));
    expect([...paths]).to.deep.equal(["metadata.labels.higress-fleet.io/region"]);
  });

  it("have the setting that makes each of them", () => {
    expect(settings(changeRegion(alike, "north", { apiServerCidrs: ["192.0.2.9/32"] }))).to.deep.equal([
      ["regions.<name>.apiServerCidrs"],
      [],
    ]);
    expect(settings(changeTenant(alike, "globex", { regions: ["south"] }))).to.deep.equal([
      ["tenants.globex.regions"],
      [],
    ]);
    expect(settings(changeTenant(alike, "globex", { regions: ["north"] }))).to.deep.equal([
      ["tenants.globex.regions"],
      [],
    ]);
    const dns = { externalDns: {} };
    expect(settings(changeRegion({ ...alike, dns }, "south", { drained: true }))).to.deep.equal([
      ["regions.<name>.drained"],
      [],
    ]);
  });

  it("name what somebody wrote, and not what follows from it", () => {
    const registry = "{ type: nacos2, name: nacos, domain: 10.90.0.9, namespaceId: ";
    const cluster = (at: string) =>
      `{ podCidrs: [10.24${at}.0.0/16], serviceCidrs: [10.9${at}.0.0/16], apiServerCidrs: [172.18.0.${at}/32], platformNamespaces: [monitoring] }\n`;
    const text = [
      [/ {2}south:\n[^]*?higress:/, `  south: ${cluster("4")}  north: ${cluster("5")}higress:`],
      ["owner: team@acme.org\n", `$&    inRegion: { north: { size: l, registries: [${registry}north }] } }\n`],
      ['{ type: static, name: billing, endpoints: ["192.0.2.10:8443"], port: 443 }', `${registry}all }`],
      ["{ service: api, port: 8080 }", "{ service: api@nacos }"],
    ].reduce((whole, [from = "", to = ""]) => whole.replace(from, to as string), written);
    const named = settings(fleetOf(text)).flat();
    expect(named).to.include.members(["tenants.acme.inRegion.<name>.registries", "tenants.acme.inRegion.<name>.size"]);
    expect(named.filter((each) => /routes|limits/.test(each))).to.deep.equal([]);
  });

  it("are none where each region is near to the other", () => {
    const mirrored = changeRegion(changeRegion(alike, "south", { near: ["north"] }), "north", { near: ["south"] });
    const backend = {
      destinations: [
        { service: "a", port: 80, region: "south" },
        { service: "b", port: 80, region: "north" },
      ],
      shares: { local: 80, near: 20 },
    };
    const routes = [{ name: "web", host: "api.acme.org", path: "/", pathType: "Prefix" as const, backend }];
    expect(settings(changeTenant(mirrored, "acme", { routes }))).to.deep.equal([[]]);
  });

  it("are all that there are", () => {
    const fleet = changeTenant(changeRegion(alike, "north", { podCidrs: ["10.99.0.0/16"] }), "globex", {
      regions: ["south"],
    });
    const told = differencesOf(fleet, "south", "north").reduce((sum, { differences }) => sum + differences.length, 0);
    const [one, other] = [leavesOf(planOf(fleet, "south")), leavesOf(planOf(fleet, "north"))];
    expect(told).to.equal(unlike(one, other).size);
  });

  it("are told in columns, few of each reason, and whole objects by name", () => {
    const fleet = changeTenant(changeRegion(alike, "north", { apiServerCidrs: ["192.0.2.9/32"] }), "globex", {
      regions: ["south"],
    });
    const reasons = differencesOf(fleet, "south", "north");
    const lines = tellDifferences(reasons, ["south", "north"], false);
    expect(lines[0]).to.equal('regions.<name>.apiServerCidrs  south: ["172.18.0.2/32"]  north: ["192.0.2.9/32"]');
    expect(lines[1]?.split(/ {2,}/)).to.deep.equal([
      "",
      "NetworkPolicy acme-gateway/controller and 2 more",
      "spec.egress[0].to[0].ipBlock.cidr",
      "172.18.0.2/32",
      "192.0.2.9/32",
    ]);
    const home = lines.indexOf("tenants.globex.regions  south: runs  north: does not run");
    expect(home).to.be.above(0);
    expect(lines[home + 1]).to.match(/^ {2}only in south: \d+ objects$/);
    expect(lines.filter((line) => line.endsWith("more: --all"))).to.have.lengthOf(2);
    const all = tellDifferences(reasons, ["south", "north"], true);
    expect(all.filter((line) => line.endsWith("more: --all"))).to.deep.equal([]);
    expect(all).to.include("    Namespace globex-gateway");
    expect(tellDifferences([], ["south", "north"], false)).to.deep.equal(["Nothing differs between south and north."]);
  });
});

describe("the list of regions", () => {
  it("has stacks, tenants, what is near and what is drained", () => {
    const fleet = changeRegion(changeRegion(validFleet(), "south", { near: ["north"] }), "north", { drained: true });
    const stack = { name: "prod", fleet: "fleets/prod.yaml", region: "south", retire: [] };
    expect(tellRegions(fleet, [stack])).to.deep.equal([
      "region  stack  gateways  tenants  near",
      "north   -             0        1  -      drained",
      "south   prod          1        3  north",
    ]);
  });
});

describe("what is typed after regions", () => {
  it("is nothing, or two regions", () => {
    expect(readCall([])).to.deep.equal({ all: false, flags: {} });
    expect(readCall(["diff", "south", "north", "--all", "--fleet", "x.yaml"])).to.deep.equal({
      between: ["south", "north"],
      all: true,
      flags: { fleet: ["x.yaml"] },
    });
    expect(() => readCall(["diff", "south"])).to.throw("diff takes two regions.");
    expect(() => readCall(["diff", "south", "south"])).to.throw("A region does not differ from itself");
    expect(() => readCall(["south"])).to.throw("There are: list, diff.");
  });

  it("means the only fleet that has stacks of the regions", () => {
    const stack = (name: string, fleet: string, region: string) => ({ name, fleet, region, retire: [] });
    const stacks = [stack("a", "a.yaml", "south"), stack("b", "b.yaml", "south"), stack("c", "b.yaml", "north")];
    expect(fleetWith(["south", "north"], { flags: {} }, stacks, ".")).to.equal("b.yaml");
    expect(fleetWith(["south"], { flags: { stack: ["a"] } }, stacks, ".")).to.equal("a.yaml");
    expect(() => fleetWith(["south"], { flags: {} }, stacks, ".")).to.throw(
      'Several fleets have "south": name the fleet file with --fleet. Those of the stacks: a.yaml, b.yaml.',
    );
    expect(() => fleetWith(["south", "west"], { flags: {} }, stacks, ".")).to.throw(
      'No stack runs "west": name the fleet file with --fleet. Those of the stacks: a.yaml, b.yaml.',
    );
    const apart = [stack("a", "a.yaml", "south"), stack("c", "b.yaml", "north")];
    expect(() => fleetWith(["south", "north"], { flags: {} }, apart, ".")).to.throw(
      'No fleet has stacks of both "south" and "north": name the fleet file with --fleet.',
    );
  });

  it("means regions that the fleet has", () => {
    expect(() => regionsIn("a.yaml", validFleet(), ["south", "nowhere"])).to.throw(
      'a.yaml has no region "nowhere". Its regions: south, north.',
    );
    expect(() => regionsIn("a.yaml", validFleet(), ["south", "north"])).not.to.throw();
  });
});
