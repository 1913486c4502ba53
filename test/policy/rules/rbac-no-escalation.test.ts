import { expect } from "chai";
import {
  clusterRules,
  controllerRules,
  gatewayApiClusterRules,
  operatorRules,
  platformRules,
  watchAllGatewayApiRules,
  watchAllRules,
} from "../../../plan/permissions.ts";
import rule from "../../../policy/rules/rbac-no-escalation.ts";
import { change, judge, resource, unknown } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const role = pick("acme.controller-role");
const clusterRole = pick("controller");
const grant = (group: string, resources: string, verbs: string) => ({
  apiGroups: group === "" ? [""] : group.split(","),
  resources: resources.split(","),
  verbs: verbs.split(","),
});
const holding = (...rules: object[]) => change(role, "rules", rules);

describe("rbac-no-escalation", () => {
  it("refuses wildcards, each where it stands", () => {
    for (const [written, paths] of [
      [grant("", "pods", "*"), ["verbs"]],
      [grant("*", "pods", "get"), ["apiGroups"]],
      [grant("", "*", "get"), ["resources"]],
      [grant("", "pods/*", "get"), ["resources"]],
      [grant("", "*/*", "get"), ["resources"]],
      [grant("apps", "*/scale", "update"), ["resources"]],
      [grant("apps,*", "*", "*,get"), ["verbs", "apiGroups", "resources"]],
    ] as const) {
      expect(found(rule, holding(written)), JSON.stringify(written)).to.deep.equal(
        paths.map((path) => `rules[0].${path}`),
      );
    }
    for (const url of ["*", "/*"]) {
      const wide = change(clusterRole, "rules", [{ nonResourceURLs: ["/metrics", url], verbs: ["get"] }]);
      expect(found(rule, wide)).to.deep.equal(["rules[0].nonResourceURLs"]);
    }
  });

  it("refuses every right that leads to others, and names it", () => {
    for (const [group, resources, verb] of [
      ["rbac.authorization.k8s.io", "roles", "escalate"],
      ["rbac.authorization.k8s.io", "clusterroles", "bind"],
      ["", "users", "impersonate"],
      ["", "serviceaccounts", "impersonate"],
      ["authentication.k8s.io", "serviceaccounts", "impersonate:serviceaccount"],
      ["apps", "deployments", "impersonate-on:user-info:list"],
      ["", "serviceaccounts/token", "create"],
      ["", "pods/exec", "create"],
      ["", "pods/exec", "get"],
      ["", "pods/attach", "create"],
      ["", "pods/portforward", "create"],
      ["", "pods/ephemeralcontainers", "patch"],
      ["", "nodes/proxy", "get"],
      ["certificates.k8s.io", "certificatesigningrequests/approval", "update"],
      ["admissionregistration.k8s.io", "mutatingwebhookconfigurations", "create"],
      ["", "persistentvolumes", "create"],
      ["", "namespaces", "patch"],
    ] as const) {
      const name = `${verb} ${resources}${group === "" ? "" : `.${group}`}`;
      expect(messages(rule, holding(grant("", "pods", "get"), grant(group, resources, verb))), name).to.deep.equal([
        `lets ${name}`,
      ]);
    }
  });

  it("refuses them behind a wildcard for the subresource too, once", () => {
    expect(found(rule, holding(grant("", "*/exec", "create")))).to.deep.equal(["rules[0].resources"]);
  });

  it("accepts names that only look alike", () => {
    for (const [group, resources, verb] of [
      ["", "pods/log", "get"],
      ["", "pods", "delete"],
      ["", "serviceaccounts", "get"],
      ["apps", "pods/exec", "create"],
      ["metrics.k8s.io", "nodes", "get"],
      ["", "persistentvolumeclaims", "create"],
      ["", "namespaces", "list"],
      ["admissionregistration.k8s.io", "mutatingwebhookconfigurations", "list"],
      ["", "namespaces/status", "get"],
    ] as const) {
      expect(found(rule, holding(grant(group, resources, verb))), resources).to.deep.equal([]);
    }
  });

  it("accepts what a controller writes: the status of whatever it reads", () => {
    expect(found(rule, holding(grant("apps,batch", "*/status", "update,patch")))).to.deep.equal([]);
  });

  it("lets a controller read every kind of the groups that it must, and not write them", () => {
    expect(found(rule, holding(grant("networking.istio.io,security.istio.io", "*", "list,watch")))).to.deep.equal([]);
    expect(found(rule, holding(grant("networking.istio.io", "*", "list,update")))).to.deep.equal([
      "rules[0].resources",
    ]);
    expect(found(rule, holding(grant("networking.istio.io,apps", "*", "list")))).to.deep.equal(["rules[0].resources"]);
  });

  it("accepts the roles that the program makes", () => {
    for (const rules of [controllerRules({ writesStatus: true, servesGatewayApi: true }), operatorRules]) {
      expect(found(rule, change(role, "rules", rules))).to.deep.equal([]);
    }
    for (const rules of [clusterRules, watchAllRules, gatewayApiClusterRules, watchAllGatewayApiRules, platformRules]) {
      expect(found(rule, change(clusterRole, "rules", rules))).to.deep.equal([]);
    }
  });

  it("leaves ClusterRoles to the platform's tools that it was told of, and no Role", () => {
    const wide = (sketch: typeof role) =>
      resource(change(change(sketch, "rules", [grant("*", "*", "*")]), "metadata.name", "gitops"));
    const given = { allowedClusterRoles: ["gitops"] };
    expect(judge(rule, wide(clusterRole), facts(), given)).to.deep.equal([]);
    expect(judge(rule, wide(clusterRole), facts())).to.have.length(3);
    expect(judge(rule, wide(role), facts(), given)).to.have.length(3);
  });

  it("has nothing to say about Roles of the platform's namespaces, nor about bindings", () => {
    expect(found(rule, change(role, "metadata.namespace", "monitoring"))).to.equal(undefined);
    expect(found(rule, pick("acme.controller-binding"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(found(rule, change(role, "rules[1].verbs", unknown))).to.deep.equal(["rules[1].verbs"]);
  });
});
