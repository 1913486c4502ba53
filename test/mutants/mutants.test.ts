import { expect } from "chai";
import { groups } from "../../policy/rules.ts";
import { fired } from "../policy/verdict.ts";
import { harmfulOperators } from "./harmful.ts";
import { harmlessOperators } from "./harmless.ts";
import { guarantees, mutantsOf, type Harmful, type Mutant, type Stage } from "./mutant.ts";
import { report } from "./report.ts";
import { sampled } from "./sample.ts";
import { stages } from "./stages.ts";
import { missed, tryHarmful, tryHarmless } from "./trial.ts";

/** Of a day's run; every seed holds, and `npm run mutants` tries all. */
const seed = 20_260_615;

describe("mutation testing of the rules", function () {
  this.timeout(120_000);
  let lawful: readonly Stage[];
  let harmful: readonly Mutant<Harmful>[];
  let harmless: readonly Mutant[];

  before(async () => {
    lawful = await stages();
    harmful = mutantsOf(harmfulOperators, lawful);
    harmless = mutantsOf(harmlessOperators, lawful);
  });

  it("makes at least 300 harmful and 300 harmless mutants, of every guarantee and by every operator", () => {
    expect(harmful.length).to.be.at.least(300);
    expect(harmless.length).to.be.at.least(300);
    expect(new Set(harmful.map(({ operator }) => operator.breaks))).to.deep.equal(new Set(guarantees));
    for (const [operators, mutants] of [
      [harmfulOperators, harmful],
      [harmlessOperators, harmless],
    ] as const) {
      const used = new Set(mutants.map(({ operator }) => operator.name));
      expect(operators.map(({ name }) => name).filter((name) => !used.has(name))).to.deep.equal([]);
      const names = operators.map(({ name }) => name);
      expect(names).to.deep.equal([...new Set(names)]);
    }
  });

  it("asks families of rules that there are, and each of them", () => {
    const asked = new Set(harmfulOperators.flatMap(({ families }) => families));
    expect(asked).to.deep.equal(new Set(Object.keys(groups)));
  });

  it("begins with what no rule finds anything in", () => {
    for (const { name, sketches, facts, settings } of lawful) {
      expect(fired(sketches, facts, settings), name).to.deep.equal([]);
    }
  });

  it("finds each of a sample of the harmful ones, by a rule of the right family", () => {
    const tried = tryHarmful(sampled(harmful, 1, seed));
    expect(missed(tried).map(({ mutant }) => mutant.name)).to.deep.equal([]);
  });

  it("finds nothing in a sample of the harmless ones", () => {
    const tried = tryHarmless(sampled(harmless, 1, seed));
    const alarms = tried.filter(({ found }) => found.length > 0).map(({ mutant, found }) => [mutant.name, found]);
    expect(alarms).to.deep.equal([]);
  });

  it("takes the same sample for the same seed, some of every operator, and another for another", () => {
    const names = (mutants: readonly Mutant[]) => mutants.map(({ name }) => name);
    expect(names(sampled(harmless, 2, 1))).to.deep.equal(names(sampled(harmless, 2, 1)));
    expect(names(sampled(harmless, 2, 1))).not.to.deep.equal(names(sampled(harmless, 2, 2)));
    const operators = new Set(sampled(harmless, 1, 1).map(({ operator }) => operator));
    expect(operators.size).to.equal(harmlessOperators.length);
    expect(sampled(harmless, Infinity, 1)).to.equal(harmless);
  });

  it("tells a miss when the rule that would find it is left out, and how to see it again", () => {
    const one = harmful.filter(({ name }) => name.startsWith("test: counts pods that end only: "));
    expect(missed(tryHarmful(one))).to.deep.equal([]);
    const without = {
      ...groups,
      quota: (groups["quota"] ?? []).filter(({ id }) => !["quota-unscoped-and-unshadowed", ...counting].includes(id)),
    };
    const { text, failed } = report(tryHarmful(one, without), []);
    expect(failed).to.equal(true);
    expect(text).to.match(/^exhaust +3 +0 +3$/m);
    expect(text).to.include('missed by quota: npm run mutants -- --only "test: counts pods that end only: acme.quota"');
  });

  it("does not take a finding of another family for the right one", () => {
    const one = harmful.filter(({ name }) => name.startsWith("test: counts pods that end only: "));
    const strangers = one.map((mutant) => ({ ...mutant, operator: { ...mutant.operator, families: ["network"] } }));
    expect(missed(tryHarmful(strangers))).to.have.lengthOf(3);
  });

  it("tells a false alarm, and fails when nothing was tried", () => {
    const one = harmful.filter(({ name }) => name === "test: counts pods that end only: acme.quota");
    const { text, failed } = report([], tryHarmless(one));
    expect(failed).to.equal(true);
    expect(text).to.match(/false alarm of .*quota-unscoped-and-unshadowed.*: npm run mutants/);
    expect(report([], []).failed).to.equal(true);
    expect(report(tryHarmful(one), []).failed).to.equal(false);
  });
});

/** A quota that counts some pods only is none for these either. */
const counting = ["quota-compute-dimensions", "quota-object-counts"];
