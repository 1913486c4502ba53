/**
 * ClusterRoles and bindings that every cluster has without anybody registering them (Kubernetes 1.35,
 * `kubectl get clusterroles -l kubernetes.io/bootstrapping=rbac-defaults -o yaml`). The proof of permissions
 * (tools/prove/rbac.ts) holds them to the cluster's.
 */
import type { Tree } from "./shape.ts";

const read = ["get", "list", "watch"];
const write = ["create", "delete", "deletecollection", "patch", "update"];

type Row = readonly [verbs: readonly string[], groups: readonly string[], ...resources: string[]];

const rule = ([verbs, apiGroups, ...resources]: Row): Tree => ({ apiGroups, resources, verbs });
const aggregatesTo = (name: string): Tree => ({ [`rbac.authorization.k8s.io/aggregate-to-${name}`]: "true" });

const role = (name: string, labels: Tree, rows: readonly Row[]): Tree => ({
  metadata: { name, labels },
  rules: rows.map(rule),
});

const aggregated = (name: string, labels: Tree): Tree => ({
  metadata: { name, labels },
  aggregationRule: { clusterRoleSelectors: [{ matchLabels: aggregatesTo(name) }] },
});

const urls = (name: string, verb: string, ...nonResourceURLs: readonly string[]): Tree => ({
  metadata: { name },
  rules: [{ nonResourceURLs, verbs: [verb] }],
});

const health = ["/healthz", "/livez", "/readyz", "/version", "/version/"];

/** `view` flows into `edit`, and that into `admin`: a role labelled for one of them widens those above too. */
export const builtInRoles: readonly Tree[] = [
  {
    metadata: { name: "cluster-admin" },
    rules: [rule([["*"], ["*"], "*"]), { nonResourceURLs: ["*"], verbs: ["*"] }],
  },
  aggregated("admin", {}),
  aggregated("edit", aggregatesTo("admin")),
  aggregated("view", aggregatesTo("edit")),
  role("system:aggregate-to-admin", aggregatesTo("admin"), [
    [["create"], ["authorization.k8s.io"], "localsubjectaccessreviews"],
    [[...read, ...write], ["rbac.authorization.k8s.io"], "rolebindings", "roles"],
  ]),
  role("system:aggregate-to-edit", aggregatesTo("edit"), [
    [read, [""], "pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "secrets", "services/proxy"],
    [["impersonate"], [""], "serviceaccounts"],
    [write, [""], "pods", "pods/attach", "pods/exec", "pods/portforward", "pods/proxy"],
    [["create"], [""], "pods/eviction", "serviceaccounts/token"],
    [write, [""], "configmaps", "persistentvolumeclaims", "replicationcontrollers", "replicationcontrollers/scale"],
    [write, [""], "secrets", "serviceaccounts", "services", "services/proxy"],
    [write, ["", "events.k8s.io"], "events"],
    [write, ["apps"], "daemonsets", "deployments", "deployments/rollback", "deployments/scale"],
    [write, ["apps"], "replicasets", "replicasets/scale", "statefulsets", "statefulsets/scale"],
    [write, ["autoscaling"], "horizontalpodautoscalers"],
    [write, ["batch"], "cronjobs", "jobs"],
    [write, ["extensions"], "daemonsets", "deployments", "deployments/rollback", "deployments/scale", "ingresses"],
    [write, ["extensions"], "networkpolicies", "replicasets", "replicasets/scale", "replicationcontrollers/scale"],
    [write, ["policy"], "poddisruptionbudgets"],
    [write, ["networking.k8s.io"], "ingresses", "networkpolicies"],
    [[...read, ...write], ["coordination.k8s.io"], "leases"],
    [write, ["resource.k8s.io"], "resourceclaims", "resourceclaimtemplates"],
  ]),
  role("system:aggregate-to-view", aggregatesTo("view"), [
    [read, [""], "configmaps", "endpoints", "persistentvolumeclaims", "persistentvolumeclaims/status", "pods"],
    [read, [""], "replicationcontrollers", "replicationcontrollers/scale", "serviceaccounts", "services"],
    [read, [""], "services/status", "bindings", "limitranges", "namespaces", "namespaces/status", "pods/log"],
    [read, [""], "pods/status", "replicationcontrollers/status", "resourcequotas", "resourcequotas/status"],
    [read, ["", "events.k8s.io"], "events"],
    [read, ["discovery.k8s.io"], "endpointslices"],
    [read, ["apps", "extensions"], "daemonsets", "daemonsets/status", "deployments", "deployments/scale"],
    [read, ["apps", "extensions"], "deployments/status", "replicasets", "replicasets/scale", "replicasets/status"],
    [read, ["apps"], "controllerrevisions", "statefulsets", "statefulsets/scale", "statefulsets/status"],
    [read, ["autoscaling"], "horizontalpodautoscalers", "horizontalpodautoscalers/status"],
    [read, ["batch"], "cronjobs", "cronjobs/status", "jobs", "jobs/status"],
    [read, ["extensions"], "replicationcontrollers/scale"],
    [read, ["policy"], "poddisruptionbudgets", "poddisruptionbudgets/status"],
    [read, ["networking.k8s.io", "extensions"], "ingresses", "ingresses/status", "networkpolicies"],
    [read, ["resource.k8s.io"], "resourceclaims", "resourceclaims/status", "resourceclaimtemplates"],
  ]),
  role("system:basic-user", {}, [
    [["create"], ["authorization.k8s.io"], "selfsubjectaccessreviews", "selfsubjectrulesreviews"],
    [["create"], ["authentication.k8s.io"], "selfsubjectreviews"],
  ]),
  urls("system:discovery", "get", "/api", "/api/*", "/apis", "/apis/*", "/openapi", "/openapi/*", ...health),
  urls("system:public-info-viewer", "get", ...health),
  urls(
    "system:service-account-issuer-discovery",
    "get",
    ...["/.well-known/openid-configuration", "/.well-known/openid-configuration/"],
    ...["/openid/v1/jwks", "/openid/v1/jwks/"],
  ),
];

const binding = (name: string, ...groups: readonly string[]): Tree => ({
  metadata: { name },
  roleRef: { kind: "ClusterRole", name },
  subjects: groups.map((group) => ({ kind: "Group", name: group })),
});

/** What Kubernetes itself lets everybody do who can prove who they are. */
export const builtInBindings: readonly Tree[] = [
  binding("system:basic-user", "system:authenticated"),
  binding("system:discovery", "system:authenticated"),
  binding("system:public-info-viewer", "system:authenticated", "system:unauthenticated"),
  binding("system:service-account-issuer-discovery", "system:serviceaccounts"),
];
