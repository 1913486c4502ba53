import { expect } from "chai";
import { fixturePlan } from "./plan.ts";
import { recordFixture, recordFleet } from "./recorded.ts";
import { written } from "./written.ts";

describe("the entry", function () {
  this.timeout(20_000);

  it("has a route and a way out for each tenant, in its own namespace", async () => {
    const plan = fixturePlan(["acme", "globex"]);
    const { named } = await recordFleet(plan);
    for (const { tenant, networkPolicy } of plan.entry.routes) {
      expect(named(`entry.policy.to-${tenant}`).inputs).to.deep.equal(written(networkPolicy));
      const route = named(`entry.route.${tenant}`);
      expect(route.inputs.spec).to.deep.equal(plan.entry.routes.find((each) => each.tenant === tenant)?.ingress.spec);
      expect(route).to.include({ parent: "entry", deletedWith: "entry.namespace" });
    }
  });

  it("waits with neither for the tenants nor for its own release", async () => {
    const { named } = await recordFixture(["acme"]);
    expect(named("entry.route.acme").dependencies).to.deep.equal(["entry.namespace"]);
    expect(named("entry.policy.to-acme").dependencies).to.deep.equal(["entry.namespace"]);
    expect(named("entry.release").dependencies).not.to.include("entry.route.acme");
  });
});
