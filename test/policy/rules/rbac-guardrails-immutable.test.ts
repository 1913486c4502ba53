import { expect } from "chai";
import rule from "../../../policy/rules/rbac-guardrails-immutable.ts";
import type { Sketch } from "../harness.ts";
import { change, unknown, urnOf } from "../harness.ts";
import { judge, resource } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, pick, replace, world } from "../world.ts";

const binding = pick("acme.controller-binding");
const role = pick("acme.controller-role");
/** The controller bound to a Role with these rules. */
const roleOf = (...rules: object[]): readonly Sketch[] => [change(role, "rules", rules), binding];
const grant = (group: string, resource: string, ...verbs: string[]) => ({
  apiGroups: [group],
  resources: [resource],
  verbs,
});

/** The world with one binding more, in a namespace or (undefined) cluster-wide. */
function bound(namespace: string | undefined, role: string, ...subjects: object[]): readonly Sketch[] {
  const kind = namespace === undefined ? "ClusterRoleBinding" : "RoleBinding";
  const props = { metadata: { name: "more", namespace }, roleRef: { kind: "ClusterRole", name: role }, subjects };
  return [...world(), { type: `kubernetes:rbac.authorization.k8s.io/v1:${kind}`, name: "more", props }];
}
const team = { kind: "Group", name: "acme-developers" };

describe("rbac-guardrails-immutable", () => {
  it("refuses every write to what guards a tenant, in its own namespace", () => {
    for (const [group, resources] of [
      ["", "resourcequotas"],
      ["", "limitranges"],
      ["", "namespaces"],
      ["networking.k8s.io", "networkpolicies"],
      ["autoscaling", "horizontalpodautoscalers"],
      ["rbac.authorization.k8s.io", "roles"],
      ["rbac.authorization.k8s.io", "rolebindings"],
      ["gateway.networking.k8s.io", "referencegrants"],
    ] as const) {
      for (const verb of ["create", "update", "patch", "delete", "deletecollection", "*"]) {
        const spoiled = roleOf(grant("", "pods", "list"), grant(group, resources, verb));
        expect(found(rule, spoiled), `${verb} ${resources}`).to.deep.equal(["subjects[0]"]);
      }
    }
  });

  it("tells who may what, and by which role", () => {
    expect(messages(rule, roleOf(grant("", "limitranges", "patch")))).to.deep.equal([
      'ServiceAccount "higress-controller" of tenant acme may patch limitranges by Role "higress-controller"',
    ]);
    const findings = judge(rule, roleOf(grant("", "limitranges", "patch")).map(resource), facts());
    expect(findings?.map(({ urn }) => urn)).to.deep.equal([urnOf(binding)]);
  });

  it("looks into the roles that every cluster has", () => {
    for (const role of ["edit", "admin", "cluster-admin"]) {
      expect(found(rule, bound("acme-gateway", role, team)), role).to.deep.equal(["subjects[0]"]);
    }
    expect(found(rule, bound("acme-gateway", "view", team))).to.deep.equal([]);
  });

  it("refuses a role that nobody registered: what it grants cannot be told", () => {
    expect(messages(rule, bound("acme-gateway", "someone-elses", team))?.[0]).to.match(
      /nobody can tell what it grants$/,
    );
  });

  it("refuses any write in the entry's namespace, and cluster-wide", () => {
    const more = { type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", name: "writer" };
    const writer = {
      ...more,
      props: { metadata: { name: "writer" }, rules: [grant("networking.k8s.io", "ingresses", "update")] },
    };
    for (const namespace of ["higress-system", undefined]) {
      expect(messages(rule, [...bound(namespace, "writer", team), writer])).to.deep.equal([
        'Group "acme-developers" of tenant acme may update ingresses.networking.k8s.io in the entry by ClusterRole "writer"',
      ]);
    }
    expect(found(rule, [...bound("acme-gateway", "writer", team), writer])).to.deep.equal([]);
  });

  it("knows a tenant's people and pods in whatever crowd they hide", () => {
    for (const subject of [
      { kind: "ServiceAccount", name: "default" },
      { kind: "User", name: "system:serviceaccount:acme-gateway:default" },
      { kind: "Group", name: "system:serviceaccounts:acme-gateway" },
      { kind: "Group", name: "system:serviceaccounts" },
      { kind: "Group", name: "system:authenticated" },
      { kind: "Group", name: "system:unauthenticated" },
      { kind: "User", name: "system:anonymous" },
    ]) {
      expect(found(rule, bound("acme-gateway", "edit", subject)), subject.name).to.deep.equal(["subjects[0]"]);
    }
  });

  it("leaves those alone who run the fleet, and the entry's own pods", () => {
    expect(found(rule, bound("acme-gateway", "admin", { kind: "Group", name: "platform" }))).to.deep.equal([]);
    const both = facts({ platform: { groups: ["acme-developers"], users: [] } });
    expect(found(rule, bound("acme-gateway", "admin", team), both)).to.deep.equal([]);
    const prometheus = { kind: "ServiceAccount", name: "prometheus", namespace: "monitoring" };
    expect(found(rule, bound("acme-gateway", "edit", prometheus))).to.deep.equal([]);
    const own = { kind: "ServiceAccount", name: "higress-controller", namespace: "higress-system" };
    expect(found(rule, bound("higress-system", "edit", own))).to.deep.equal([]);
  });

  it("accepts reading what guards, and writing what only looks like it", () => {
    const reading = ["resourcequotas", "limitranges"].map((name) => grant("", name, "get", "list", "watch"));
    expect(found(rule, roleOf(...reading, grant("crd.example", "networkpolicies", "update")))).to.deep.equal([]);
  });

  it("finds nothing in the world, and has nothing to say without bindings", () => {
    expect(found(rule, world())).to.deep.equal([]);
    expect(found(rule, [pick("acme.controller-role"), pick("acme.namespace")])).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    const role = change(pick("acme.controller-role"), "rules[0].verbs", unknown);
    expect(found(rule, replace(world(), "acme.controller-role", role))).to.include("rules[0].verbs");
    const unsure = change(binding, "subjects[0].namespace", unknown);
    expect(found(rule, replace(world(), "acme.controller-binding", unsure))).to.deep.equal(["subjects[0].namespace"]);
  });
});
