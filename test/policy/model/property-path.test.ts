import { expect } from "chai";
import fc from "fast-check";
import { isBelow, overlap, stepsOf } from "../../../policy/model/property-path.ts";

describe("a path of properties", () => {
  it("is read in every form that Pulumi has", () => {
    const paths: Readonly<Record<string, readonly string[]>> = {
      spec: ["spec"],
      "spec.rules[0].host": ["spec", "rules", "0", "host"],
      'metadata.labels["a.b/c"]': ["metadata", "labels", "a.b/c"],
      'metadata["labels"].x': ["metadata", "labels", "x"],
      '["spec"].x': ["spec", "x"],
      'a["say \\"b\\""]': ["a", 'say "b"'],
      "spec.*": ["spec", "*"],
      "spec.rules[*].host": ["spec", "rules", "*", "host"],
      "*": ["*"],
    };
    for (const [path, steps] of Object.entries(paths)) expect(stepsOf(path), path).to.deep.equal(steps);
  });

  it("is none when anything is left over", () => {
    for (const path of ["", ".", ".a", "a.", "a..b", "a[", "a[b]", 'a["b]', "a]", "[a]"]) {
      expect(stepsOf(path), path).to.equal(undefined);
    }
  });

  it("lies below another when that is its beginning", () => {
    const steps = (path: string) => stepsOf(path) ?? [];
    expect(isBelow(steps("spec"), steps("spec.rules[0]"))).to.equal(true);
    expect(isBelow(steps("spec.rules[0]"), steps("spec"))).to.equal(false);
    expect(isBelow(steps("spec.rules"), steps("spec.rule"))).to.equal(false);
    expect(isBelow(steps("spec.*.host"), steps("spec.a.host.b"))).to.equal(true);
  });

  it("overlaps whatever is below it or above it, whichever comes first", () => {
    const path = fc.array(fc.constantFrom("a", "b", "*"), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(path, path, (one, other) => {
        expect(overlap(one, other)).to.equal(overlap(other, one));
        expect(overlap(one, [...one, ...other])).to.equal(true);
        expect(isBelow(one, other)).to.equal(
          one.length <= other.length && one.every((step, at) => [step, other[at]].includes("*") || step === other[at]),
        );
      }),
    );
  });
});
