import { expect } from "chai";
import * as kinds from "../../../policy/model/kinds.ts";
import { resource } from "../harness.ts";

const of = (type: string) => resource({ type: `kubernetes:${type}`, props: {} });

describe("a kind", () => {
  it("belongs to one API group", () => {
    expect(kinds.isNetworkPolicy(of("networking.k8s.io/v1:NetworkPolicy"))).to.equal(true);
    expect(kinds.isNetworkPolicy(of("crd.projectcalico.org/v1:NetworkPolicy"))).to.equal(false);
    expect(kinds.isIngress(of("extensions/v1beta1:Ingress"))).to.equal(true);
    expect(kinds.isNamespace(of("v1:Namespace")), "a CustomResource of a built-in kind").to.equal(true);
  });

  it("is what makes a resource an object", () => {
    expect(kinds.isObject(of("core/v1:Namespace"))).to.equal(true);
    expect(kinds.isObject(of("yaml/v2:ConfigGroup"))).to.equal(false);
  });

  it("is cluster-wide when Kubernetes says so, and namespaced when nobody does", () => {
    const wide = ["core/v1:Namespace", "networking.k8s.io/v1:IngressClass", "rbac.authorization.k8s.io/v1:ClusterRole"];
    for (const type of wide) expect(kinds.isClusterScoped(of(type)), type).to.equal(true);
    const inside = [
      "core/v1:Secret",
      "helm.sh/v3:Release",
      "example.com/v1:Namespace",
      "rbac.authorization.k8s.io/v1:Role",
    ];
    for (const type of inside) expect(kinds.isClusterScoped(of(type)), type).to.equal(false);
  });
});
