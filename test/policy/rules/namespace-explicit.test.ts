import { expect } from "chai";
import rule from "../../../policy/rules/namespace-explicit.ts";
import { cannotKnow, change, paths, unknown } from "../harness.ts";
import { facts, pick, world } from "../world.ts";

describe("namespace-explicit", () => {
  it("finds an object without a namespace, or with one of the cluster itself", () => {
    for (const namespace of [undefined, "", " ", "default", "kube-system", "kube-public"]) {
      const homeless = change(pick("acme.quota"), "metadata.namespace", namespace);
      expect(paths(rule, homeless, facts()), String(namespace)).to.deep.equal(["metadata.namespace"]);
    }
  });

  it("finds a release without a namespace, which Helm would put into default", () => {
    expect(paths(rule, change(pick("acme.release"), "namespace", "default"), facts())).to.deep.equal(["namespace"]);
  });

  it("counts a kind that it does not know as namespaced", () => {
    const widget = { type: "kubernetes:example.com/v1:Widget", props: { metadata: { name: "one" } } };
    expect(paths(rule, widget, facts())).to.deep.equal(["metadata.namespace"]);
  });

  it("takes an explicit one", () => {
    expect(paths(rule, pick("acme.quota"), facts())).to.deep.equal([]);
    expect(paths(rule, change(pick("acme.quota"), "metadata.namespace", "defaults"), facts())).to.deep.equal([]);
    expect(paths(rule, world(), facts())).to.deep.equal([]);
  });

  it("does not apply to cluster-wide kinds and components", () => {
    for (const name of ["higress-acme", "acme.namespace", "controller", "acme"]) {
      expect(paths(rule, pick(name), facts()), name).to.equal(undefined);
    }
  });

  it("does not pass a namespace that preview cannot know", () => {
    const hidden = change(pick("acme.quota"), "metadata.namespace", unknown);
    expect(cannotKnow(rule, hidden, facts(), "metadata.namespace")).to.equal(true);
  });
});
