import { expect } from "chai";
import rule from "../../../policy/rules/quota-compute-dimensions.ts";
import { change, unknown } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { pick, world } from "../world.ts";

const quota = pick("acme.quota");
const hard = (key: string): string => `spec.hard["${key}"]`;
const keys = ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory", "pods"];

describe("quota-compute-dimensions", () => {
  it("finds each dimension that is left out", () => {
    for (const key of keys) {
      expect(found(rule, change(quota, hard(key), undefined)), key).to.deep.equal([hard(key)]);
    }
    expect(found(rule, change(quota, "spec.hard", { pods: "10" }))).to.deep.equal(keys.slice(0, 4).map(hard));
  });

  it("finds what bounds nothing because it is no quantity", () => {
    expect(messages(rule, change(quota, hard("limits.cpu"), "lots"))).to.deep.equal(['"lots" is no quantity']);
  });

  it("takes the short forms and plain numbers", () => {
    const short = { cpu: 10, memory: "16Gi", "limits.cpu": "10", "limits.memory": "16Gi", "count/pods": 6 };
    expect(found(rule, change(quota, "spec.hard", short))).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("takes several quotas of a namespace that bound all of it together, and not those of another namespace", () => {
    const half = (name: string, some: readonly string[], namespace = "acme-gateway") => ({
      ...change(change(quota, "spec.hard", Object.fromEntries(some.map((key) => [key, "1"]))), "metadata", {
        ...{ name, namespace },
      }),
      name,
    });
    const [one, other] = [half("requests", keys.slice(0, 2)), half("limits", keys.slice(2))];
    expect(found(rule, [one, other])).to.deep.equal([]);
    expect(found(rule, [one, half("limits", keys.slice(2), "globex-gateway")])).to.deep.equal([
      ...keys.slice(0, 2).map(hard),
      ...keys.slice(2).map(hard),
    ]);
  });

  it("asks a scoped quota for nothing, and takes nothing from it", () => {
    const scoped = { ...change(quota, "spec.scopes", ["BestEffort"]), name: "scoped" };
    expect(found(rule, scoped)).to.deep.equal([]);
    expect(found(rule, [scoped, change(quota, hard("pods"), undefined)])).to.deep.equal([hard("pods")]);
  });

  it("does not apply to other kinds", () => {
    expect(found(rule, pick("acme.limits"))).to.equal(undefined);
  });

  it("does not pass a bound that preview cannot know", () => {
    expect(cannotKnow(rule, change(quota, hard("pods"), unknown), "spec.hard.pods")).to.equal(true);
  });
});
