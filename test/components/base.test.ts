import { expect } from "chai";
import { fixturePlan } from "./plan.ts";
import { recordFixture, recordFleet } from "./recorded.ts";
import { written } from "./written.ts";

describe("the base", function () {
  this.timeout(60_000);

  it("registers the cluster-wide objects as planned", async () => {
    const plan = fixturePlan(["acme"]);
    const { registered } = await recordFleet(plan);
    const objects = registered.filter(({ parent }) => parent === "base").map(({ inputs }) => inputs);
    expect(objects).to.have.deep.members(Object.values(plan.base).flat().map(written));
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

  it("lets admission bind nobody before the platform is exempt, and waits for nothing else but kinds", async () => {
    const { registered } = await recordFixture(["acme"]);
    const waiting = registered.filter(({ parent, dependencies }) => parent === "base" && dependencies.length > 0);
    const order = waiting.map(({ name, dependencies }) => [name, ...dependencies.map((urn) => urn.split("::").at(-1))]);
    expect(order).to.deep.equal([
      [
        "base.gateway-class.higress-internal",
        "base.crd.envoyfilters.networking.istio.io",
        "base.crd.mcpbridges.networking.higress.io",
      ],
      ["base.binding.higress-fleet-platform", "base.role.higress-fleet-controller"],
      ["base.admission-binding.higress-fleet-hosts", "base.binding.higress-fleet-platform"],
    ]);
  });
});
