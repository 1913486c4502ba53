import { Ajv } from "ajv";
import { expect } from "chai";
import { factsSchema, policyConfig } from "../../policy/config.ts";
import { rules } from "../../policy/rules.ts";
import { facts } from "./world.ts";

const validate = new Ajv({ strict: true }).compile(factsSchema);

describe("policy configuration", () => {
  it("holds the facts once, and every rule's level for the environment", () => {
    for (const [protect, level] of [
      [true, "protected"],
      [false, "open"],
    ] as const) {
      const given = facts({ protect });
      const levels = rules.map((rule) => [rule.id, { enforcementLevel: rule.enforcement[level] }]);
      const briefing = ["fleet-facts", { enforcementLevel: "remediate", facts: given }];
      expect(policyConfig(given)).to.deep.equal(Object.fromEntries([briefing, ...levels]));
    }
  });

  it("is demanded in the shape that the rules read", () => {
    expect(validate(facts())).to.equal(true);
    expect(validate(facts({ chart: { name: "./local/chart/higress-core" } })), "a local chart").to.equal(true);
  });

  it("is refused when a fact is missing, misspelt or of another kind", () => {
    const [gateway] = facts().gateways;
    const { tenants, ...without } = facts();
    const spoiled = [
      without,
      { ...facts(), tenant: tenants },
      { ...facts(), protect: "false" },
      { ...facts(), gateways: [{ ...gateway, watch: "some" }] },
      { ...facts(), tenants: [{ ...tenants[0], hosts: "*.acme.example" }] },
    ];
    for (const one of spoiled) expect(validate(one), JSON.stringify(one)).to.equal(false);
  });
});
