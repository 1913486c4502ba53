import { expect } from "chai";
import rule from "../../../policy/rules/no-ignore-changes-on-isolation.ts";
import { judge, resource, unknown, change } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const ignoring = (name: string, ...ignoreChanges: readonly string[]) => ({ ...pick(name), ignoreChanges });
const hides = (name: string, path: string) => found(rule, ignoring(name, path));

describe("no-ignore-changes-on-isolation", () => {
  it("finds a path that hides a field, or a part of one, or all of them", () => {
    for (const path of ["spec", "spec.ingress", "spec.ingress[0].from", "spec.*", "*", 'spec["egress"]', "metadata"]) {
      expect(hides("acme.network.gateway", path), path).to.deep.equal(["ignoreChanges[0]"]);
    }
    expect(hides("acme.release", "values")).to.deep.equal(["ignoreChanges[0]"]);
    expect(hides("acme.gateway-role", "rules[0]")).to.deep.equal(["ignoreChanges[0]"]);
    expect(hides("acme.gateway-binding", "subjects")).to.deep.equal(["ignoreChanges[0]"]);
    expect(hides("acme.namespace", 'metadata.labels["higress-fleet.io/tenant"]')).to.deep.equal(["ignoreChanges[0]"]);
  });

  it("names each path of several, as it is written", () => {
    const many = ignoring("entry.acme", "status", "spec.rules", "metadata.annotations");
    expect(found(rule, many)).to.deep.equal(["ignoreChanges[1]", "ignoreChanges[2]"]);
    expect(messages(rule, many)?.[0]).to.equal('"spec.rules" hides what keeps tenants apart');
  });

  it("takes what is no path for one that hides everything", () => {
    for (const path of ["", "[spec", "spec..ingress", ".spec", "spec["]) {
      expect(hides("acme.quota", path), path).to.deep.equal(["ignoreChanges[0]"]);
    }
  });

  it("lets controllers change what is theirs", () => {
    expect(hides("acme.quota", "status")).to.deep.equal([]);
    expect(hides("acme.network.gateway", "metadata.managedFields")).to.deep.equal([]);
    expect(hides("acme.network.gateway", "specification"), "a near miss").to.deep.equal([]);
    const deployment = { type: "kubernetes:apps/v1:Deployment", props: { metadata: { name: "d" } } };
    expect(found(rule, { ...deployment, ignoreChanges: ["spec.replicas"] })).to.deep.equal([]);
    expect(found(rule, { ...deployment, ignoreChanges: ["spec"] })).to.deep.equal(["ignoreChanges[0]"]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("lets pass what a setting allows, of that kind and below that path", () => {
    const given = { allowedPaths: ["Service spec.clusterIP", "* metadata.labels"] };
    const paths = (type: string, ...ignoreChanges: readonly string[]) =>
      (judge(rule, resource({ type, props: { metadata: {} }, ignoreChanges }), facts(), given) ?? []).map(
        ({ path }) => path,
      );
    expect(paths("kubernetes:core/v1:Service", "spec.clusterIP", 'metadata.labels["a"]')).to.deep.equal([]);
    expect(paths("kubernetes:core/v1:Service", "spec", "metadata")).to.have.length(2);
    expect(paths("kubernetes:networking.k8s.io/v1:NetworkPolicy", "spec.clusterIP")).to.have.length(1);
  });

  it("needs no value, known or not", () => {
    expect(found(rule, { ...change(pick("acme.quota"), "spec", unknown), ignoreChanges: ["spec"] })).to.deep.equal([
      "ignoreChanges[0]",
    ]);
  });

  it("does not apply to components", () => {
    expect(found(rule, { ...pick("acme"), ignoreChanges: ["*"] })).to.equal(undefined);
  });
});
