import type { Manifest, Table, Vector } from "../vector.ts";

const namespace = "acme-gateway";
const metadata = { name: "tried", namespace };
const apiGroup = "rbac.authorization.k8s.io";
const apiVersion = `${apiGroup}/v1`;

const role = (verbs: readonly string[], resources: readonly string[], rest: object = {}): Manifest => ({
  apiVersion,
  kind: "Role",
  metadata,
  rules: [{ apiGroups: [""], resources, verbs, ...rest }],
});
const account = (name: string, of = namespace): object => ({ kind: "ServiceAccount", name, namespace: of });
/** The program's Role of that name reads what a viewer may. */
const binding = (subjects: readonly object[] | null, roleRef: object = { kind: "Role", name: "viewer" }): Manifest => ({
  apiVersion,
  kind: "RoleBinding",
  metadata,
  roleRef: { apiGroup, ...roleRef },
  subjects,
});
const subject = (kind: "Group" | "User", name: string): object => ({ apiGroup, kind, name });

const token: Manifest = {
  apiVersion: "authentication.k8s.io/v1",
  kind: "TokenRequest",
  metadata: {},
  spec: { expirationSeconds: 600 },
};
const accountObject = (name: string): Manifest => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name, namespace },
});
const asks = (name: string, verdict: "accept" | "refuse", of: string, as?: string): Vector => ({
  name,
  verdict,
  object: { ...token, metadata: { name: of, namespace } },
  before: accountObject(of),
  subresource: "token",
  ...(as !== undefined && { as }),
  ...(verdict === "refuse" && { unseenByRules: "a token is asked for, never registered" }),
});

const secret = (type: string): Manifest => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { ...metadata, annotations: { "kubernetes.io/service-account.name": "higress-controller" } },
  type,
});

const unbound = "they judge what bound subjects may do, and nobody is bound to it";
const lenient = "what is bound here has its rights from the fleet, so they leave it";

export const table: Table = {
  statement: "rbac-escalation",
  rules: [
    "rbac-no-tenant-cluster-scope",
    "rbac-secrets-scoped",
    "rbac-no-escalation",
    "rbac-guardrails-immutable",
    "rbac-subjects-owned",
    "secret-hygiene",
  ],
  vectors: [
    {
      name: "a Role that reads Services",
      verdict: "accept",
      object: role(["get", "list", "watch"], ["services", "endpoints"]),
    },
    {
      name: "a Role for the election of a leader",
      verdict: "accept",
      object: role(["get", "create", "update"], ["leases"], { apiGroups: ["coordination.k8s.io"] }),
    },
    {
      name: "a Role that reads two Secrets by name",
      verdict: "accept",
      object: role(["get"], ["secrets"], { resourceNames: ["nacos-credentials", "shop-tls"] }),
    },
    {
      name: "a Role that reads network policies",
      verdict: "accept",
      object: role(["get", "list"], ["networkpolicies"], { apiGroups: ["networking.k8s.io"] }),
    },
    { name: "a Role without rules", verdict: "accept", object: { apiVersion, kind: "Role", metadata, rules: [] } },
    {
      name: "a Role whose rules are null",
      verdict: "accept",
      object: { apiVersion, kind: "Role", metadata, rules: null },
    },
    { name: "a Role by server-side apply", verdict: "accept", object: role(["get"], ["services"]), by: "apply" },
    { name: "a binding of a ServiceAccount of the namespace", verdict: "accept", object: binding([account("shop")]) },
    { name: "a binding of nobody", verdict: "accept", object: binding([]) },
    { name: "a binding whose subjects are null", verdict: "accept", object: binding(null) },
    { name: "an ordinary Secret", verdict: "accept", object: secret("Opaque") },
    asks("a token of the tenant's account by a node", "accept", "shop", "system:node:node-000000"),
    asks("a token of the tenant's account by a person", "accept", "shop"),
    asks(
      "a token of the tenant's account by an account beside it",
      "accept",
      "shop",
      "system:serviceaccount:acme-gateway:deployer",
    ),

    { name: "every verb", verdict: "refuse", object: role(["*"], ["services"]) },
    { name: "every resource", verdict: "refuse", object: role(["get"], ["*"]) },
    { name: "every API group", verdict: "refuse", object: role(["get"], ["services"], { apiGroups: ["*"] }) },
    { name: "every subresource of Pods", verdict: "refuse", object: role(["get"], ["pods/*"]) },
    { name: "the subresource of every kind", verdict: "refuse", object: role(["get"], ["*/exec"]) },
    {
      name: "a wildcard in a later rule",
      verdict: "refuse",
      object: {
        ...role(["get"], ["services"]),
        rules: [
          { apiGroups: [""], resources: ["services"], verbs: ["get"] },
          { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "*"] },
        ],
      },
    },
    {
      name: "the right to bind",
      verdict: "refuse",
      object: role(["bind"], ["roles", "clusterroles"], { apiGroups: [apiGroup] }),
    },
    {
      name: "the right to escalate",
      verdict: "refuse",
      object: role(["escalate"], ["roles"], { apiGroups: [apiGroup] }),
    },
    { name: "the right to impersonate", verdict: "refuse", object: role(["impersonate"], ["serviceaccounts"]) },
    { name: "tokens", verdict: "refuse", object: role(["create"], ["serviceaccounts/token"]) },
    { name: "a shell in Pods", verdict: "refuse", object: role(["create"], ["pods/exec"]) },
    {
      name: "a shell in Pods by get, which opens a websocket",
      verdict: "refuse",
      object: role(["get"], ["pods/exec", "pods/attach"]),
    },
    { name: "the way through the API server to Pods", verdict: "refuse", object: role(["get"], ["pods/proxy"]) },
    { name: "containers added to Pods", verdict: "refuse", object: role(["patch"], ["pods/ephemeralcontainers"]) },
    { name: "the nodes' own API", verdict: "refuse", object: role(["get"], ["nodes/proxy"]) },
    { name: "labels of the Namespace", verdict: "refuse", object: role(["patch"], ["namespaces"]) },
    {
      name: "network policies written",
      verdict: "refuse",
      object: role(["update"], ["networkpolicies"], { apiGroups: ["networking.k8s.io"] }),
      unseenByRules: unbound,
    },
    {
      name: "quotas removed",
      verdict: "refuse",
      object: role(["deletecollection"], ["resourcequotas"]),
      unseenByRules: unbound,
    },
    {
      name: "every Secret read by list",
      verdict: "refuse",
      object: role(["list"], ["secrets"]),
      unseenByRules: "Higress itself lists them, and they do not ask who is bound",
    },
    {
      name: "a Secret by name, and all of them by watch",
      verdict: "refuse",
      object: role(["get", "watch"], ["secrets"], { resourceNames: ["shop-tls"] }),
      unseenByRules: "Higress itself watches them, and they do not ask who is bound",
    },
    {
      name: "a Role that grows",
      verdict: "refuse",
      before: role(["get"], ["services"]),
      object: role(["*"], ["services"]),
    },
    {
      name: "a Role that grows by server-side apply",
      verdict: "refuse",
      before: role(["get"], ["services"]),
      object: role(["*"], ["services"]),
      by: "apply",
    },
    {
      name: "every verb by the tenant's controller",
      verdict: "refuse",
      object: role(["*"], ["services"]),
      as: "system:serviceaccount:acme-gateway:higress-controller",
    },

    {
      name: "a binding to cluster-admin",
      verdict: "refuse",
      object: binding([account("shop")], { kind: "ClusterRole", name: "cluster-admin" }),
    },
    {
      name: "a binding to admin",
      verdict: "refuse",
      object: binding([account("shop")], { kind: "ClusterRole", name: "admin" }),
    },
    {
      name: "a binding to edit under a generated name",
      verdict: "refuse",
      object: {
        ...binding([account("shop")], { kind: "ClusterRole", name: "edit" }),
        metadata: { namespace, generateName: "edit-" },
      },
    },
    {
      name: "a binding of another tenant's controller",
      verdict: "refuse",
      object: binding([account("higress-controller", "globex-gateway")]),
    },
    {
      name: "a binding of another tenant's account beside one's own",
      verdict: "refuse",
      object: binding([account("shop"), account("shop", "globex-gateway")]),
    },
    {
      name: "a binding of everybody who is known",
      verdict: "refuse",
      object: binding([subject("Group", "system:authenticated")]),
    },
    {
      name: "a binding of every ServiceAccount",
      verdict: "refuse",
      object: binding([subject("Group", "system:serviceaccounts")]),
    },
    {
      name: "a binding of another tenant's ServiceAccounts",
      verdict: "refuse",
      object: binding([subject("Group", "system:serviceaccounts:globex-gateway")]),
    },
    { name: "a binding of a person", verdict: "refuse", object: binding([subject("User", "mallory@example.com")]) },
    {
      name: "a binding of another tenant's account as a person",
      verdict: "refuse",
      object: binding([subject("User", "system:serviceaccount:globex-gateway:shop")]),
    },
    { name: "a binding of the account that every Pod has", verdict: "refuse", object: binding([account("default")]) },
    {
      name: "more rights for the gateway's account",
      verdict: "refuse",
      object: binding([account("higress-gateway")]),
      unseenByRules: lenient,
    },
    ...["higress-console", "higress-console-promtail"].map((name): Vector => ({
      name: `more rights for ${name}`,
      verdict: "refuse",
      object: binding([account(name)]),
      unseenByRules: lenient,
    })),
    asks("a token of the console by a person", "refuse", "higress-console"),
    asks("a token of the console's collector by a person", "refuse", "higress-console-promtail"),
    asks(
      "a token of the console by itself",
      "refuse",
      "higress-console",
      `system:serviceaccount:${namespace}:higress-console`,
    ),
    {
      name: "a binding that takes in another tenant",
      verdict: "refuse",
      before: binding([account("shop")]),
      object: binding([account("shop"), account("shop", "globex-gateway")]),
    },

    asks("a token of the controller by a person", "refuse", "higress-controller"),
    asks(
      "a token of the gateway by the controller",
      "refuse",
      "higress-gateway",
      "system:serviceaccount:acme-gateway:higress-controller",
    ),
    asks(
      "a token of the tenant's account by another tenant's",
      "refuse",
      "shop",
      "system:serviceaccount:globex-gateway:shop",
    ),
    asks(
      "a token of the tenant's account by one whose namespace begins alike",
      "refuse",
      "shop",
      "system:serviceaccount:acme-gateway-2:shop",
    ),
    {
      name: "a Secret with a token for ever",
      verdict: "refuse",
      object: secret("kubernetes.io/service-account-token"),
    },

    {
      name: "the way through the API server to Services",
      verdict: "refuse",
      object: role(["get"], ["services/proxy"]),
    },
    { name: "a tunnel to Pods", verdict: "refuse", object: role(["create"], ["pods/portforward"]) },
    {
      name: "the right to impersonate, one thing at a time",
      verdict: "refuse",
      object: role(["impersonate:serviceaccount", "impersonate-on:serviceaccount:list"], ["serviceaccounts"], {
        apiGroups: ["", "authentication.k8s.io"],
      }),
    },
    {
      name: "Roles and bindings written",
      verdict: "refuse",
      object: role(["create", "patch"], ["roles", "rolebindings"], { apiGroups: [apiGroup] }),
      unseenByRules: unbound,
    },
    {
      name: "a Secret by an empty list of names, which is all of them",
      verdict: "refuse",
      object: role(["get"], ["secrets"], { resourceNames: [] }),
      unseenByRules: "Higress itself reads them, and they do not ask who is bound",
    },
    { name: "a Role that reads logs", verdict: "accept", object: role(["get"], ["pods/log"]) },
    {
      name: "a binding of everybody who is unknown",
      verdict: "refuse",
      object: binding([subject("Group", "system:unauthenticated")]),
    },
    {
      name: "a binding of every account of the namespace, which every Pod has",
      verdict: "refuse",
      object: binding([subject("Group", `system:serviceaccounts:${namespace}`)]),
    },
    {
      name: "a binding to what the cluster's own controllers may",
      verdict: "refuse",
      object: binding([account("shop")], { kind: "ClusterRole", name: "system:controller:namespace-controller" }),
    },
  ],
};
