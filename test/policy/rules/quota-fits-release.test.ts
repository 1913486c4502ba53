import { expect } from "chai";
import rule from "../../../policy/rules/quota-fits-release.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const quota = pick("acme.quota");
const release = pick("acme.release");
const limits = pick("acme.limits");
const hard = (key: string): string => `spec.hard["${key}"]`;

/** What the rule finds when the release and its quota are as given. */
const judged = (one: Sketch, other: Sketch = quota) => found(rule, [one, other, limits]);

describe("quota-fits-release", () => {
  // Gateway: (3 + 1) × 2 CPU and 2Gi. Controller pod: (1 + 1) × (500m + 500m) and (1Gi + 1Gi).
  const peak = { cpu: "10", memory: "12Gi", pods: "6" };

  it("passes a quota of exactly the peak", () => {
    const exact = change(quota, "spec.hard", { ...peak, "limits.cpu": "10000m", "limits.memory": "12288Mi" });
    expect(judged(release, exact)).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("finds each dimension that is a little too small", () => {
    const small = { cpu: "9999m", "limits.cpu": "9", memory: "12287Mi", "limits.memory": "4Gi", pods: "5" };
    for (const [key, amount] of Object.entries(small)) {
      expect(judged(release, change(quota, "spec.hard", { ...peak, [key]: amount })), key).to.deep.equal([hard(key)]);
    }
    expect(messages(rule, [release, change(quota, hard("limits.memory"), "4Gi")])).to.deep.equal([
      '4Gi is less than the 12Gi of release "acme.release" at its peak',
    ]);
  });

  it("counts an autoscaler's most, the chart's five where nobody says", () => {
    const autoscaled = change(release, "values.gateway.autoscaling", { enabled: true, minReplicas: 3 });
    const own = "values.gateway.autoscaling.enabled";
    expect(judged(autoscaled)).to.deep.equal([own, hard("requests.cpu"), hard("limits.cpu"), hard("pods")]);
    expect(judged(change(autoscaled, "values.gateway.autoscaling.maxReplicas", 3))).to.deep.equal([own]);
  });

  it("counts the chart's surge of all pods where nobody says less", () => {
    const doubled = change(release, "values.gateway.rollingMaxSurge", undefined);
    expect(judged(doubled)).to.deep.equal([hard("requests.cpu"), hard("limits.cpu"), hard("pods")]);
    expect(judged(change(release, "values.gateway.rollingMaxSurge", "25%"))).to.deep.equal([]);
  });

  it("counts what a LimitRange gives a container without numbers", () => {
    const bare = change(release, "values.pilot.resources", { requests: { cpu: null, memory: null } });
    expect(found(rule, [bare, change(quota, hard("limits.cpu"), "10"), limits])).to.deep.equal([]);
    const generous = change(limits, "spec.limits[0].default.cpu", "2");
    expect(found(rule, [bare, quota, generous])).to.deep.equal([hard("limits.cpu")]);
  });

  it("finds a number of pods that nobody can tell", () => {
    expect(judged(change(release, "values.gateway.kind", "DaemonSet"))).to.deep.equal(["values.gateway.kind"]);
    expect(judged(change(release, "values.gateway.replicas", "three"))).to.deep.equal(["values.gateway.replicas"]);
  });

  it("takes the smaller one of two quotas, and none that is scoped", () => {
    const tight = { ...change(quota, "spec.hard", { pods: "3" }), name: "tight" };
    expect(found(rule, [release, quota, tight])).to.deep.equal([hard("pods")]);
    expect(found(rule, [release, quota, change(tight, "spec.scopes", ["BestEffort"])])).to.deep.equal([]);
  });

  it("asks for more with headroom", () => {
    const exact = change(quota, "spec.hard", { ...peak, "limits.cpu": "11", "limits.memory": "14Gi" });
    const paths = judge(rule, [release, exact].map(resource), facts(), { headroomPercent: 10 })?.map(
      ({ path }) => path,
    );
    expect(paths).to.deep.equal([hard("cpu"), hard("memory"), hard("pods")]);
  });

  it("has nothing to say without a quota of the release's namespace", () => {
    expect(found(rule, [release, pick("globex.quota")])).to.equal(undefined);
    expect(found(rule, quota)).to.equal(undefined);
  });

  it("does not pass numbers that preview cannot know", () => {
    const open = change(release, "values.gateway.replicas", unknown);
    expect(cannotKnow(rule, [open, quota], "values.gateway.replicas")).to.equal(true);
    expect(cannotKnow(rule, [release, change(quota, hard("pods"), unknown)], "spec.hard.pods")).to.equal(true);
  });
});
