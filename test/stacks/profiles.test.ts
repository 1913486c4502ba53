import { expect } from "chai";
import { fleetFacts } from "../../plan/index.ts";
import { judge, resource } from "../policy/harness.ts";
import { active } from "../policy/verdict.ts";
import { fleetOf } from "../support/plan.ts";
import { shownToPack } from "./registered.ts";

/** Stacks that need no other tests: each has what `test` or `prod` has, in another profile. */
const stacks = ["dev", "staging"];
const fileOf = (stack: string): string => `fleets/${stack}.yaml`;

describe("the smaller stacks", function () {
  this.timeout(60_000);

  it("have the profiles that test and prod have not", () => {
    expect(stacks.map((stack) => fleetOf(fileOf(stack)).profile)).to.deep.equal(["dev", "staging"]);
  });

  for (const stack of stacks) {
    it(`register nothing that a rule of the policy pack finds fault with: ${stack}`, async () => {
      const file = fileOf(stack);
      const facts = fleetFacts(fleetOf(file), "local");
      const resources = (await shownToPack(file, "local")).map((sketch) => resource({ ...sketch, stack }));
      const findings = active(facts).flatMap((rule) =>
        (judge(rule, resources, facts) ?? []).map((finding) => [rule.id, finding]),
      );
      expect(resources.length).to.be.greaterThan(50);
      expect(findings).to.deep.equal([]);
    });
  }
});
