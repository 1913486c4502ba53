import { expect } from "chai";
import rule from "../../../policy/rules/namespace-explicit.ts";
import { change, unknown } from "../harness.ts";
import { cannotKnow, found } from "../verdict.ts";
import { pick, world } from "../world.ts";

describe("namespace-explicit", () => {
  it("finds an object without a namespace, or with one of the cluster itself", () => {
    for (const namespace of [undefined, "", " ", "default", "kube-system", "kube-public"]) {
      const homeless = change(pick("acme.quota"), "metadata.namespace", namespace);
      expect(found(rule, homeless), String(namespace)).to.deep.equal(["metadata.namespace"]);
    }
  });

  it("finds a release without a namespace, which Helm would put into default", () => {
    expect(found(rule, change(pick("acme.release"), "namespace", "default"))).to.deep.equal(["namespace"]);
  });

  it("counts a kind that it does not know as namespaced", () => {
    const widget = { type: "kubernetes:example.com/v1:Widget", props: { metadata: { name: "one" } } };
    expect(found(rule, widget)).to.deep.equal(["metadata.namespace"]);
  });

  it("takes an explicit one", () => {
    expect(found(rule, pick("acme.quota"))).to.deep.equal([]);
    expect(found(rule, change(pick("acme.quota"), "metadata.namespace", "defaults"))).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("does not apply to cluster-wide kinds and components", () => {
    for (const name of ["higress-acme", "acme.namespace", "controller", "acme"]) {
      expect(found(rule, pick(name)), name).to.equal(undefined);
    }
  });

  it("does not pass a namespace that preview cannot know", () => {
    const hidden = change(pick("acme.quota"), "metadata.namespace", unknown);
    expect(cannotKnow(rule, hidden, "metadata.namespace")).to.equal(true);
  });
});
