import { expect } from "chai";
import rule from "../../../policy/rules/rbac-subjects-owned.ts";
import type { Sketch } from "../harness.ts";
import { change, resource, unknown } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const binding = pick("acme.gateway-binding");
const clusterBinding = pick("acme.cluster-binding");
const bound = (sketch: Sketch, ...subjects: object[]) => found(rule, change(sketch, "subjects", subjects));
const group = (name: string) => ({ kind: "Group", name, apiGroup: "rbac.authorization.k8s.io" });

const account: Sketch = {
  type: "kubernetes:core/v1:ServiceAccount",
  name: "acme.gateway-account",
  props: { metadata: { name: "higress-gateway", namespace: "acme-gateway" }, automountServiceAccountToken: false },
};
const mending = (sketch: Sketch) => rule.remediate?.(resource(sketch), facts());

describe("rbac-subjects-owned", () => {
  it("refuses the groups of Kubernetes' own, superusers and the default ServiceAccount, everywhere", () => {
    for (const subject of [
      ...["system:authenticated", "system:unauthenticated", "system:masters"].map(group),
      ...["system:serviceaccounts", "system:serviceaccounts:acme-gateway"].map(group),
      { kind: "User", name: "system:anonymous" },
      { kind: "ServiceAccount", name: "default", namespace: "acme-gateway" },
    ]) {
      expect(bound(binding, subject), subject.name).to.deep.equal(["subjects[0]"]);
      expect(bound(clusterBinding, subject), subject.name).to.deep.equal(["subjects[0]"]);
    }
  });

  it("refuses ServiceAccounts of other namespaces, strangers, and people of another tenant", () => {
    const own = { kind: "ServiceAccount", name: "higress-gateway", namespace: "acme-gateway" };
    const subjects = [
      own,
      { ...own, namespace: "globex-gateway" },
      group("contractors"),
      { kind: "User", name: "jane" },
    ];
    expect(bound(binding, ...subjects)).to.deep.equal(["subjects[1]", "subjects[2]", "subjects[3]"]);
    const other = change(pick("globex.gateway-binding"), "subjects", [group("acme-developers")]);
    expect(messages(rule, other)).to.deep.equal([
      'Group "acme-developers" has no access to tenant globex by the fleet file',
    ]);
    const entry = change(pick("entry.gateway-binding"), "subjects", [group("acme-developers")]);
    expect(messages(rule, entry)).to.deep.equal([
      'Group "acme-developers" has no access to the entry by the fleet file',
    ]);
  });

  it("accepts the tenant's groups, and those who run the fleet", () => {
    const prometheus = { kind: "ServiceAccount", name: "prometheus", namespace: "monitoring" };
    expect(bound(binding, group("acme-developers"), group("platform"), prometheus)).to.deep.equal([]);
    expect(bound(clusterBinding, group("platform"))).to.deep.equal([]);
  });

  it("does not take a user for the group of that name", () => {
    expect(bound(binding, { kind: "User", name: "acme-developers" })).to.deep.equal(["subjects[0]"]);
    expect(bound(binding, group("system:authenticated-by-us"))).to.deep.equal(["subjects[0]"]);
    expect(messages(rule, change(binding, "subjects", [group("system:authenticated-by-us")]))?.[0]).to.include(
      "no access",
    );
  });

  it("does not take a gateway of the platform for the tenant of that name", () => {
    const named = facts({ gateways: facts().gateways.map((gateway) => ({ ...gateway, id: "acme" })) });
    const shared = change(pick("shared.gateway-binding"), "subjects", [group("acme-developers")]);
    expect(found(rule, shared, named)).to.deep.equal(["subjects[0]"]);
  });

  it("refuses a ServiceAccount whose token every pod gets", () => {
    for (const value of [undefined, true, null, "false"]) {
      const path = ["automountServiceAccountToken"];
      expect(found(rule, change(account, "automountServiceAccountToken", value)), String(value)).to.deep.equal(path);
    }
    expect(found(rule, account)).to.deep.equal([]);
  });

  it("lets the controller have one, which asks the API server", () => {
    const controller = change(
      change(account, "metadata.name", "higress-controller"),
      "automountServiceAccountToken",
      true,
    );
    expect(found(rule, controller)).to.deep.equal([]);
    expect(mending(controller)).to.equal(undefined);
  });

  it("asks of a patch only what the patch says", () => {
    const patch = { ...account, type: "kubernetes:core/v1:ServiceAccountPatch" };
    expect(found(rule, change(patch, "automountServiceAccountToken", undefined))).to.deep.equal([]);
    expect(found(rule, change(patch, "automountServiceAccountToken", true))).to.deep.equal([
      "automountServiceAccountToken",
    ]);
  });

  it("mends the token and nothing else", () => {
    const open = change(account, "automountServiceAccountToken", undefined);
    expect(mending(open)).to.deep.equal(account.props);
    expect(mending(account)).to.equal(undefined);
    expect(mending(change(open, "metadata.namespace", "monitoring"))).to.equal(undefined);
    expect(mending(change(binding, "subjects", [group("contractors")]))).to.equal(undefined);
  });

  it("has nothing to say about accounts and bindings of the platform's namespaces, nor about Roles", () => {
    expect(found(rule, change(account, "metadata.namespace", "monitoring"))).to.equal(undefined);
    expect(found(rule, change(binding, "metadata.namespace", "monitoring"))).to.equal(undefined);
    expect(found(rule, pick("acme.gateway-role"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(found(rule, change(binding, "subjects[0].name", unknown))).to.deep.equal(["subjects[0].name"]);
    const unsure = change(account, "automountServiceAccountToken", unknown);
    expect(found(rule, unsure)).to.deep.equal(["automountServiceAccountToken"]);
  });
});
