import { expect } from "chai";
import {
  clusterRules,
  gatewayApiClusterRules,
  platformRules,
  watchAllGatewayApiRules,
  watchAllRules,
} from "../../../plan/permissions.ts";
import rule from "../../../policy/rules/rbac-no-tenant-cluster-scope.ts";
import { change, unknown } from "../harness.ts";
import type { Sketch } from "../harness.ts";
import { found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const role = pick("controller");
const binding = pick("acme.cluster-binding");
/** Of two gateways the one of the world watches every namespace. */
const watching = facts({
  gateways: facts().gateways.flatMap((gateway) => [
    { ...gateway, watch: "all" as const },
    { ...gateway, id: "internal", namespace: "higress-internal" },
  ]),
});

const watchAll = (rules: readonly object[]): Sketch =>
  change(change(role, "metadata.name", "higress-fleet-watch-all"), "rules", rules);
const grant = (apiGroups: readonly string[], resources: readonly string[], verbs: readonly string[]) => ({
  apiGroups,
  resources,
  verbs,
});

describe("rbac-no-tenant-cluster-scope", () => {
  it("refuses a binding to any ClusterRole but the read-only one", () => {
    for (const name of ["cluster-admin", "view", "higress-fleet-controller2", "higress-fleet-watch-all"]) {
      expect(found(rule, change(binding, "roleRef.name", name)), name).to.deep.equal(["roleRef.name"]);
    }
  });

  it("refuses people and groups, which may be anybody, and finds each subject", () => {
    const subjects = [
      { kind: "Group", name: "system:authenticated" },
      { kind: "ServiceAccount", name: "higress-controller", namespace: "acme-gateway" },
      { kind: "User", name: "jane" },
    ];
    expect(found(rule, change(binding, "subjects", subjects))).to.deep.equal(["subjects[0]", "subjects[2]"]);
  });

  it("refuses rules in the read-only ClusterRole that a controller was never seen to need", () => {
    const excess: readonly (readonly [object, string])[] = [
      [grant([""], ["pods"], ["list"]), "grants list pods"],
      [grant([""], ["nodes", "namespaces"], ["list", "get"]), "grants get nodes, get namespaces"],
      [grant(["*"], ["namespaces"], ["list"]), "grants list namespaces.*"],
      [grant([""], ["*"], ["list"]), "grants list *"],
      [grant([""], ["namespaces"], ["*"]), "grants * namespaces"],
      [
        grant(["networking.k8s.io"], ["ingressclasses/status"], ["update"]),
        "grants update ingressclasses/status.networking.k8s.io",
      ],
      [{ nonResourceURLs: ["/metrics"], verbs: ["get"] }, "grants /metrics"],
    ];
    for (const [more, message] of excess) {
      const wide = change(role, "rules[6]", more);
      expect(found(rule, wide)).to.deep.equal(["rules[6]"]);
      expect(messages(rule, wide)).to.deep.equal([message]);
    }
  });

  it("refuses rules that flow into roles of others, or out of them", () => {
    const label = "rbac.authorization.k8s.io/aggregate-to-view";
    for (const name of ["higress-fleet-controller", "some-other"]) {
      const labelled = change(change(role, "metadata.name", name), `metadata.labels["${label}"]`, "true");
      expect(found(rule, labelled)).to.deep.equal([`metadata.labels.${label}`]);
    }
    const open = change(role, "aggregationRule", { clusterRoleSelectors: [{ matchLabels: { a: "b" } }] });
    expect(found(rule, open)).to.deep.equal(["aggregationRule"]);
  });

  it("refuses the powerful built-in roles inside a tenant's namespace", () => {
    for (const name of ["admin", "cluster-admin", "edit"]) {
      const powerful = change(pick("acme.controller-binding"), "roleRef", { kind: "ClusterRole", name });
      expect(found(rule, powerful)).to.deep.equal(["roleRef.name"]);
    }
  });

  it("accepts the built-in view, and a Role that is only called admin", () => {
    const bound = pick("acme.controller-binding");
    expect(found(rule, change(bound, "roleRef", { kind: "ClusterRole", name: "view" }))).to.deep.equal([]);
    expect(found(rule, change(bound, "roleRef", { kind: "Role", name: "admin" }))).to.deep.equal([]);
  });

  it("accepts fewer rights than the controller needs: that is no danger to others", () => {
    expect(found(rule, change(role, "rules", [grant([""], ["nodes"], ["watch"])]))).to.deep.equal([]);
  });

  it("lets a gateway that watches everything bind its ClusterRole, and only such a gateway", () => {
    const shared = change(pick("shared.cluster-binding"), "roleRef.name", "higress-fleet-watch-all");
    expect(found(rule, shared, watching)).to.deep.equal([]);
    expect(found(rule, shared)).to.deep.equal(["roleRef.name"]);
    const acme = change(binding, "roleRef.name", "higress-fleet-watch-all");
    expect(found(rule, acme, watching)).to.deep.equal(["roleRef.name"]);
  });

  it("lets a gateway with the Gateway API bind the ClusterRoles for it, and only such a gateway", () => {
    const [serving, both] = [facts(), watching].map((given) => ({
      ...given,
      gateways: given.gateways.map((gateway) => ({ ...gateway, gatewayClass: "higress-shared" })),
    }));
    const [classes, routes] = ["higress-fleet-gateway-api", "higress-fleet-watch-all-gateway-api"].map((name) =>
      change(pick("shared.cluster-binding"), "roleRef.name", name),
    );
    if (classes === undefined || routes === undefined) throw new Error("there are two");
    const refused = ["roleRef.name"];
    expect(found(rule, classes, serving)).to.deep.equal([]);
    expect([found(rule, classes), found(rule, classes, watching)]).to.deep.equal([refused, refused]);
    expect(found(rule, routes, both)).to.deep.equal([]);
    expect([found(rule, routes, serving), found(rule, routes, watching)]).to.deep.equal([refused, refused]);
    expect(found(rule, change(binding, "roleRef.name", "higress-fleet-gateway-api"), both), "a tenant's").to.deep.equal(
      refused,
    );
  });

  it("lets those ClusterRoles do that, and nothing more", () => {
    const holding = (name: string, ...rules: object[]) =>
      found(rule, change(change(role, "metadata.name", name), "rules", rules));
    const [classes, routes] = ["higress-fleet-gateway-api", "higress-fleet-watch-all-gateway-api"] as const;
    const group = ["gateway.networking.k8s.io"];
    expect(holding(classes, ...gatewayApiClusterRules)).to.deep.equal([]);
    expect(holding(classes, grant(group, ["gatewayclasses"], ["create"]))).to.deep.equal(["rules[0]"]);
    expect(holding(classes, grant(group, ["httproutes"], ["list"]))).to.deep.equal(["rules[0]"]);
    expect(holding(routes, ...watchAllGatewayApiRules)).to.deep.equal([]);
    expect(holding(routes, grant(group, ["httproutes/status"], ["update"]))).to.deep.equal(["rules[0]"]);
    expect(holding(routes, grant(group, ["gateways"], ["delete"]))).to.deep.equal(["rules[0]"]);
  });

  it("accepts the ClusterRoles that the program makes, rule by rule", () => {
    expect(found(rule, change(role, "rules", clusterRules))).to.deep.equal([]);
    expect(found(rule, watchAll(watchAllRules), watching)).to.deep.equal([]);
    expect(found(rule, change(role, "rules", watchAllRules))).to.have.length(watchAllRules.length);
  });

  it("lets that ClusterRole read what a controller reads, and nothing more", () => {
    const lawful = [
      grant([""], ["secrets", "configmaps", "pods"], ["get", "list", "watch"]),
      grant(["networking.istio.io"], ["*"], ["list", "watch"]),
      grant(["authentication.k8s.io"], ["tokenreviews"], ["create"]),
    ];
    expect(found(rule, watchAll(lawful), watching)).to.deep.equal([]);
    expect(found(rule, watchAll([grant([""], ["secrets"], ["update"])]), watching)).to.deep.equal(["rules[0]"]);
    expect(found(rule, watchAll([grant(["apps"], ["deployments"], ["list"])]), watching)).to.deep.equal(["rules[0]"]);
  });

  it("leaves the platform's own ServiceAccounts alone", () => {
    const subjects = [{ kind: "ServiceAccount", name: "prometheus", namespace: "monitoring" }];
    const monitoring = change(change(binding, "subjects", subjects), "roleRef.name", "prometheus");
    expect(found(rule, monitoring)).to.deep.equal([]);
  });

  it("lets those who run the fleet, and nobody else, hold what tells them from the others", () => {
    const platform = facts({ platform: { groups: ["platform"], users: ["system:serviceaccount:ci:deployer"] } });
    const held = change(binding, "roleRef.name", "higress-fleet-platform");
    const bound = (...subjects: object[]) => found(rule, change(held, "subjects", subjects), platform);
    const deployer = { kind: "ServiceAccount", name: "deployer", namespace: "ci" };
    const user = { kind: "User", name: "system:serviceaccount:ci:deployer" };
    expect(bound({ kind: "Group", name: "platform" }, user, deployer)).to.deep.equal([]);
    expect(bound({ kind: "Group", name: "acme-developers" })).to.deep.equal(["subjects[0]"]);
    expect(bound({ kind: "User", name: "platform" })).to.deep.equal(["subjects[0]"]);
    expect(bound({ ...deployer, name: "builder" })).to.deep.equal(["roleRef.name"]);
  });

  it("lets that ClusterRole grant the one right that exists nowhere", () => {
    const holding = (...rules: object[]) =>
      found(rule, change(change(role, "metadata.name", "higress-fleet-platform"), "rules", rules));
    expect(holding(...platformRules)).to.deep.equal([]);
    expect(holding(...platformRules, grant([""], ["secrets"], ["get"]))).to.deep.equal(["rules[1]"]);
    expect(holding(grant(["higress-fleet.io"], ["fleets"], ["*"]))).to.deep.equal(["rules[0]"]);
  });

  it("judges roles and bindings of the world and finds nothing", () => {
    const names = judged(rule);
    expect(names).to.include.members(["controller", "acme.cluster-binding", "acme.gateway-binding"]);
    expect(
      found(
        rule,
        names.map((name) => pick(name ?? "")),
      ),
    ).to.deep.equal([]);
  });

  it("has nothing to say about Roles, nor about bindings in the platform's namespaces", () => {
    expect(found(rule, pick("acme.controller-role"))).to.equal(undefined);
    const elsewhere = change(pick("acme.controller-binding"), "metadata.namespace", "monitoring");
    expect(found(rule, elsewhere)).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(found(rule, change(binding, "roleRef.name", unknown))).to.deep.equal(["roleRef.name"]);
    expect(found(rule, change(binding, "subjects[0].namespace", unknown))).to.deep.equal(["subjects[0].namespace"]);
    expect(messages(rule, change(role, "rules[0].verbs", unknown))?.[0]).to.match(/cannot be known/);
  });
});
