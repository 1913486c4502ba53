import { expect } from "chai";
import rule from "../../../policy/rules/closed-world-ownership.ts";
import { change, unknown } from "../harness.ts";
import type { Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const object = (type: string, name: string, namespace?: string): Sketch => ({
  type: `kubernetes:${type}`,
  props: { metadata: { name, ...(namespace === undefined ? {} : { namespace }) } },
});

describe("closed-world-ownership", () => {
  it("finds an object in a namespace that nobody owns", () => {
    const stray = change(pick("acme.quota"), "metadata.namespace", "sandbox");
    expect(messages(rule, stray)).to.deep.equal(['namespace "sandbox" belongs to nobody in the fleet']);
    expect(found(rule, change(pick("acme.release"), "namespace", "sandbox"))).to.deep.equal(["namespace"]);
  });

  it("finds cluster-wide objects that are not the fleet's", () => {
    const strays = [
      object("core/v1:Namespace", "sandbox"),
      object("networking.k8s.io/v1:IngressClass", "nginx"),
      object("rbac.authorization.k8s.io/v1:ClusterRole", "higress-fleet-controller-2"),
      object("rbac.authorization.k8s.io/v1:ClusterRoleBinding", "higress-fleet-controller:sandbox"),
      object("apiextensions.k8s.io/v1:CustomResourceDefinition", "wasmplugins.extensions.higress.io.example.com"),
      object("storage.k8s.io/v1:StorageClass", "fast"),
      object("admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy", "higress"),
      object("admissionregistration.k8s.io/v1:ValidatingAdmissionPolicyBinding", "fleet-hosts"),
      object("admissionregistration.k8s.io/v1:ValidatingWebhookConfiguration", "higress-fleet-hosts"),
    ];
    for (const stray of strays) expect(found(rule, stray), stray.type).to.deep.equal(["metadata.name"]);
  });

  it("lets nobody register the class of ingress-nginx, not even for the gateway that takes over from it", () => {
    const old = facts({ gateways: facts().gateways.map((gateway) => ({ ...gateway, ingressClass: "nginx" })) });
    expect(found(rule, object("networking.k8s.io/v1:IngressClass", "nginx"), old)).to.deep.equal(["metadata.name"]);
  });

  it("judges a patch as the kind it patches", () => {
    expect(found(rule, object("core/v1:NamespacePatch", "sandbox"))).to.deep.equal(["metadata.name"]);
  });

  it("takes what the platform owns", () => {
    expect(found(rule, object("core/v1:Namespace", "monitoring"))).to.deep.equal([]);
    expect(found(rule, object("core/v1:ConfigMap", "dashboards", "monitoring"))).to.deep.equal([]);
  });

  it("takes grants, and nothing else, in a namespace outside the fleet that a gateway leads into", () => {
    const leading = facts({
      gateways: facts().gateways.map((gateway) => ({ ...gateway, watch: "all", backendNamespaces: ["shops"] })),
    });
    const grant = (namespace: string) => object("gateway.networking.k8s.io/v1beta1:ReferenceGrant", "a", namespace);
    expect(found(rule, grant("shops"), leading)).to.deep.equal([]);
    expect(found(rule, grant("sandbox"), leading)).to.deep.equal(["metadata.namespace"]);
    for (const type of ["core/v1:Service", "core/v1:Secret", "gateway.networking.k8s.io/v1:HTTPRoute"])
      expect(found(rule, object(type, "a", "shops"), leading), type).to.deep.equal(["metadata.namespace"]);
    expect(found(rule, object("core/v1:Namespace", "shops"), leading)).to.deep.equal(["metadata.name"]);
  });

  it("takes admission policies of the fleet, and the role of its platform", () => {
    const admission = "admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy";
    expect(found(rule, object(admission, "higress-fleet-hosts"))).to.deep.equal([]);
    expect(found(rule, object(`${admission}Binding`, "higress-fleet-hosts"))).to.deep.equal([]);
    for (const kind of ["ClusterRole", "ClusterRoleBinding"]) {
      const role = object(`rbac.authorization.k8s.io/v1:${kind}`, "higress-fleet-platform");
      expect(found(rule, role), kind).to.deep.equal([]);
    }
  });

  it("leaves an object without a namespace to namespace-explicit", () => {
    expect(found(rule, object("core/v1:ConfigMap", "homeless"))).to.deep.equal([]);
  });

  it("finds nothing in a lawful world", () => {
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("does not apply to what is no Kubernetes object", () => {
    expect(found(rule, pick("acme"))).to.equal(undefined);
    expect(found(rule, { type: "kubernetes:yaml/v2:ConfigGroup", props: {} })).to.equal(undefined);
  });

  it("does not pass a namespace that preview cannot know", () => {
    const hidden = change(pick("acme.quota"), "metadata.namespace", unknown);
    expect(cannotKnow(rule, hidden, "metadata.namespace")).to.equal(true);
  });
});
