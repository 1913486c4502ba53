import { expect } from "chai";
import rule from "../../../policy/rules/quota-unscoped-and-unshadowed.ts";
import { change, judge, resource, unknown } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const quota = pick("acme.quota");
const hard = (key: string): string => `spec.hard["${key}"]`;
const scopeSelector = { matchExpressions: [{ scopeName: "PriorityClass", operator: "In", values: ["low"] }] };

describe("quota-unscoped-and-unshadowed", () => {
  it("finds a namespace whose only quota bounds some of its pods", () => {
    for (const scope of ["BestEffort", "NotBestEffort", "Terminating", "NotTerminating"]) {
      expect(found(rule, change(quota, "spec.scopes", [scope])), scope).to.deep.equal(["spec.scopes"]);
    }
    expect(found(rule, change(quota, "spec.scopeSelector", scopeSelector))).to.deep.equal(["spec.scopeSelector"]);
  });

  it("finds a namespace whose quotas are all of that kind, once", () => {
    const both = [
      { ...change(quota, "spec.scopes", ["Terminating"]), name: "a" },
      { ...change(quota, "spec.scopes", ["NotTerminating"]), name: "b" },
    ];
    expect(found(rule, both)).to.deep.equal(["spec.scopes"]);
  });

  it("takes a scoped quota beside one for every pod", () => {
    expect(found(rule, [quota, { ...change(quota, "spec.scopes", ["BestEffort"]), name: "more" }])).to.deep.equal([]);
    expect(found(rule, change(quota, "spec.scopes", []))).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("finds amounts that nobody reaches", () => {
    expect(messages(rule, change(quota, hard("requests.cpu"), "1000"))).to.deep.equal([
      '"1000" is no bound: 1000 or more counts as none',
    ]);
    expect(found(rule, change(quota, hard("limits.memory"), "1Pi"))).to.deep.equal([hard("limits.memory")]);
    expect(found(rule, change(quota, hard("pods"), 1e9))).to.deep.equal([hard("pods")]);
    expect(found(rule, change(quota, hard("requests.cpu"), "999999m"))).to.deep.equal([]);
  });

  it("takes a huge amount beside a small one, for the small one bounds", () => {
    const huge = { ...change(quota, "spec.hard", { cpu: "100000", pods: "100000" }), name: "huge" };
    expect(found(rule, [huge, quota])).to.deep.equal([]);
  });

  it("takes the amounts of its settings", () => {
    const judged = (unbounded: object) =>
      judge(rule, [resource(quota)], facts(), { unbounded })?.map(({ path }) => path);
    expect(judged({ "requests.cpu": 10 })).to.deep.equal([hard("requests.cpu")]);
    expect(judged({ "requests.cpu": 11, constructor: 1 })).to.deep.equal([]);
  });

  it("leaves namespaces of others alone", () => {
    const stranger = change(change(quota, "metadata.namespace", "monitoring"), "spec.scopes", ["BestEffort"]);
    expect(found(rule, stranger)).to.equal(undefined);
    expect(found(rule, pick("acme.limits"))).to.equal(undefined);
  });

  it("does not pass scopes that preview cannot know", () => {
    expect(cannotKnow(rule, change(quota, "spec.scopes", unknown), "spec.scopes")).to.equal(true);
  });
});
