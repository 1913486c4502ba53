/** Reading what is another's, and becoming somebody who may. */
import { create, entry, get, made, may, other, own, patch, place, remove, rewrite, type Attempt } from "./attempt.ts";

const rbac = "rbac.authorization.k8s.io/v1";
const authentication = "authentication.k8s.io/v1";
const secretsOf = (namespace?: string, name?: string): string => place("v1", "secrets", namespace, name);
const tokenOf = (namespace: string, account: string) =>
  create(`${place("v1", "serviceaccounts", namespace, account)}/token`, {
    ...made(authentication, "TokenRequest", { spec: {} }),
    metadata: {},
  });

const operator = { as: "operator", stoppedBy: "RBAC" } as const;
const controller = { as: "controller", stoppedBy: "RBAC" } as const;
const gateway = { as: "gateway", stoppedBy: "RBAC" } as const;
const editor = { as: "editor", stoppedBy: "RBAC" } as const;
const tokens = { as: "editor", stoppedBy: { admission: "rbac-escalation" } } as const;
const rails = { as: "editor", stoppedBy: { admission: "guard-rails" } } as const;

const masters = (name: string) => ({ kind: "User", name, apiGroup: "rbac.authorization.k8s.io" });
const admin = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" };
const binding = (kind: string) => made(rbac, kind, { roleRef: admin, subjects: [masters("mallory@acme.example")] });

export const attempts: readonly Attempt[] = [
  { tries: "lists the Secrets of its namespace", ...operator, request: get(secretsOf(own)) },
  { tries: "gets a Secret of its namespace by name", ...operator, request: get(secretsOf(own, "nacos-credentials")) },
  { tries: "watches the Secrets of its namespace", ...operator, request: get(secretsOf(own), { watch: "true" }) },
  { tries: "lists the Secrets of all namespaces", ...controller, request: get(secretsOf()) },
  { tries: "lists another tenant's Secrets", ...controller, request: get(secretsOf(other)) },
  { tries: "gets another tenant's Secret by name", ...controller, request: get(secretsOf(other, "consul-token")) },
  { tries: "watches another tenant's Secrets", ...controller, request: get(secretsOf(other), { watch: "true" }) },
  { tries: "lists the entry's Secrets, every tenant's certificates", ...controller, request: get(secretsOf(entry)) },
  { tries: "lists the ConfigMaps of all namespaces", ...controller, request: get(place("v1", "configmaps")) },
  { tries: "lists another tenant's Secrets", ...gateway, request: get(secretsOf(other)) },
  { tries: "lists the ConfigMaps of its namespace", ...gateway, request: get(place("v1", "configmaps", own)) },
  { tries: "writes a Secret of its namespace", ...gateway, request: remove(secretsOf(own, "nacos-credentials")) },
  { tries: "lists another tenant's Secrets", ...editor, request: get(secretsOf(other)) },
  {
    tries: "opens a shell in a Pod of the gateway",
    ...operator,
    request: may({ verb: "create", resource: "pods", subresource: "exec", namespace: own }),
  },
  {
    tries: "adds a container to a Pod of the gateway",
    ...operator,
    request: may({ verb: "patch", resource: "pods", subresource: "ephemeralcontainers", namespace: own }),
  },
  {
    tries: "adds a container to a Pod of the gateway",
    ...editor,
    request: may({ verb: "patch", resource: "pods", subresource: "ephemeralcontainers", namespace: own }),
  },
  {
    tries: "opens a shell in a Pod of the controller",
    as: "editor",
    stoppedBy: { admission: "pod-identity" },
    // A stream, which knows no dry run; admission is asked before anybody looks for the Pod.
    request: {
      method: "POST",
      path: `${place("v1", "pods", own, "higress-controller-0")}/exec`,
      query: { command: "sh" },
    },
  },
  {
    tries: "reads the credentials and certificates of its namespace",
    as: "editor",
    stoppedBy: {
      limit: "ClusterRole edit reads every Secret of its namespace, the registries' credentials among them",
    },
    request: get(secretsOf(own)),
  },
  {
    tries: "opens a shell in another tenant's Pod",
    ...editor,
    request: may({ verb: "create", resource: "pods", subresource: "exec", namespace: other }),
  },
  {
    tries: "speaks to a kubelet through the API server",
    ...controller,
    request: may({ verb: "get", resource: "nodes", subresource: "proxy" }),
  },
  {
    tries: "asks for a token of another tenant's controller",
    ...editor,
    request: tokenOf(other, "higress-controller"),
  },
  { tries: "asks for a token of its controller", ...operator, request: tokenOf(own, "higress-controller") },
  { tries: "asks for a token of its controller", ...tokens, request: tokenOf(own, "higress-controller") },
  {
    tries: "makes a Secret that gets a token of its controller",
    ...tokens,
    request: create(
      secretsOf(own),
      made(
        "v1",
        "Secret",
        { type: "kubernetes.io/service-account-token" },
        { annotations: { "kubernetes.io/service-account.name": "higress-controller" } },
      ),
    ),
  },
  {
    tries: "makes a Secret that gets a token without an end",
    as: "controller",
    stoppedBy: { admission: "rbac-escalation" },
    request: create(
      secretsOf(own),
      made(
        "v1",
        "Secret",
        { type: "kubernetes.io/service-account-token" },
        { annotations: { "kubernetes.io/service-account.name": "default" } },
      ),
    ),
  },
  {
    tries: "acts as its controller",
    as: "editor",
    stoppedBy: { limit: "ClusterRole edit acts as every ServiceAccount of its namespace, and admission is not asked" },
    request: may({ verb: "impersonate", resource: "serviceaccounts", namespace: own, name: "higress-controller" }),
  },
  {
    tries: "acts as another tenant's controller",
    ...editor,
    request: may({ verb: "impersonate", resource: "serviceaccounts", namespace: other, name: "higress-controller" }),
  },
  {
    tries: "acts as an administrator",
    ...editor,
    request: may({ verb: "impersonate", resource: "groups", name: "system:masters" }),
  },
  {
    tries: "acts as the platform",
    ...controller,
    request: may({ verb: "impersonate", resource: "groups", name: "gateway-platform" }),
  },
  {
    tries: "counts as the platform",
    ...editor,
    request: may({ verb: "manage", group: "higress-fleet.io", resource: "fleets" }),
  },
  {
    tries: "binds cluster-admin",
    ...operator,
    request: create(place(rbac, "clusterrolebindings"), binding("ClusterRoleBinding")),
  },
  {
    tries: "binds cluster-admin",
    ...controller,
    request: create(place(rbac, "clusterrolebindings"), binding("ClusterRoleBinding")),
  },
  {
    tries: "binds cluster-admin in its namespace",
    ...editor,
    request: create(place(rbac, "rolebindings", own), binding("RoleBinding")),
  },
  {
    tries: "adds a rule to its own Role",
    ...operator,
    request: patch(place(rbac, "roles", own, "operator"), {
      rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
    }),
  },
  {
    tries: "adds itself to its controller's binding",
    ...editor,
    request: patch(place(rbac, "rolebindings", own, "higress-controller"), {
      subjects: [masters("mallory@acme.example")],
    }),
  },
  {
    tries: "has a certificate for the cluster signed",
    ...editor,
    request: may({ verb: "create", group: "certificates.k8s.io", resource: "certificatesigningrequests" }),
  },
  {
    tries: "approves a certificate for the cluster",
    ...controller,
    request: may({
      verb: "update",
      group: "certificates.k8s.io",
      resource: "certificatesigningrequests",
      subresource: "approval",
    }),
  },
  {
    tries: "gives its controller's account other secrets to pull images with",
    ...rails,
    request: patch(place("v1", "serviceaccounts", own, "higress-controller"), {
      imagePullSecrets: [{ name: "mallory" }],
    }),
  },
  {
    tries: "replaces the credentials that the platform made",
    ...rails,
    request: patch(secretsOf(own, "nacos-credentials"), { stringData: { nacosPassword: "known" } }),
  },
  {
    tries: "replaces the credentials that the platform made",
    as: "controller",
    stoppedBy: { admission: "guard-rails" },
    request: rewrite(secretsOf(own, "nacos-credentials"), (object) => ({ ...object, data: {} })),
  },
  {
    tries: "asks what others may do",
    as: "controller",
    stoppedBy: {
      limit: "a controller may ask about anybody's rights, as its gateways' certificates need; it gains none by it",
    },
    request: create(place("authorization.k8s.io/v1", "subjectaccessreviews"), {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SubjectAccessReview",
      metadata: {},
      spec: { user: "root", resourceAttributes: { verb: "get", resource: "secrets", namespace: other } },
    }),
  },
  {
    tries: "reads names, labels, owners and hosts of all tenants' Namespaces",
    as: "controller",
    stoppedBy: { limit: "a controller reads every Namespace, its labels and annotations included, but nothing inside" },
    request: get(place("v1", "namespaces")),
  },
  {
    tries: "reads names and addresses of the nodes",
    as: "controller",
    stoppedBy: { limit: "a controller reads every Node, its addresses and labels included" },
    request: get(place("v1", "nodes")),
  },
];
