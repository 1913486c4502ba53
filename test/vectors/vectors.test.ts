import { expect } from "chai";
import { statements } from "../../plan/admission/statements.ts";
import { fleetFacts } from "../../plan/index.ts";
import { rules } from "../../policy/rules.ts";
import type { Facts } from "../../policy/facts.ts";
import { judge, resource, type Sketch } from "../policy/harness.ts";
import { shownToPack } from "../stacks/registered.ts";
import { fleetOf } from "../support/plan.ts";
import { tables } from "./tables.ts";
import type { Manifest, Table, Vector } from "./vector.ts";

const file = "fleets/test.yaml";
const region = "local";
const facts: Facts = fleetFacts(fleetOf(file), region);

/** The type token under which the engine shows an object to a pack. */
const typeOf = ({ apiVersion, kind }: Manifest): string =>
  `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;

const tried = (object: Manifest): Sketch => ({ type: typeOf(object), name: "tried", props: object });

const identity = ({ type, props }: Sketch): string => {
  const { name, namespace } = (props["metadata"] ?? {}) as Manifest["metadata"];
  return [type, namespace, name].join(" ");
};

/** Ids of the table's rules that find something once the program registers the vector's object beside, or in place of, its own. */
function fired({ rules: ids }: Table, { object }: Vector, registered: readonly Sketch[]): readonly string[] {
  const sketch = tried(object);
  const others = registered.filter((other) => identity(other) !== identity(sketch));
  const subject = resource(sketch);
  const all = [...others.map(resource), subject];
  return rules
    .filter(({ id }) => ids.includes(id))
    .filter((rule) => (judge(rule, rule.scope === "stack" ? all : subject, facts) ?? []).length > 0)
    .map(({ id }) => id);
}

describe("the tables of vectors", () => {
  it("are one for each statement, named like it", () => {
    const ids = statements.map(({ id }) => id);
    expect(Object.keys(tables)).to.have.members(ids);
    for (const [name, { statement }] of Object.entries(tables)) expect(statement).to.equal(name);
  });

  for (const { statement, rules: ids, vectors } of Object.values(tables)) {
    it(`try ${statement} with five lawful and five unlawful objects at least, each told apart`, () => {
      expect(vectors.filter(({ verdict }) => verdict === "accept").length).to.be.at.least(5);
      expect(vectors.filter(({ verdict }) => verdict === "refuse").length).to.be.at.least(5);
      const names = vectors.map(({ name }) => name);
      expect(names).to.deep.equal([...new Set(names)]);
    });

    it(`name rules that exist for ${statement}`, () => {
      expect(ids.filter((id) => !rules.some((rule) => rule.id === id))).to.deep.equal([]);
    });

    it(`have something that admission sees and something that the rules see, for ${statement}`, () => {
      const refused = vectors.filter(({ verdict }) => verdict === "refuse");
      expect(refused.some(({ unseenByAdmission }) => unseenByAdmission === undefined)).to.equal(true);
      expect(ids.length === 0 || refused.some(({ unseenByRules }) => unseenByRules === undefined)).to.equal(true);
    });
  }
});

for (const table of Object.values(tables)) {
  describe(`the rules for ${table.statement}`, function () {
    this.timeout(60_000);
    let registered: readonly Sketch[];

    before(async () => {
      registered = await shownToPack(file, region);
    });

    for (const vector of table.vectors) {
      const { name, verdict, unseenByRules: unseen } = vector;
      if (unseen !== undefined) {
        it(`do not see ${name}: ${unseen}`, () => {
          expect(unseen).to.not.equal("");
          const found = fired(table, vector, registered);
          // What admission refuses must be missed; what it accepts must be found: otherwise there is nothing unseen about it.
          if (verdict === "refuse") expect(found).to.deep.equal([]);
          else expect(found).to.not.deep.equal([]);
        });
        continue;
      }
      it(`${verdict} ${name}`, () => {
        const found = fired(table, vector, registered);
        if (verdict === "accept") expect(found).to.deep.equal([]);
        else expect(found, `one of ${table.rules.join(", ")}`).to.not.deep.equal([]);
      });
    }
  });
}
