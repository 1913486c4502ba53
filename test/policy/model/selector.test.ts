import { expect } from "chai";
import { demandedLabels, isEmptySelector, namedNamespaces, selects } from "../../../policy/model/selector.ts";

const expression = (operator: string, ...values: readonly string[]) => ({
  matchExpressions: [{ key: "tier", operator, values }],
});

describe("a label selector", () => {
  const cases: readonly (readonly [what: string, selector: object, selected: readonly string[]])[] = [
    ["nothing asked", {}, ["none", "gold", "tin"]],
    ["a label", { matchLabels: { tier: "gold" } }, ["gold"]],
    ["In", expression("In", "gold", "silver"), ["gold"]],
    ["NotIn, which a missing label meets", expression("NotIn", "gold"), ["none", "tin"]],
    ["Exists", expression("Exists"), ["gold", "tin"]],
    ["DoesNotExist", expression("DoesNotExist"), ["none"]],
    ["both of two demands", { matchLabels: { tier: "gold" }, ...expression("NotIn", "gold") }, []],
    ["an operator that Kubernetes refuses", expression("Near", "gold"), []],
  ];
  const sets: Readonly<Record<string, Record<string, string>>> = {
    none: {},
    gold: { tier: "gold" },
    tin: { tier: "tin" },
  };
  for (const [what, selector, selected] of cases) {
    it(`meets ${what}`, () => {
      const met = Object.keys(sets).filter((name) => selects(selector, sets[name] ?? {}));
      expect(met).to.deep.equal(selected);
    });
  }

  it("is empty without any demand", () => {
    for (const empty of [{}, undefined, null, { matchLabels: {} }, { matchExpressions: [] }]) {
      expect(isEmptySelector(empty)).to.equal(true);
    }
    expect(isEmptySelector(expression("Exists"))).to.equal(false);
    expect(isEmptySelector({ matchLabels: { a: "b" } })).to.equal(false);
  });

  it("demands labels by name, and by an expression that leaves one value", () => {
    expect(demandedLabels({ matchLabels: { app: "web" }, ...expression("In", "edge") })).to.deep.equal({
      app: "web",
      tier: "edge",
    });
    for (const open of [expression("In", "edge", "core"), expression("NotIn", "edge"), expression("Exists"), {}]) {
      expect(demandedLabels(open)).to.deep.equal({});
    }
    expect(demandedLabels({ matchLabels: { tier: "core" }, ...expression("In", "edge") })).to.deep.equal({
      tier: "core",
    });
  });

  it("names namespaces only by the label that the API server sets", () => {
    const key = "kubernetes.io/metadata.name";
    expect(namedNamespaces({ matchLabels: { [key]: "a", team: "b" } })).to.deep.equal(["a"]);
    expect(namedNamespaces({ matchExpressions: [{ key, operator: "In", values: ["a", "b"] }] })).to.deep.equal([
      "a",
      "b",
    ]);
    expect(namedNamespaces({ matchExpressions: [{ key, operator: "NotIn", values: ["a"] }] })).to.equal(undefined);
    expect(namedNamespaces({ matchLabels: { team: "b" } })).to.equal(undefined);
    expect(namedNamespaces({})).to.equal(undefined);
  });
});
