import { expect } from "chai";
import { objectsOf } from "../../plan/index.ts";
import { planFile } from "../../fleets/plan.ts";
import { identity } from "./kubernetes.ts";
import { Site } from "./site.ts";

const minutes = (count: number): number => count * 60_000;
const standIn = { path: "./local/chart/higress-core" };

describe("the prod stack on a real API server", function () {
  this.timeout(minutes(8));
  let site: Site;

  before(async () => {
    site = await Site.start("prod", 8);
    // The real chart is fetched by its users; everything else is the production fleet as it stands.
    site.edit((fleet) => {
      fleet.higress = {
        ...fleet.higress,
        chart: standIn,
        crds: "./local/chart/higress-core/crds/customresourcedefinitions.yaml",
      };
      fleet["protect"] = false;
    });
  });
  after(async () => site.remove());

  it("comes up with ten tenants and every object that the plan names", async () => {
    await site.must("up");
    const plan = await planFile(site.fleetFile, "south");
    const present = new Set((await site.kubernetes.everything()).map(identity));
    expect(
      objectsOf(plan)
        .map(identity)
        .filter((name) => !present.has(name)),
    ).to.deep.equal([]);
  });

  it("goes without a leftover", async () => {
    await site.must("destroy");
    const rest = (await site.kubernetes.everything()).map(identity).filter((name) => /higress|-gateway/.test(name));
    expect(rest).to.deep.equal([]);
  });
});
