import { expect } from "chai";
import fc from "fast-check";
import { apply, mend, type Change } from "../../policy/mend.ts";
import { resourceRule, type Finding, type Resource } from "../../policy/rule.ts";
import { newRun, resource, unknown, type Props } from "./harness.ts";
import { facts } from "./world.ts";

const finding: Finding = { path: "", message: "wrong" };
const open = facts({ protect: false });

/** What is changed in the properties by a rule that mends them so. */
function changes(
  props: Props,
  remediate: (one: Resource) => Props | undefined,
  found = [finding],
  given = open,
): readonly Change[] {
  const rule = resourceRule({
    id: "sample",
    number: 0,
    title: "A sample",
    why: "To see what becomes of it.",
    severity: "low",
    enforcement: { protected: "mandatory", open: "mandatory" },
    remedy: "None.",
    url: "https://example.com",
    check: () => found,
    remediate,
  });
  return mend(rule, resource({ type: "kubernetes:core/v1:Service", props }), given, {}, newRun());
}

describe("mending", () => {
  it("changes the places that differ, and no other", () => {
    const props = { spec: { type: "NodePort", ports: [{ port: 80, nodePort: 30080 }, { port: 81 }] }, old: 1 };
    const after = { spec: { type: "ClusterIP", ports: [{ port: 80 }, { port: 81 }] }, fresh: { a: [1] } };
    expect(changes(props, () => after)).to.have.deep.members([
      { path: ["spec", "type"], value: "ClusterIP" },
      { path: ["spec", "ports", "0", "nodePort"] },
      { path: ["old"] },
      { path: ["fresh"], value: { a: [1] } },
    ]);
  });

  it("gives a list of another length as a whole", () => {
    expect(changes({ a: [1, 2] }, () => ({ a: [2] }))).to.deep.equal([{ path: ["a"], value: [2] }]);
    expect(changes({ a: [1] }, () => ({ a: { 0: 1 } }))).to.deep.equal([{ path: ["a"], value: { 0: 1 } }]);
  });

  it("comes to what the rule made of it", () => {
    // Setting that key means something else to JavaScript; no API has it.
    const props = fc
      .dictionary(fc.string(), fc.jsonValue())
      .filter((one) => !JSON.stringify(one).includes("__proto__"));
    fc.assert(
      fc.property(props, props, (a, b) => {
        const [before, after] = [a, b].map((one) => structuredClone(one) as Record<string, unknown>);
        if (before === undefined || after === undefined) throw new Error("two were made");
        expect(
          apply(
            structuredClone(before),
            changes(before, () => after),
          ),
        ).to.deep.equal(after);
      }),
    );
  });

  it("does nothing where the rule finds nothing, or nothing to mend, or cannot know", () => {
    const props = { a: 1, b: { c: unknown } };
    expect(changes(props, () => ({}), [])).to.deep.equal([]);
    expect(changes(props, () => undefined)).to.deep.equal([]);
    expect(changes(props, (one) => ({ ...one.props, b: { ...(one.props.b as object) } }))).to.deep.equal([]);
    expect(
      changes(props, () => {
        throw new TypeError("broken");
      }),
    ).to.deep.equal([]);
    expect(changes(props, (one) => ({ ...one.props, a: 2 }))).to.deep.equal([{ path: ["a"], value: 2 }]);
  });

  it("does nothing in a protected environment", () => {
    expect(changes({ a: 1 }, () => ({ a: 2 }), [finding], facts())).to.deep.equal([]);
  });
});
