import { expect } from "chai";
import rule from "../../../policy/rules/closed-world-ownership.ts";
import { cannotKnow, change, messages, paths, unknown } from "../harness.ts";
import type { Sketch } from "../harness.ts";
import { facts, pick, world } from "../world.ts";

const object = (type: string, name: string, namespace?: string): Sketch => ({
  type: `kubernetes:${type}`,
  props: { metadata: { name, ...(namespace === undefined ? {} : { namespace }) } },
});

describe("closed-world-ownership", () => {
  it("finds an object in a namespace that nobody owns", () => {
    const stray = change(pick("acme.quota"), "metadata.namespace", "sandbox");
    expect(messages(rule, stray, facts())).to.deep.equal(['namespace "sandbox" belongs to nobody in the fleet']);
    expect(paths(rule, change(pick("acme.release"), "namespace", "sandbox"), facts())).to.deep.equal(["namespace"]);
  });

  it("finds cluster-wide objects that are not the fleet's", () => {
    const strays = [
      object("core/v1:Namespace", "sandbox"),
      object("networking.k8s.io/v1:IngressClass", "nginx"),
      object("rbac.authorization.k8s.io/v1:ClusterRole", "higress-fleet-controller-2"),
      object("rbac.authorization.k8s.io/v1:ClusterRoleBinding", "higress-fleet-controller:sandbox"),
      object("apiextensions.k8s.io/v1:CustomResourceDefinition", "wasmplugins.extensions.higress.io.example.com"),
      object("storage.k8s.io/v1:StorageClass", "fast"),
    ];
    for (const stray of strays) expect(paths(rule, stray, facts()), stray.type).to.deep.equal(["metadata.name"]);
  });

  it("judges a patch as the kind it patches", () => {
    expect(paths(rule, object("core/v1:NamespacePatch", "sandbox"), facts())).to.deep.equal(["metadata.name"]);
  });

  it("takes what the platform owns", () => {
    expect(paths(rule, object("core/v1:Namespace", "monitoring"), facts())).to.deep.equal([]);
    expect(paths(rule, object("core/v1:ConfigMap", "dashboards", "monitoring"), facts())).to.deep.equal([]);
  });

  it("leaves an object without a namespace to namespace-explicit", () => {
    expect(paths(rule, object("core/v1:ConfigMap", "homeless"), facts())).to.deep.equal([]);
  });

  it("finds nothing in a lawful world", () => {
    expect(paths(rule, world(), facts())).to.deep.equal([]);
  });

  it("does not apply to what is no Kubernetes object", () => {
    expect(paths(rule, pick("acme"), facts())).to.equal(undefined);
    expect(paths(rule, { type: "kubernetes:yaml/v2:ConfigGroup", props: {} }, facts())).to.equal(undefined);
  });

  it("does not pass a namespace that preview cannot know", () => {
    const hidden = change(pick("acme.quota"), "metadata.namespace", unknown);
    expect(cannotKnow(rule, hidden, facts(), "metadata.namespace")).to.equal(true);
  });
});
