import { expect } from "chai";
import rule from "../../../policy/rules/tenant-bundle-complete.ts";
import { change, judge, resource, unknown } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, replace, world } from "../world.ts";

const without = (name: string) => replace(world(), name, undefined);
const changed = (name: string, path: string, value: unknown) => replace(world(), name, change(pick(name), path, value));
const lacks = (what: string) => [`tenant "acme" lacks ${what}`];

const parts: Readonly<Record<string, string>> = {
  "acme.namespace": "a Namespace",
  "acme.quota": "a ResourceQuota",
  "acme.limits": "a LimitRange",
  "acme.release": "a Higress release",
  "acme.controller-role": "a Role bound to ServiceAccount higress-controller",
  "acme.controller-binding": "a Role bound to ServiceAccount higress-controller",
  "acme.gateway-role": "a Role bound to ServiceAccount higress-gateway",
  "acme.gateway-binding": "a Role bound to ServiceAccount higress-gateway",
  "acme.network.dns": "a way to the cluster's DNS",
  "acme.disruption-budget": "a PodDisruptionBudget",
  "entry.to-acme": "NetworkPolicies that let the entry reach its gateway",
  "entry.acme": "an Ingress of the entry for *.acme.aigw.example.com, api.acme.example",
};

describe("tenant-bundle-complete", () => {
  for (const [name, what] of Object.entries(parts)) {
    it(`finds that ${name} is missing`, () => {
      expect(messages(rule, without(name))).to.deep.equal(lacks(what));
    });
  }

  it("tells of all that is missing in one finding, on the tenant's namespace", () => {
    const bare = world().filter(({ name }) => !["acme.quota", "acme.limits"].includes(name ?? ""));
    const findings = judge(rule, bare.map(resource), facts()) ?? [];
    expect(findings.map(({ message }) => message)).to.deep.equal(lacks("a ResourceQuota, a LimitRange"));
    expect(findings[0]?.urn).to.match(/::acme\.namespace$/);
  });

  it("finds a tenant of which nothing is there", () => {
    const initech = {
      ...{ id: "initech", namespace: "initech-gateway", ingressClass: "higress-initech" },
      ...{ hosts: [], certificates: [], registries: [], groups: [], network: { ingress: [], egress: [] } },
    };
    const more = facts({ tenants: [...facts().tenants, initech] });
    expect(messages(rule, world(), more)?.join()).to.match(/^tenant "initech" lacks a Namespace, a ResourceQuota, /);
  });

  it("finds a registry, a way in and a binding that lead elsewhere", () => {
    const bridge = changed(
      "entry.bridge",
      "spec.registries[0].domain",
      "higress-gateway.globex-gateway.svc.cluster.local",
    );
    expect(messages(rule, bridge)).to.deep.equal(lacks("a registry in the entry's McpBridge"));
    const port = changed("acme.network.gateway", "spec.ingress[0].ports[0].port", 8080);
    expect(messages(rule, port)).to.deep.equal(lacks("NetworkPolicies that let the entry reach its gateway"));
    const subject = changed("acme.gateway-binding", "subjects[0].namespace", "globex-gateway");
    expect(messages(rule, subject)).to.deep.equal(lacks("a Role bound to ServiceAccount higress-gateway"));
    const budget = changed("acme.disruption-budget", "spec.selector.matchLabels.app", "other");
    expect(messages(rule, budget)).to.deep.equal(lacks("a PodDisruptionBudget"));
  });

  it("asks for no budget where one replica runs or none, or where nothing is protected", () => {
    for (const replicas of [0, 1]) {
      const few = change(pick("acme.release"), "values.gateway.replicas", replicas);
      expect(found(rule, replace(without("acme.disruption-budget"), "acme.release", few))).to.deep.equal([]);
    }
    const scaledFrom = (minReplicas: number) =>
      replace(
        without("acme.disruption-budget"),
        "acme.release",
        change(pick("acme.release"), "values.gateway.autoscaling", { enabled: true, minReplicas, maxReplicas: 5 }),
      );
    expect(found(rule, scaledFrom(1))).to.deep.equal([]);
    expect(messages(rule, scaledFrom(2))).to.deep.equal(lacks("a PodDisruptionBudget"));
    expect(found(rule, without("acme.disruption-budget"), facts({ protect: false }))).to.deep.equal([]);
  });

  it("takes a host however it is written", () => {
    expect(found(rule, changed("entry.acme", "spec.rules[1].host", "API.acme.example."))).to.deep.equal([]);
  });

  it("finds nothing in a lawful world", () => {
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("does not apply to a stack without Kubernetes objects, or a fleet without tenants", () => {
    expect(found(rule, [pick("acme")])).to.equal(undefined);
    expect(found(rule, world(), facts({ tenants: [] }))).to.equal(undefined);
  });

  it("does not pass a part that preview cannot know", () => {
    const hidden = changed("acme.network.gateway", "spec.ingress[0].from", unknown);
    expect(found(rule, hidden)).to.deep.equal(["spec.ingress[0].from", ""]);
    const extra = change({ ...pick("acme.quota"), name: "extra" }, "metadata.namespace", unknown);
    expect(cannotKnow(rule, [...world(), extra], "metadata.namespace")).to.equal(true);
  });
});
