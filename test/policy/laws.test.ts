/** What must hold of every verdict, tried on every mutation of the lawful world. */
import { expect } from "chai";
import type { Facts } from "../../policy/facts.ts";
import { rules } from "../../policy/rules.ts";
import type { Sketch } from "./harness.ts";
import { judge, resource } from "./harness.ts";
import { mutationsOf } from "./mutations.ts";
import { facts, world } from "./world.ts";

/** Rule, resource and path of every finding, sorted. */
function findings(sketches: readonly Sketch[], given: Facts): readonly string[] {
  const resources = sketches.map(resource);
  const all = rules.flatMap((rule) =>
    (judge(rule, resources, given) ?? []).map(({ urn, path, message }) => [rule.id, urn, path, message].join(" ")),
  );
  return all.toSorted();
}

const renamed = <Value>(value: Value, from: string, to: string): Value =>
  JSON.parse(JSON.stringify(value).replaceAll(from, to)) as Value;

/** The world and one lawful tenant more, made from globex. */
const another = "initech";
function withAnother(sketches: readonly Sketch[]): readonly Sketch[] {
  const isGlobex = ({ name = "" }: Sketch) => /\bglobex\b/.test(name);
  const lawful = renamed(world().filter(isGlobex), "globex", another);
  const [route] = lawful.flatMap(({ name, props }) => (name === `entry.${another}` ? [props] : []));
  expect(route, "the entry's route is among them").to.not.equal(undefined);
  return [...sketches.map((sketch) => (sketch.name === "entry.bridge" ? knowing(sketch) : sketch)), ...lawful];
}

/** The entry's bridge with a registry for the tenant. */
function knowing(bridge: Sketch): Sketch {
  const spec = bridge.props.spec as { readonly registries: readonly { readonly name: string }[] };
  const more = renamed(
    spec.registries.filter(({ name }) => name === "globex"),
    "globex",
    another,
  );
  return { ...bridge, props: { ...bridge.props, spec: { registries: [...spec.registries, ...more] } } };
}

const factsWithAnother = facts({
  tenants: [
    ...facts().tenants,
    ...renamed(
      facts().tenants.filter(({ id }) => id === "globex"),
      "globex",
      another,
    ),
  ],
});

const cases = Object.entries(mutationsOf(facts())).map(
  ([id, { mutate, facts: spoil = (given: Facts) => given }]) => [id, mutate(world()), spoil] as const,
);

describe("a verdict", function () {
  this.timeout(60_000);

  it("is not changed by a tenant that has nothing to do with it", () => {
    expect(findings(withAnother(world()), factsWithAnother), "the tenant is lawful").to.deep.equal([]);
    for (const [id, spoiled, spoil] of cases) {
      // What all tenants are granted together grows with each of them.
      const withoutSum = (found: readonly string[]) =>
        found.map((each) => each.replace(/ grant \d+ of /, " grant … of "));
      expect(withoutSum(findings(withAnother(spoiled), spoil(factsWithAnother))), id).to.deep.equal(
        withoutSum(findings(spoiled, spoil(facts()))),
      );
    }
  });

  it("does not hang on what tenants are called, as long as their order stays", () => {
    for (const [id, spoiled, spoil] of cases) {
      const expected = findings(spoiled, spoil(facts()))
        .map((finding) => finding.replaceAll("acme", "abacus"))
        .toSorted();
      expect(findings(renamed(spoiled, "acme", "abacus"), renamed(spoil(facts()), "acme", "abacus")), id).to.deep.equal(
        expected,
      );
    }
  });

  it("comes to the same rules in whatever order resources are registered", () => {
    const ids = (sketches: readonly Sketch[], given: Facts) => [
      ...new Set(findings(sketches, given).map((one) => one.split(" ")[0])),
    ];
    for (const [id, spoiled, spoil] of cases) {
      expect(ids(spoiled.toReversed(), spoil(facts())), id).to.deep.equal(ids(spoiled, spoil(facts())));
    }
  });
});
