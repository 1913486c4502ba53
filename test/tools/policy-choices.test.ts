import { expect } from "chai";
import type { RuleChoice } from "../../plan/model/platform.ts";
import { policyConfig } from "../../policy/config.ts";
import { rules } from "../../policy/rules.ts";
import { faultsIn } from "../../tools/policy-choices.ts";
import { facts } from "../policy/world.ts";

const found = (choices: Readonly<Record<string, RuleChoice>>, protect = true) => faultsIn(choices, rules, { protect });

describe("what a fleet chooses for the policy pack's rules", () => {
  it("is taken when rules and settings are there and values fit", () => {
    expect(found({})).to.deep.equal([]);
    expect(found({ "namespace-psa": { minEnforce: "restricted" }, "waiver-valid": { maxDays: 30 } })).to.deep.equal([]);
    expect(found({ "isolation-field-unknown": { ignoredPaths: ["Release values.global.hub"] } })).to.deep.equal([]);
  });

  it("names every fault at once, with the nearest spelling", () => {
    const wrong = {
      "namespace-pas": { level: "mandatory" },
      frobnicate: {},
      "namespace-psa": { minenforce: "restricted", levle: "advisory", colour: "red" },
      "waiver-valid": { maxDays: 91 },
      "no-patch-bypass": { allowedPatches: ["Namespace"] },
    } as const;
    const [misspelt, unknown, setting, level, strange, days, patches, ...rest] = found(wrong);
    expect(misspelt).to.equal('policy.rules.namespace-pas: there is no such rule. Did you mean "namespace-psa"?');
    expect(unknown).to.equal("policy.rules.frobnicate: there is no such rule. docs/policy.md lists the rules.");
    expect(setting).to.equal(
      'policy.rules.namespace-psa.minenforce: there is no such setting. Did you mean "minEnforce"?',
    );
    expect(level).to.equal('policy.rules.namespace-psa.levle: there is no such setting. Did you mean "level"?');
    expect(strange).to.equal(
      "policy.rules.namespace-psa.colour: there is no such setting. The rule has minEnforce, level.",
    );
    expect(days).to.match(/^policy\.rules\.waiver-valid\.maxDays: .*90.* Days from today/);
    expect(patches).to.match(/^policy\.rules\.no-patch-bypass\.allowedPatches\.0: .* Patches that may be/);
    expect(rest).to.deep.equal([]);
  });

  it("does not mistake what every object has for a setting", () => {
    expect(found({ "namespace-psa": { constructor: 1 } })).to.have.length(1);
    expect(found({ constructor: {} })).to.have.length(1);
  });

  it("may lower no rule where `protect` is on: only a waiver may", () => {
    for (const level of ["advisory", "disabled"] as const) {
      expect(found({ "namespace-psa": { level } })).to.deep.equal([
        `policy.rules.namespace-psa.level: "${level}" is less than the rule's own "mandatory", and \`protect\` is on. Leave it out; where the rule cannot hold, grant a waiver.`,
      ]);
      expect(found({ "namespace-psa": { level } }, false)).to.deep.equal([]);
    }
    expect(found({ "namespace-psa": { level: "mandatory" } })).to.deep.equal([]);
    const advisory = rules.find(({ enforcement }) => enforcement.protected === "advisory")?.id ?? "none is advisory";
    expect(found({ [advisory]: { level: "mandatory" } })).to.deep.equal([]);
    expect(found({ [advisory]: { level: "disabled" } })).to.have.length(1);
  });

  it("may mend where the rule can, and where `protect` is off", () => {
    expect(found({ "namespace-psa": { level: "remediate" } }, false)).to.deep.equal([]);
    expect(found({ "namespace-psa": { level: "remediate" } })).to.deep.equal([
      "policy.rules.namespace-psa.level: nothing is mended where `protect` is on. Leave the level out.",
    ]);
    for (const id of ["host-exclusive", "host-owner-matches", "waiver-valid"]) {
      expect(found({ [id]: { level: "remediate" } }, false)[0], id).to.match(/this rule can mend nothing/);
    }
  });

  it("reaches the pack with the facts, in place of what the rule has by itself", () => {
    const given = facts({ protect: false });
    const config = policyConfig(given, { "namespace-psa": { level: "remediate", minEnforce: "restricted" } });
    expect(config["namespace-psa"]).to.deep.equal({
      enforcementLevel: "remediate",
      minEnforce: "restricted",
    });
    expect(config["host-exclusive"]).to.deep.equal({ enforcementLevel: "mandatory" });
    expect(config["fleet-facts"]).to.deep.equal({ enforcementLevel: "remediate", facts: given });
  });

  it("can be set for no name that means something else in the engine's file", () => {
    for (const { id, settings } of rules) {
      expect(settings, id).to.not.have.any.keys("level", "enforcementLevel");
      const defaults = Object.fromEntries(Object.entries(settings).map(([name, { default: value }]) => [name, value]));
      expect(found({ [id]: defaults }), "defaults fit their schema").to.deep.equal([]);
    }
  });
});
