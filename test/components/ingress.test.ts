import { expect } from "chai";
import { fixturePlan } from "./plan.ts";
import { recordFleet } from "./recorded.ts";
import { manager } from "./written.ts";

describe("an Ingress", function () {
  this.timeout(60_000);

  it("is as planned, and not waited for: behind a ClusterIP no address ever comes", async () => {
    const plan = fixturePlan(["acme"]);
    const { named } = await recordFleet(plan);
    const planned = plan.tenants[0]?.ingresses[0];
    const { inputs } = named("acme.route.api");
    expect(inputs.spec).to.deep.equal(planned?.spec);
    expect(inputs.metadata).to.deep.equal({
      ...planned?.metadata,
      annotations: { ...planned?.metadata.annotations, "pulumi.com/skipAwait": "true", ...manager },
    });
  });

  it("leaves the plan as it was", async () => {
    const plan = fixturePlan(["acme"]);
    const before = structuredClone(plan);
    await recordFleet(plan);
    expect(plan).to.deep.equal(before);
  });
});
