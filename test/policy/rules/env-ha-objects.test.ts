import { expect } from "chai";
import rule from "../../../policy/rules/env-ha-objects.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const release = pick("acme.release");
const budget = pick("acme.disruption-budget");

const { selector } = budget.props["spec"] as { readonly selector: object };
const withSpec = (spec: object) => found(rule, [release, change(budget, "spec", { selector, ...spec })]);
const ofRelease = (path: string, value: unknown) => found(rule, [change(release, path, value), budget]);

describe("env-ha-objects", () => {
  it("passes a budget that lets some of the pods go and keeps some", () => {
    for (const spec of [
      { minAvailable: 2 },
      { minAvailable: 1 },
      { minAvailable: "50%" },
      { maxUnavailable: 1 },
      { maxUnavailable: "34%" },
    ]) {
      expect(withSpec(spec), JSON.stringify(spec)).to.deep.equal([]);
    }
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("asks nothing of a suspended tenant, which has no pods to keep up", () => {
    const none = change(change(release, "values.gateway.replicas", 0), "values.controller.replicas", 0);
    const suspended = facts({
      tenants: facts().tenants.map((tenant) => (tenant.id === "acme" ? { ...tenant, suspended: true } : tenant)),
    });
    expect(found(rule, none, suspended)).to.deep.equal([]);
    expect(messages(rule, none)).to.deep.equal(["0 is fewer than 1"]);
  });

  it("finds a budget that lets none go, or all", () => {
    for (const minAvailable of [3, 4, "100%", "67%", 0, "0%"]) {
      expect(withSpec({ minAvailable }), String(minAvailable)).to.deep.equal(["spec.minAvailable"]);
    }
    for (const maxUnavailable of [0, "0%", 3, "100%", "67%"]) {
      expect(withSpec({ maxUnavailable }), String(maxUnavailable)).to.deep.equal(["spec.maxUnavailable"]);
    }
    expect(withSpec({})).to.deep.equal(["spec.maxUnavailable"]);
    expect(messages(rule, [release, change(budget, "spec.minAvailable", 3)])).to.deep.equal([
      "3 lets none of 3 go, which blocks every drain",
    ]);
  });

  it("finds that no budget selects the gateway's pods", () => {
    expect(found(rule, release)).to.deep.equal([""]);
    expect(withSpec({ minAvailable: 2, selector: { matchLabels: { app: "gateway" } } })).to.deep.equal([""]);
    expect(withSpec({ minAvailable: 2, selector: undefined })).to.deep.equal([""]);
    expect(found(rule, [release, pick("globex.disruption-budget")])).to.deep.equal([""]);
  });

  it("asks the same of a single pod that an autoscaler may multiply", () => {
    const autoscaling = { enabled: true, minReplicas: 1, maxReplicas: 6 };
    const single = change(release, "values.gateway.autoscaling", autoscaling);
    expect(found(rule, [single])).to.deep.equal([""]);
    const together = change(single, "values.gateway.topologySpreadConstraints", []);
    expect(found(rule, [together, budget])).to.include("values.gateway.topologySpreadConstraints");
  });

  it("finds two budgets for the same pods, and takes one that selects every pod", () => {
    const everything = change({ ...budget, name: "all" }, "spec", { selector: {}, maxUnavailable: 1 });
    expect(found(rule, [release, everything])).to.deep.equal([]);
    expect(found(rule, [release, budget, everything])).to.deep.equal(["spec.selector"]);
  });

  it("counts an autoscaler's minimum", () => {
    const scaled = change(release, "values.gateway.autoscaling", { enabled: true, minReplicas: 2, maxReplicas: 9 });
    expect(found(rule, [scaled, budget])).to.deep.equal(["spec.minAvailable"]);
    expect(found(rule, [scaled, change(budget, "spec.minAvailable", 1)])).to.deep.equal([]);
  });

  it("asks a single pod for nothing but that its node can be drained", () => {
    const single = change(
      change(release, "values.gateway.replicas", 1),
      "values.gateway.topologySpreadConstraints",
      [],
    );
    expect(found(rule, single)).to.deep.equal([]);
    expect(found(rule, [single, change(budget, "spec.minAvailable", 1)])).to.deep.equal(["spec.minAvailable"]);
    expect(found(rule, [single, change(budget, "spec", { selector, maxUnavailable: 1 })])).to.deep.equal([]);
  });

  it("finds pods that nothing keeps apart, and takes an anti-affinity for a spread", () => {
    const path = "values.gateway.topologySpreadConstraints";
    expect(ofRelease(path, undefined)).to.deep.equal([path]);
    const elsewhere = [{ topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { app: "gateway" } } }];
    expect(ofRelease(path, elsewhere)).to.deep.equal([path]);
    const apart = { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1 }] } };
    const repelled = change(change(release, path, []), "values.gateway.affinity", apart);
    expect(found(rule, [repelled, budget])).to.deep.equal([]);
    const attracted = change(change(release, path, []), "values.gateway.affinity", {
      podAntiAffinity: {},
      podAffinity: apart,
    });
    expect(found(rule, [attracted, budget])).to.deep.equal([path]);
  });

  it("finds a rollout that takes all pods away", () => {
    const [away, more] = ["values.gateway.rollingMaxUnavailable", "values.gateway.rollingMaxSurge"];
    for (const value of ["100%", 3, "some"]) expect(ofRelease(away, value), String(value)).to.deep.equal([away]);
    for (const value of ["99%", 2, 0]) expect(ofRelease(away, value), String(value)).to.deep.equal([]);
    expect(ofRelease(more, "x")).to.deep.equal([more]);
  });

  it("asks for one controller, and for as many as its setting says", () => {
    const path = "values.controller.replicas";
    expect(ofRelease(path, 0)).to.deep.equal([path]);
    expect(ofRelease(path, undefined)).to.deep.equal([]);
    const settled = (sketch: Sketch) =>
      judge(rule, [sketch, budget].map(resource), facts(), { controllerReplicas: 2 })?.map(({ path: where }) => where);
    expect(settled(release)).to.deep.equal([path]);
    expect(settled(change(release, path, 2))).to.deep.equal([]);
  });

  it("is off where the environment is not protected, and has nothing to say without a release", () => {
    expect(rule.enforcement).to.deep.equal({ protected: "mandatory", open: "disabled" });
    expect(found(rule, budget)).to.equal(undefined);
  });

  it("does not pass a budget that preview cannot know", () => {
    const open = change(budget, "spec.minAvailable", unknown);
    expect(found(rule, [release, open])).to.deep.equal(["spec.minAvailable", ""]);
    const hidden = change(release, "values.gateway.replicas", unknown);
    expect(cannotKnow(rule, [hidden, budget], "values.gateway.replicas")).to.equal(true);
  });
});
