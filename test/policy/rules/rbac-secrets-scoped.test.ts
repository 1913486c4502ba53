import { expect } from "chai";
import rule from "../../../policy/rules/rbac-secrets-scoped.ts";
import { change, unknown } from "../harness.ts";
import { found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const role = pick("controller");
const binding = pick("acme.gateway-binding");
/** Of two gateways one watches every namespace. */
const watching = facts({
  gateways: facts().gateways.flatMap((gateway) => [gateway, { ...gateway, id: "edge", watch: "all" as const }]),
});
const granting = (apiGroup: string, resource: string, verbs: readonly string[]) =>
  change(role, "rules[0]", { apiGroups: ["apps", apiGroup], resources: ["pods", resource], verbs });

describe("rbac-secrets-scoped", () => {
  it("refuses Secrets in a ClusterRole, spelled out or by wildcard, whatever the verb", () => {
    for (const [group, resource] of [
      ["", "secrets"],
      ["*", "secrets"],
      ["", "*"],
      ["*", "*/*"],
    ] as const) {
      expect(found(rule, granting(group, resource, ["list"])), resource).to.deep.equal(["rules[0]"]);
    }
    expect(messages(rule, granting("", "secrets", ["patch"]))).to.deep.equal(["lets patch Secrets of every namespace"]);
  });

  it("refuses a ServiceAccount of another namespace, and the system's groups of them", () => {
    const subjects = [
      { kind: "ServiceAccount", name: "higress-gateway", namespace: "acme-gateway" },
      { kind: "ServiceAccount", name: "higress-gateway", namespace: "globex-gateway" },
      { kind: "ServiceAccount", name: "builder", namespace: "sandbox" },
      { kind: "ServiceAccount", name: "nowhere" },
      { kind: "Group", name: "system:serviceaccounts:globex-gateway" },
      { kind: "Group", name: "system:authenticated" },
    ];
    expect(found(rule, change(binding, "subjects", subjects))).to.deep.equal(
      [1, 2, 3, 4, 5].map((at) => `subjects[${at}]`),
    );
  });

  it("accepts people, and the platform's ServiceAccounts", () => {
    const subjects = [
      { kind: "Group", name: "acme-operators" },
      { kind: "User", name: "jane" },
      { kind: "ServiceAccount", name: "prometheus", namespace: "monitoring" },
    ];
    const given = facts({ platformNamespaces: ["logging", "monitoring"] });
    expect(found(rule, change(binding, "subjects", subjects), given)).to.deep.equal([]);
  });

  it("does not take other kinds called secrets for Secrets", () => {
    expect(found(rule, granting("vault.example.com", "secrets", ["list"]))).to.deep.equal([]);
    expect(found(rule, granting("", "secretstores", ["list"]))).to.deep.equal([]);
  });

  it("lets a gateway that watches everything read them, as the facts say, and not write", () => {
    const watchAll = (verbs: readonly string[]) =>
      change(granting("", "secrets", verbs), "metadata.name", "higress-fleet-watch-all");
    expect(found(rule, watchAll(["get", "list", "watch"]), watching)).to.deep.equal([]);
    expect(found(rule, watchAll(["list", "update"]), watching)).to.deep.equal(["rules[0]"]);
    expect(found(rule, watchAll(["list", "watch"]))).to.deep.equal(["rules[0]"]);
    expect(found(rule, granting("", "secrets", ["list"]), watching)).to.deep.equal(["rules[0]"]);
  });

  it("judges roles and bindings of the world and finds nothing", () => {
    const names = judged(rule);
    expect(names).to.include.members(["controller", "entry.gateway-binding", "acme.gateway-binding"]);
    expect(
      found(
        rule,
        names.map((name) => pick(name ?? "")),
      ),
    ).to.deep.equal([]);
  });

  it("wants names where every request names its Secret anyway, in a protected environment", () => {
    const getting = (rule: object) =>
      change(pick("acme.gateway-role"), "rules[0]", { apiGroups: [""], resources: ["secrets"], ...rule });
    expect(found(rule, getting({ verbs: ["get", "update"] }))).to.deep.equal(["rules[0].resourceNames"]);
    expect(messages(rule, getting({ verbs: ["get"] }))).to.deep.equal(["lets get every Secret here; name them"]);
    expect(found(rule, getting({ verbs: ["get"], resourceNames: ["acme-tls"] }))).to.deep.equal([]);
    expect(found(rule, getting({ verbs: ["get"] }), facts({ protect: false }))).to.equal(undefined);
  });

  it("asks no names of a controller that lists or creates Secrets: no name restricts that", () => {
    for (const verb of ["list", "watch", "create", "deletecollection"]) {
      const role = change(pick("acme.gateway-role"), "rules[0].verbs", ["get", verb]);
      expect(found(rule, role), verb).to.deep.equal([]);
    }
  });

  it("has nothing to say about Roles and bindings in the platform's namespaces", () => {
    expect(found(rule, change(pick("acme.gateway-role"), "metadata.namespace", "monitoring"))).to.equal(undefined);
    expect(found(rule, change(binding, "metadata.namespace", "monitoring"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(found(rule, change(binding, "subjects[0].namespace", unknown))).to.deep.equal(["subjects[0].namespace"]);
    expect(messages(rule, granting("", unknown, ["list"]))?.[0]).to.match(/cannot be known/);
  });
});
