import { expect } from "chai";
import rule from "../../../policy/rules/quota-compute-dimensions.ts";
import { cannotKnow, change, messages, paths, unknown } from "../harness.ts";
import { facts, pick, world } from "../world.ts";

const quota = pick("acme.quota");
const hard = (key: string): string => `spec.hard["${key}"]`;
const keys = ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory", "pods"];

describe("quota-compute-dimensions", () => {
  it("finds each dimension that is left out", () => {
    for (const key of keys) {
      expect(paths(rule, change(quota, hard(key), undefined), facts()), key).to.deep.equal([hard(key)]);
    }
    expect(paths(rule, change(quota, "spec.hard", { pods: "10" }), facts())).to.deep.equal(keys.slice(0, 4).map(hard));
  });

  it("finds what bounds nothing because it is no quantity", () => {
    expect(messages(rule, change(quota, hard("limits.cpu"), "lots"), facts())).to.deep.equal(['"lots" is no quantity']);
  });

  it("takes the short forms and plain numbers", () => {
    const short = { cpu: 10, memory: "16Gi", "limits.cpu": "10", "limits.memory": "16Gi", "count/pods": 6 };
    expect(paths(rule, change(quota, "spec.hard", short), facts())).to.deep.equal([]);
    expect(paths(rule, world(), facts())).to.deep.equal([]);
  });

  it("does not apply to other kinds", () => {
    expect(paths(rule, pick("acme.limits"), facts())).to.equal(undefined);
  });

  it("does not pass a bound that preview cannot know", () => {
    expect(cannotKnow(rule, change(quota, hard("pods"), unknown), facts(), "spec.hard.pods")).to.equal(true);
  });
});
