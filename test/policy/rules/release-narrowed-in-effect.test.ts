import { expect } from "chai";
import rule from "../../../policy/rules/release-narrowed-in-effect.ts";
import { change, judge, resource, unknown } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, pick, replace, world } from "../world.ts";

const altered = (name: string, path: string, value: unknown) => replace(world(), name, change(pick(name), path, value));

describe("release-narrowed-in-effect", () => {
  it("refuses a release without a Role for its controller, and names the release", () => {
    for (const stack of [
      replace(world(), "acme.controller-role", undefined),
      replace(world(), "acme.controller-binding", undefined),
      altered("acme.controller-binding", "roleRef.kind", "ClusterRole"),
      altered("acme.controller-binding", "roleRef.name", "higress-operator"),
      altered("acme.controller-binding", "subjects[0].name", "default"),
      altered("acme.controller-binding", "subjects[0].namespace", "globex-gateway"),
      altered("acme.controller-role", "metadata.namespace", "globex-gateway"),
    ]) {
      const findings = judge(rule, stack.map(resource), facts()) ?? [];
      expect(findings.map(({ path }) => path)).to.deep.equal(["namespace"]);
      expect(findings[0]?.urn).to.match(/::acme\.release$/);
    }
  });

  it("refuses what the release made beyond its namespace, once that is known", () => {
    const made = {
      "ClusterRole.rbac.authorization.k8s.io/rbac.authorization.k8s.io/v1": ["higress-controller-acme-gateway"],
      "ClusterRoleBinding.rbac.authorization.k8s.io/rbac.authorization.k8s.io/v1": ["higress-controller-acme-gateway"],
      "IngressClass.networking.k8s.io/networking.k8s.io/v1": ["higress-acme"],
      "Deployment.apps/apps/v1": ["acme-gateway/higress-controller"],
    };
    const paths = found(rule, altered("acme.release", "resourceNames", made));
    expect(paths).to.deep.equal(["resourceNames", "resourceNames", "resourceNames"]);
    expect(messages(rule, altered("acme.release", "resourceNames", made))).to.deep.equal([
      "has ClusterRole, which the post-renderer takes away",
      "has ClusterRoleBinding, which the post-renderer takes away",
      "has IngressClass, which the post-renderer takes away",
    ]);
  });

  it("accepts a narrowed release before and after it was made, and finds nothing in the world", () => {
    const made = { "Deployment.apps/apps/v1": ["a"], "Service/v1": ["b"], "ConfigMap/v1": ["ClusterRole"] };
    expect(found(rule, altered("acme.release", "resourceNames", made))).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("accepts a controller that shares its Role", () => {
    const second = { kind: "ServiceAccount", name: "backup", namespace: "acme-gateway" };
    expect(found(rule, altered("acme.controller-binding", "subjects[1]", second))).to.deep.equal([]);
  });

  it("accepts a Role under another name, as long as the controller holds it", () => {
    const named = altered("acme.controller-role", "metadata.name", "control");
    const bound = change(pick("acme.controller-binding"), "roleRef.name", "control");
    expect(found(rule, replace(named, "acme.controller-binding", bound))).to.deep.equal([]);
  });

  it("has nothing to say where no release is", () => {
    expect(found(rule, [pick("acme.quota"), pick("acme.controller-role")])).to.equal(undefined);
  });

  it("does not pass a binding that cannot be known, though what the release makes may be", () => {
    expect(messages(rule, altered("acme.controller-binding", "roleRef.name", unknown))).to.satisfy(
      (found: readonly string[]) => found.some((message) => message.includes("cannot be known")),
    );
    expect(found(rule, altered("acme.release", "namespace", unknown))).to.deep.equal(["namespace"]);
  });
});
