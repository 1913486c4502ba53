import { expect } from "chai";
import rule from "../../../policy/rules/quota-implies-limitrange.ts";
import { change, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { pick, world } from "../world.ts";

const quota = pick("acme.quota");
const limits = pick("acme.limits");
const release = pick("acme.release");
const item = (key: string): string => `spec.limits[0].${key}`;

const judged = (range: Sketch, ...others: readonly Sketch[]) => found(rule, [quota, range, release, ...others]);

describe("quota-implies-limitrange", () => {
  it("passes a namespace with defaults below their maximum", () => {
    expect(judged(limits)).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("passes a release whose containers all bring their numbers, with no LimitRange at all", () => {
    expect(found(rule, [quota, release])).to.deep.equal([]);
  });

  it("finds the chart's pilot, which brings no limits, where no LimitRange gives any", () => {
    const pilot = change(release, "values.pilot.resources", undefined);
    expect(messages(rule, [quota, pilot])).to.deep.equal([
      "no LimitRange of the namespace gives defaultRequest.cpu, defaultRequest.memory, default.cpu, default.memory, " +
        "which values.pilot.resources.limits.cpu, values.pilot.resources.limits.memory needs",
    ]);
    expect(found(rule, [quota, pilot, limits])).to.deep.equal([]);
    const half = change(change(limits, item("default.cpu"), undefined), item("max"), undefined);
    expect(found(rule, [quota, pilot, half])).to.deep.equal(["spec.hard"]);
  });

  it("finds a namespace with a quota and nothing else", () => {
    expect(found(rule, quota)).to.deep.equal(["spec.hard"]);
    expect(found(rule, [quota, change(limits, item("type"), "Pod")])).to.deep.equal(["spec.hard"]);
    expect(found(rule, [quota, pick("globex.limits")])).to.deep.equal(["spec.hard"]);
  });

  it("takes the defaults that the API server fills in", () => {
    const max = { cpu: "2", memory: "4Gi" };
    expect(found(rule, [quota, change(limits, "spec.limits", [{ type: "Container", max }])])).to.deep.equal([]);
  });

  it("finds a default above its maximum, and a request above its limit", () => {
    expect(judged(change(limits, item("default.cpu"), "2001m"))).to.deep.equal([item("default.cpu")]);
    expect(judged(change(limits, item("default.cpu"), "2000m"))).to.deep.equal([]);
    expect(judged(change(limits, item("defaultRequest.memory"), "513Mi"))).to.deep.equal([
      item("defaultRequest.memory"),
    ]);
  });

  it("finds a default above the whole quota", () => {
    const range = change(limits, "spec.limits", [
      { type: "Container", default: { cpu: "11", memory: "1Gi" }, defaultRequest: { cpu: "1", memory: "1Gi" } },
    ]);
    expect(messages(rule, [quota, range])).to.deep.equal(["11 is more than the 10 of the quota"]);
  });

  it("finds a maximum that refuses the release's own containers", () => {
    expect(judged(change(change(limits, item("max.cpu"), "1"), item("default.cpu"), "1"))).to.deep.equal([
      item("max.cpu"),
    ]);
    expect(messages(rule, [quota, change(limits, item("max.memory"), "1Gi"), release])).to.deep.equal([
      "1Gi refuses values.gateway.resources.limits.memory of 2Gi",
    ]);
  });

  it("has nothing to say where no quota bounds CPU and memory", () => {
    expect(found(rule, [change(quota, "spec.hard", { pods: "9" }), release])).to.equal(undefined);
    expect(found(rule, [change(quota, "spec.scopes", ["BestEffort"]), release])).to.equal(undefined);
    expect(found(rule, limits)).to.equal(undefined);
  });

  it("does not pass a default that preview cannot know", () => {
    const open = change(limits, item("default.cpu"), unknown);
    expect(found(rule, [quota, open, release])).to.deep.equal([item("default.cpu")]);
    expect(cannotKnow(rule, [quota, open, release], item("default.cpu"))).to.equal(true);
  });
});
