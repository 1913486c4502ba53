import { expect } from "chai";
import { fixturePlan } from "./plan.ts";
import { recordFixture, recordFleet } from "./recorded.ts";
import { written } from "./written.ts";

describe("the base", function () {
  this.timeout(20_000);

  it("registers the cluster-wide objects as planned", async () => {
    const plan = fixturePlan(["acme"]);
    const { registered } = await recordFleet(plan);
    const objects = registered.filter(({ parent }) => parent === "base").map(({ inputs }) => inputs);
    const { customResourceDefinitions, ingressClasses, clusterRoles } = plan.base;
    const planned = [...customResourceDefinitions, ...ingressClasses, ...clusterRoles];
    expect(objects).to.have.deep.members(planned.map(written));
  });

  it("protects CRDs and leaves them in the cluster even so, since every object of their kinds goes with them", async () => {
    const { registered } = await recordFixture(["acme"], true);
    const base = registered.filter(({ parent }) => parent === "base");
    const kept = base.filter(({ protect, retainOnDelete }) => protect && retainOnDelete);
    expect(kept.map(({ name }) => name)).to.have.members([
      "base.crd.mcpbridges.networking.higress.io",
      "base.crd.envoyfilters.networking.istio.io",
    ]);
    expect(base.filter(({ protect, retainOnDelete }) => protect || retainOnDelete)).to.deep.equal(kept);
  });

  it("waits for nothing", async () => {
    const { registered } = await recordFixture(["acme"]);
    const base = registered.filter(({ parent }) => parent === "base");
    expect(base.flatMap(({ dependencies }) => dependencies)).to.deep.equal([]);
  });
});
