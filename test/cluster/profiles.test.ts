import { expect } from "chai";
import { planFile } from "../../fleets/plan.ts";
import { objectsOf } from "../../plan/index.ts";
import { identity } from "./kubernetes.ts";
import { Site } from "./site.ts";

for (const stack of ["dev", "staging"]) {
  describe(`the ${stack} stack on a real API server`, function () {
    this.timeout(240_000);
    let site: Site;

    before(async () => {
      site = await Site.start(stack, 3);
    });
    after(async () => site.remove());

    // Helm waits for the pods of each release, so the end of `up` says that all are ready inside their quotas.
    it("comes up with every object that the plan names, and its pods are ready", async () => {
      await site.must("up");
      const plan = await planFile(site.fleetFile, "local");
      const present = new Set((await site.kubernetes.everything()).map(identity));
      const missing = objectsOf(plan)
        .map(identity)
        .filter((name) => !present.has(name));
      expect(missing).to.deep.equal([]);
    });
  });
}
