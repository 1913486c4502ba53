import { expect } from "chai";
import { planAccess } from "../../plan/access.ts";
import { controllerRules } from "../../plan/permissions.ts";
import type { PolicyRule } from "../../plan/manifests.ts";
import { acmeLabels, installation } from "./planned.ts";

const nobody = { operators: [], viewers: [] };
const apiVersion = "rbac.authorization.k8s.io/v1";
const apiGroup = "rbac.authorization.k8s.io";
const controller = { kind: "ServiceAccount", name: "higress-controller", namespace: "acme-gateway" };

const loadBalancer = { type: "load-balancer", sourceCidrs: [], serviceAnnotations: {} } as const;

/** `verb group/resource` for all that the rules grant. */
const granted = (rules: readonly PolicyRule[]): readonly string[] =>
  rules.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group) => resources.flatMap((resource) => verbs.map((verb) => `${verb} ${group}/${resource}`))),
  );

const rulesOf = (name: string, people = { operators: ["on-call"], viewers: ["team"] }): readonly string[] => {
  const role = planAccess(installation(), people).roles.find(({ metadata }) => metadata.name === name);
  if (role === undefined) throw new Error(`there is no Role ${name}`);
  return granted(role.rules);
};

describe("Access", () => {
  it("gives the gateway an account whose token no pod gets", () => {
    expect(planAccess(installation(), nobody).gatewayAccount).to.deep.equal({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "higress-gateway", namespace: "acme-gateway", labels: acmeLabels },
      automountServiceAccountToken: false,
    });
  });

  it("gives the controller exactly the rules it was seen to need in its namespace", () => {
    expect(planAccess(installation(), nobody).roles[0]).to.deep.equal({
      apiVersion,
      kind: "Role",
      metadata: { name: "higress-controller", namespace: "acme-gateway", labels: acmeLabels },
      rules: [
        { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch", "create", "update"] },
        { apiGroups: [""], resources: ["secrets"], verbs: ["get", "list", "watch", "create", "update"] },
        { apiGroups: [""], resources: ["services", "pods"], verbs: ["list", "watch"] },
        { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] },
        { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: ["list", "watch"] },
        { apiGroups: ["networking.higress.io"], resources: ["mcpbridges"], verbs: ["list", "watch", "update"] },
        { apiGroups: ["networking.higress.io"], resources: ["http2rpcs"], verbs: ["list", "watch"] },
        { apiGroups: ["extensions.higress.io"], resources: ["wasmplugins"], verbs: ["list", "watch"] },
        {
          apiGroups: ["networking.istio.io", "security.istio.io", "telemetry.istio.io", "extensions.istio.io"],
          resources: ["*"],
          verbs: ["list", "watch"],
        },
        { apiGroups: ["gateway.networking.k8s.io"], resources: ["gateways"], verbs: ["list", "watch"] },
      ],
    });
  });

  it("lets a controller write Ingress status where its gateway has an address, and nowhere else", () => {
    const status = "update networking.k8s.io/ingresses/status";
    const own = planAccess(installation({ exposure: loadBalancer }), nobody).roles[0]?.rules ?? [];
    const all = planAccess(installation({ exposure: loadBalancer, watch: "all" }), nobody).roles[0]?.rules ?? [];
    expect(granted(own)).to.include(status);
    expect(granted(all)).not.to.include(status);
    expect(granted(controllerRules({ writesStatus: false, servesGatewayApi: false }))).not.to.include(status);
  });

  it("gives the controller of a gateway with the Gateway API what it asked for when it ran, and no other", () => {
    const plain = granted(planAccess(installation(), nobody).roles[0]?.rules ?? []);
    const { roles, clusterRoleBindings } = planAccess(installation({ gatewayApi: true }), nobody);
    const more = granted(roles[0]?.rules ?? []).filter((right) => !plain.includes(right));
    const group = "gateway.networking.k8s.io";
    const kinds = ["backendtlspolicies", "grpcroutes", "httproutes", "listenersets", "tcproutes", "tlsroutes"];
    expect(more).to.have.members([
      "get /services",
      ...[...kinds, "referencegrants"].flatMap((kind) => [`list ${group}/${kind}`, `watch ${group}/${kind}`]),
      ...[...kinds, "gateways"].map((kind) => `update ${group}/${kind}/status`),
    ]);
    const bound = (watch: "own" | "all") =>
      planAccess(installation({ gatewayApi: true, watch }), nobody).clusterRoleBindings.map(
        ({ roleRef }) => roleRef.name,
      );
    expect(bound("own")).to.deep.equal(["higress-fleet-controller", "higress-fleet-gateway-api"]);
    expect(bound("all")).to.deep.equal([
      "higress-fleet-controller",
      "higress-fleet-watch-all",
      "higress-fleet-gateway-api",
      "higress-fleet-watch-all-gateway-api",
    ]);
    expect(clusterRoleBindings.map(({ metadata }) => metadata.name)[1]).to.equal(
      "higress-fleet-gateway-api:acme-gateway",
    );
  });

  it("binds each service account of the chart to its Role, and the controller to the shared ClusterRole", () => {
    const { roleBindings, clusterRoleBindings } = planAccess(installation(), nobody);
    expect(roleBindings).to.deep.equal(
      ["higress-controller", "higress-gateway"].map((name) => ({
        apiVersion,
        kind: "RoleBinding",
        metadata: { name, namespace: "acme-gateway", labels: acmeLabels },
        roleRef: { apiGroup, kind: "Role", name },
        subjects: [{ kind: "ServiceAccount", name, namespace: "acme-gateway" }],
      })),
    );
    expect(clusterRoleBindings).to.deep.equal([
      {
        apiVersion,
        kind: "ClusterRoleBinding",
        metadata: { name: "higress-fleet-controller:acme-gateway", labels: acmeLabels },
        roleRef: { apiGroup, kind: "ClusterRole", name: "higress-fleet-controller" },
        subjects: [controller],
      },
    ]);
  });

  it("gives the gateway its namespace's Secrets to read, which its controller asks about, and nothing else", () => {
    expect(rulesOf("higress-gateway")).to.deep.equal(["get /secrets", "list /secrets", "watch /secrets"]);
  });

  it("binds the second ClusterRole only to a gateway that watches every namespace", () => {
    const names = planAccess(installation({ watch: "all" }), nobody).clusterRoleBindings.map(
      ({ roleRef }) => roleRef.name,
    );
    expect(names).to.deep.equal(["higress-fleet-controller", "higress-fleet-watch-all"]);
  });

  it("makes Roles for people only where the file names a group", () => {
    const { roles, roleBindings } = planAccess(installation(), { operators: [], viewers: ["team-a", "team-b"] });
    expect(roles.map(({ metadata }) => metadata.name)).to.deep.equal([
      "higress-controller",
      "higress-gateway",
      "viewer",
    ]);
    expect(roleBindings.at(-1)?.subjects).to.deep.equal([
      { kind: "Group", name: "team-a", apiGroup },
      { kind: "Group", name: "team-b", apiGroup },
    ]);
  });

  it("lets viewers read and nothing more, Secrets excepted", () => {
    const rules = rulesOf("viewer");
    expect(new Set(rules.map((rule) => rule.split(" ")[0]))).to.deep.equal(new Set(["get", "list", "watch"]));
    expect(rules).to.include.members(["get /pods", "list /resourcequotas", "watch networking.higress.io/mcpbridges"]);
    expect(rules.filter((rule) => /secrets|pods\/|\*/.test(rule))).to.deep.equal([]);
  });

  it("lets operators do what viewers do, read logs and restart pods, and nothing more", () => {
    const more = rulesOf("operator").filter((rule) => !rulesOf("viewer").includes(rule));
    expect(more).to.deep.equal(["get /pods/log", "delete /pods"]);
  });
});
