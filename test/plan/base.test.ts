import { expect } from "chai";
import type { CustomResourceDefinition } from "../../plan/manifests.ts";
import { planFleet } from "../../plan/plan.ts";
import { validFleet, validGateway } from "./fleet.ts";
import { fleet, planned, surroundings } from "./planned.ts";

const labels = {
  "app.kubernetes.io/managed-by": "higress-fleet",
  "higress-fleet.io/fleet": "prod",
  "higress-fleet.io/region": "south",
};

const watchAll = validFleet({ gateways: [validGateway("shared", { watch: "all" })] });

describe("The cluster-wide base", () => {
  it("has one class for every installation of the region, none of them the default", () => {
    const { ingressClasses } = planned().base;
    expect(ingressClasses.map(({ metadata }) => metadata.name)).to.deep.equal([
      "higress-acme",
      "higress-entry",
      "higress-globex",
      "higress-initech",
      "higress-internal",
    ]);
    expect(ingressClasses[0]).to.deep.equal({
      apiVersion: "networking.k8s.io/v1",
      kind: "IngressClass",
      metadata: {
        name: "higress-acme",
        labels: { ...labels, "higress-fleet.io/role": "tenant", "higress-fleet.io/tenant": "acme" },
      },
      spec: { controller: "higress.io/higress-controller" },
    });
  });

  it("lets a controller read no more of the cluster than it was seen to need", () => {
    expect(planned().base.clusterRoles).to.deep.equal([
      {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRole",
        metadata: { name: "higress-fleet-controller", labels },
        rules: [
          { apiGroups: [""], resources: ["namespaces", "nodes"], verbs: ["list", "watch"] },
          { apiGroups: ["networking.k8s.io"], resources: ["ingressclasses"], verbs: ["list", "watch"] },
          { apiGroups: ["apiextensions.k8s.io"], resources: ["customresourcedefinitions"], verbs: ["list", "watch"] },
          {
            apiGroups: ["admissionregistration.k8s.io"],
            resources: ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
            verbs: ["list", "watch"],
          },
          { apiGroups: ["authentication.k8s.io"], resources: ["tokenreviews"], verbs: ["create"] },
          { apiGroups: ["authorization.k8s.io"], resources: ["subjectaccessreviews"], verbs: ["create"] },
        ],
      },
    ]);
  });

  it("has the ClusterRole of gateways that watch everything only where there is one, and it only reads", () => {
    const [, role] = planned(watchAll).base.clusterRoles;
    expect(role?.metadata.name).to.equal("higress-fleet-watch-all");
    expect(role?.rules.map(({ verbs }) => verbs)).to.deep.equal(role?.rules.map(() => ["list", "watch"]));
    expect(role?.rules.flatMap(({ resources }) => resources)).to.include.members(["secrets", "ingresses", "pods"]);
  });

  describe("of a gateway that serves the Gateway API", () => {
    const serving = (change: object) =>
      planned(validFleet({ gateways: [validGateway("shared", { gatewayApi: true, ...change })] }));
    const names = (plan: ReturnType<typeof planned>) => plan.base.clusterRoles.map(({ metadata }) => metadata.name);

    it("has its class, which the controller then need not make", () => {
      expect(serving({}).base.gatewayClasses).to.deep.equal([
        {
          apiVersion: "gateway.networking.k8s.io/v1",
          kind: "GatewayClass",
          metadata: { name: "higress-shared", labels: { ...labels, "higress-fleet.io/role": "gateway" } },
          // higress v2.2.4, pkg/ingress/kube/gateway/istio/deploymentcontroller.go:52-77
          spec: { controllerName: "higress.io/gateway-controller-higress-shared" },
        },
      ]);
      expect(planned().base.gatewayClasses).to.deep.equal([]);
      expect(serving({ regions: ["north"] }).base.gatewayClasses).to.deep.equal([]);
    });

    it("has a ClusterRole for classes, and one more to read routes everywhere where it watches everything", () => {
      expect(names(planned())).to.deep.equal(["higress-fleet-controller"]);
      expect(names(serving({ regions: ["north"] }))).to.deep.equal(["higress-fleet-controller"]);
      expect(names(serving({}))).to.deep.equal(["higress-fleet-controller", "higress-fleet-gateway-api"]);
      expect(names(serving({ watch: "all" }))).to.deep.equal([
        "higress-fleet-controller",
        "higress-fleet-watch-all",
        "higress-fleet-gateway-api",
        "higress-fleet-watch-all-gateway-api",
      ]);
      const [, , classes, routes] = serving({ watch: "all" }).base.clusterRoles;
      const apiGroups = ["gateway.networking.k8s.io"];
      expect(classes?.rules).to.deep.equal([
        { apiGroups, resources: ["gatewayclasses"], verbs: ["list", "watch"] },
        { apiGroups, resources: ["gatewayclasses/status"], verbs: ["update"] },
      ]);
      expect(routes?.rules.map(({ verbs }) => verbs)).to.deep.equal([["list", "watch"]]);
    });

    it("has no ClusterRole to read routes everywhere when another gateway watches everything", () => {
      const gateways = [validGateway("wide", { watch: "all" }), validGateway("shared", { gatewayApi: true })];
      expect(names(planned(validFleet({ gateways })))).not.to.include("higress-fleet-watch-all-gateway-api");
    });
  });

  it("does not have it in a region where that gateway does not run", () => {
    const elsewhere = validFleet({ gateways: [validGateway("shared", { watch: "all", regions: ["north"] })] });
    expect(planned(elsewhere).base.clusterRoles).to.have.length(1);
  });

  it("has a right for whoever runs the fleet that lets admission policies tell them, and is good for nothing else", () => {
    const platform = { groups: ["gateway-team"], users: ["system:serviceaccount:ci:deployer"] };
    const { clusterRoles, clusterRoleBindings } = planned(validFleet({ platform })).base;
    const role = clusterRoles.find(({ metadata }) => metadata.name === "higress-fleet-platform");
    expect(role?.rules).to.deep.equal([{ apiGroups: ["higress-fleet.io"], resources: ["fleets"], verbs: ["manage"] }]);
    const apiGroup = "rbac.authorization.k8s.io";
    expect(clusterRoleBindings).to.deep.equal([
      {
        apiVersion: `${apiGroup}/v1`,
        kind: "ClusterRoleBinding",
        metadata: { name: "higress-fleet-platform", labels },
        roleRef: { apiGroup, kind: "ClusterRole", name: "higress-fleet-platform" },
        subjects: [
          { kind: "Group", name: "gateway-team", apiGroup },
          { kind: "User", name: "system:serviceaccount:ci:deployer", apiGroup },
        ],
      },
    ]);
  });

  it("binds nobody where only cluster administrators run the fleet", () => {
    const { clusterRoles, clusterRoleBindings } = planned().base;
    expect(clusterRoleBindings).to.deep.equal([]);
    expect(clusterRoles.map(({ metadata }) => metadata.name)).to.deep.equal(["higress-fleet-controller"]);
  });

  it("labels the CRDs as the fleet's, beside their own labels, and sorts them by name", () => {
    const crd = (name: string, own: Record<string, string> = {}): CustomResourceDefinition => ({
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name, labels: own },
      spec: { group: "example.com" },
    });
    const crds = [crd("b.example.com", { app: "higress" }), crd("a.example.com")];
    expect(planFleet(fleet, "south", { ...surroundings, crds }).base.customResourceDefinitions).to.deep.equal([
      crd("a.example.com", labels),
      crd("b.example.com", { ...labels, app: "higress" }),
    ]);
  });
});
