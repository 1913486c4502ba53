import { expect } from "chai";
import rule from "../../../policy/rules/no-patch-bypass.ts";
import { judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const object = (type: string, name: string, namespace?: string): Sketch => ({
  type: `kubernetes:${type}`,
  props: { metadata: { name, ...(namespace === undefined ? {} : { namespace }) } },
});
/** The provider gives every object its kind, whatever else is missing. */
const list = (type: string, props = {}): Sketch => ({
  type: `kubernetes:${type}`,
  props: { kind: type.split(":")[1], ...props },
});

describe("no-patch-bypass", () => {
  it("finds a patch, of a built-in kind and of an extension's", () => {
    expect(messages(rule, object("core/v1:NamespacePatch", "acme-gateway"))).to.deep.equal([
      "is a patch of Namespace acme-gateway",
    ]);
    expect(messages(rule, object("networking.higress.io/v1:McpBridgePatch", "default", "acme-gateway"))).to.deep.equal([
      "is a patch of McpBridge acme-gateway/default",
    ]);
    expect(found(rule, object("apps/v1:DeploymentPatch", "higress-controller", "acme-gateway"))).to.deep.equal([""]);
  });

  it("finds a list, whatever it says of itself", () => {
    const lists = [
      list("core/v1:List", { items: [pick("acme.quota").props] }),
      list("v1:List"),
      list("core/v1:ConfigMapList", { metadata: { namespace: "acme-gateway", name: "x" }, items: [] }),
      list("networking.k8s.io/v1:NetworkPolicyList", { items: unknown }),
      list("apps/v1:DeploymentList"),
      list("extensions.higress.io/v1alpha1:WasmPluginList", { items: [] }),
    ];
    for (const one of lists) expect(found(rule, one), one.type).to.deep.equal(["items"]);
  });

  it("takes objects, and kinds of extensions that are only called like one", () => {
    expect(found(rule, list("example.com/v1:AllowList", { spec: {} }))).to.deep.equal([]);
    expect(found(rule, object("example.com/v1:Patch", "p", "acme-gateway"))).to.deep.equal([]);
    expect(found(rule, object("example.com/v1:Listing", "p", "acme-gateway"))).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("lets pass the patches that a setting names, by kind, namespace and name", () => {
    const given = { allowedPatches: ["Namespace kube-system", "ServiceAccount kube-system/default"] };
    const passes = (sketch: Sketch) => judge(rule, resource(sketch), facts(), given)?.length === 0;
    expect(passes(object("core/v1:NamespacePatch", "kube-system"))).to.equal(true);
    expect(passes(object("core/v1:ServiceAccountPatch", "default", "kube-system"))).to.equal(true);
    expect(passes(object("core/v1:ServiceAccountPatch", "default", "acme-gateway"))).to.equal(false);
    expect(passes(object("core/v1:ServiceAccountPatch", "default"))).to.equal(false);
    expect(passes(object("core/v1:NamespacePatch", "acme-gateway"))).to.equal(false);
    expect(passes(list("core/v1:NamespaceList", { metadata: { name: "kube-system" } }))).to.equal(false);
  });

  it("does not pass a patch of it knows not what", () => {
    expect(cannotKnow(rule, object("core/v1:NamespacePatch", unknown), "metadata.name")).to.equal(true);
  });

  it("does not apply to components", () => {
    expect(found(rule, pick("acme"))).to.equal(undefined);
    expect(found(rule, list("helm.sh/v4:Chart"))).to.equal(undefined);
  });
});
