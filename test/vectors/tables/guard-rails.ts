import { ingress, rule } from "../objects.ts";
import type { Manifest, Table } from "../vector.ts";

const namespace = "acme-gateway";
const fleet = {
  "higress-fleet.io/fleet": "test",
  "higress-fleet.io/role": "tenant",
  "higress-fleet.io/tenant": "acme",
};
/** Others than the program registers: it has the same kinds under other names. */
const own = { name: "tried", namespace };
const ours = { ...own, labels: fleet };

const rbac = "rbac.authorization.k8s.io/v1";
const make = (apiVersion: string, kind: string, rest: object, metadata: object = own): Manifest => ({
  apiVersion,
  kind,
  metadata: metadata as Manifest["metadata"],
  ...rest,
});
const quota = (pods: string, metadata: object = ours): Manifest =>
  make("v1", "ResourceQuota", { spec: { hard: { pods } } }, metadata);
const limits = (cpu: string, metadata: object = ours): Manifest =>
  make("v1", "LimitRange", { spec: { limits: [{ type: "Container", max: { cpu } }] } }, metadata);
const open = { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] };
const closed = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };
const network = (spec: object, metadata: object = ours): Manifest =>
  make("networking.k8s.io/v1", "NetworkPolicy", { spec }, metadata);
const role = (verbs: readonly string[], metadata: object = ours): Manifest =>
  make(rbac, "Role", { rules: [{ apiGroups: [""], resources: ["services"], verbs }] }, metadata);
const binding = (name: string, metadata: object = ours): Manifest =>
  make(
    rbac,
    "RoleBinding",
    {
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "viewer" },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    },
    metadata,
  );
const budget = (minAvailable: number | string, metadata: object = ours): Manifest =>
  make(
    "policy/v1",
    "PodDisruptionBudget",
    { spec: { minAvailable, selector: { matchLabels: { app: "shop" } } } },
    metadata,
  );
const account = (metadata: object, rest: object = { automountServiceAccountToken: false }): Manifest =>
  make("v1", "ServiceAccount", rest, metadata);
const secret = (metadata: object, type = "Opaque"): Manifest => make("v1", "Secret", { type }, { ...own, ...metadata });

const gone = { apiVersion: "v1", kind: "ConfigMap", name: "gone", uid: "d9607e19-f88f-11e6-a518-42010a800195" };
const route = (host: string, metadata: object = ours): Manifest => ingress({ rules: [rule(host)] }, metadata);
const bridge = (metadata: object = {}, listenerPort?: number): Manifest =>
  make(
    "networking.higress.io/v1",
    "McpBridge",
    { spec: { proxies: [{ name: "out", type: "HTTP", serverAddress: "192.0.2.8", serverPort: 3128, listenerPort }] } },
    { ...ours, name: "default", ...metadata },
  );

const live = "the program registers it as it should be";
const byOthers = "the program registers none, so none but its own is judged";
const controller = (name: string): string => `system:serviceaccount:kube-system:${name}`;

export const table: Table = {
  statement: "guard-rails",
  rules: ["netpol-no-open-peer", "netpol-connectivity-matrix", "rbac-guardrails-immutable", "tenant-bundle-complete"],
  vectors: [
    { name: "a Role of the tenant's own", verdict: "accept", object: role(["get"], own) },
    {
      name: "a change of a Role of the tenant's own",
      verdict: "accept",
      before: role(["get"], own),
      object: role(["list"], own),
    },
    { name: "a budget for the tenant's own Pods", verdict: "accept", object: budget(1, own) },
    { name: "a ServiceAccount of the tenant's own", verdict: "accept", object: account(own) },
    { name: "a ServiceAccount without labels at all", verdict: "accept", object: account({ ...own, labels: null }) },
    { name: "a Secret of the tenant's own", verdict: "accept", object: secret({}) },
    {
      name: "a Secret of a release of the tenant's own",
      verdict: "accept",
      object: secret(
        { name: "sh.helm.release.v1.nacos.v1", labels: { owner: "helm", name: "nacos" } },
        "helm.sh/release.v1",
      ),
    },
    { name: "a quota by the platform", verdict: "accept", object: quota("20"), as: "platform" },
    {
      name: "a change of a quota by the platform",
      verdict: "accept",
      before: quota("20"),
      object: quota("30"),
      as: "platform",
    },
    {
      name: "the end of a quota when the namespace ends",
      verdict: "accept",
      before: quota("20"),
      object: quota("20"),
      by: "delete",
      as: controller("namespace-controller"),
    },
    {
      name: "the end of a policy when the namespace ends",
      verdict: "accept",
      before: network(closed),
      object: network(closed),
      by: "delete",
      as: controller("namespace-controller"),
    },
    {
      name: "the end of a binding without its owner",
      verdict: "accept",
      before: binding("a"),
      object: binding("a"),
      by: "delete",
      as: controller("generic-garbage-collector"),
    },
    {
      name: "what a quota counts",
      verdict: "accept",
      before: quota("20"),
      object: quota("20"),
      subresource: "status",
      as: controller("resourcequota-controller"),
    },
    {
      name: "what a budget allows",
      verdict: "accept",
      before: budget(1),
      object: budget(1),
      subresource: "status",
      as: controller("disruption-controller"),
    },
    {
      name: "the namespace's first ServiceAccount",
      verdict: "accept",
      object: account(own),
      as: controller("service-account-controller"),
    },

    { name: "a route of the tenant's own", verdict: "accept", object: route("shop.acme.example", own) },
    {
      name: "a route of the platform's by the platform",
      verdict: "accept",
      before: route("shop.acme.example"),
      object: route("orders.api.acme.example"),
      by: "apply",
      as: "platform",
    },
    {
      name: "the port that the tenant's controller adds to a proxy of the platform's bridge",
      verdict: "accept",
      before: bridge(),
      object: bridge({}, 30010),
      as: "system:serviceaccount:acme-gateway:higress-controller",
    },

    { name: "a quota changed", verdict: "refuse", before: quota("20"), object: quota("2000"), unseenByRules: byOthers },
    {
      name: "a quota removed",
      verdict: "refuse",
      before: quota("20"),
      object: quota("20"),
      by: "delete",
      unseenByRules: live,
    },
    {
      name: "a quota that counts nothing more",
      verdict: "refuse",
      before: quota("20"),
      object: { ...quota("20"), status: { hard: { pods: "2000" }, used: { pods: "0" } } },
      subresource: "status",
      unseenByRules: live,
    },
    {
      name: "a quota by server-side apply",
      verdict: "refuse",
      before: quota("20"),
      object: quota("2000"),
      by: "apply",
      unseenByRules: byOthers,
    },
    {
      name: "a quota that lost the platform's labels",
      verdict: "refuse",
      before: quota("20"),
      object: quota("20", own),
      unseenByRules: byOthers,
    },
    { name: "another quota", verdict: "refuse", object: quota("2", own), unseenByRules: byOthers },
    { name: "limits of its own", verdict: "refuse", object: limits("64", own), unseenByRules: byOthers },
    { name: "limits changed", verdict: "refuse", before: limits("2"), object: limits("64"), unseenByRules: byOthers },
    { name: "another policy that opens everything", verdict: "refuse", object: network(open, own) },
    {
      name: "another policy under a generated name",
      verdict: "refuse",
      object: network(open, { namespace, generateName: "open-" }),
    },
    {
      name: "a policy that allows nothing",
      verdict: "refuse",
      object: network(closed, own),
      unseenByRules: "it widens nothing",
    },
    { name: "a policy opened", verdict: "refuse", before: network(closed), object: network(open) },
    {
      name: "a policy opened by server-side apply",
      verdict: "refuse",
      before: network(closed),
      object: network(open),
      by: "apply",
    },
    {
      name: "a policy removed",
      verdict: "refuse",
      before: network(closed),
      object: network(closed),
      by: "delete",
      unseenByRules: live,
    },
    {
      name: "a policy removed by the tenant's controller",
      verdict: "refuse",
      before: network(closed),
      object: network(closed),
      by: "delete",
      as: "system:serviceaccount:acme-gateway:higress-controller",
      unseenByRules: live,
    },
    {
      name: "a policy of the entry's namespace",
      verdict: "refuse",
      object: network(open, { ...own, namespace: "higress-system" }),
    },
    {
      name: "a policy opened by the controller that ends namespaces",
      verdict: "refuse",
      before: network(closed),
      object: network(open),
      as: controller("namespace-controller"),
    },
    {
      name: "the platform's Role changed",
      verdict: "refuse",
      before: role(["get"]),
      object: role(["list"]),
      unseenByRules: "its content is lawful",
    },
    {
      name: "the platform's Role removed",
      verdict: "refuse",
      before: role(["get"]),
      object: role(["get"]),
      by: "delete",
      unseenByRules: live,
    },
    {
      name: "a Role that looks like the platform's",
      verdict: "refuse",
      object: role(["get"]),
      unseenByRules: "its content is lawful",
    },
    {
      name: "a binding of the platform's changed",
      verdict: "refuse",
      before: binding("a"),
      object: binding("b"),
      unseenByRules: "its content is lawful",
    },
    {
      name: "a binding of the platform's that lost its labels",
      verdict: "refuse",
      before: binding("a"),
      object: binding("a", own),
      unseenByRules: "its content is lawful",
    },
    {
      name: "the platform's budget removed",
      verdict: "refuse",
      before: budget(1),
      object: budget(1),
      by: "delete",
      unseenByRules: live,
    },
    {
      name: "the platform's budget changed",
      verdict: "refuse",
      before: budget(1),
      object: budget("100%"),
      unseenByRules: "budgets of a tenant mean nothing to them",
    },
    {
      name: "the gateway's ServiceAccount with a token",
      verdict: "refuse",
      object: account({ ...own, name: "higress-gateway" }, { automountServiceAccountToken: true }),
      by: "update",
      unseenByRules: "who mounts a token is not theirs to judge here",
    },
    {
      name: "the controller's ServiceAccount removed",
      verdict: "refuse",
      object: account({ ...own, name: "higress-controller" }),
      by: "delete",
      unseenByRules: live,
    },
    {
      name: "a forged record of Helm, which would have the platform delete others' objects",
      verdict: "refuse",
      object: secret({ name: "sh.helm.release.v1.higress.v99" }, "helm.sh/release.v1"),
      unseenByRules: "Helm makes these, not the program",
    },
    {
      name: "a forged record of Helm under another name",
      verdict: "refuse",
      object: secret({
        name: "harmless",
        labels: { owner: "helm", name: "higress", status: "deployed", version: "99" },
      }),
      unseenByRules: "Helm makes these, not the program",
    },
    {
      name: "a record of Helm changed by the tenant's controller",
      verdict: "refuse",
      before: secret({ name: "sh.helm.release.v1.higress.v1" }),
      object: secret({ name: "sh.helm.release.v1.higress.v1", labels: { changed: "yes" } }),
      as: "system:serviceaccount:acme-gateway:higress-controller",
      unseenByRules: "Helm makes these, not the program",
    },
    {
      name: "a record of Helm removed",
      verdict: "refuse",
      before: secret({ name: "sh.helm.release.v1.higress.v1" }),
      object: secret({ name: "sh.helm.release.v1.higress.v1" }),
      by: "delete",
      unseenByRules: live,
    },
    {
      name: "fields of a route of the platform's, taken by server-side apply",
      verdict: "refuse",
      before: route("shop.acme.example"),
      object: route("orders.api.acme.example"),
      by: "apply",
      unseenByRules: "its content is lawful",
    },
    {
      name: "a route of the platform's that the garbage collector would delete",
      verdict: "refuse",
      before: route("shop.acme.example"),
      object: route("shop.acme.example", {
        ...ours,
        ownerReferences: [gone],
      }),
      unseenByRules: "its content is lawful",
    },
    {
      name: "a route of the platform's removed",
      verdict: "refuse",
      before: route("shop.acme.example"),
      object: route("shop.acme.example"),
      by: "delete",
      unseenByRules: live,
    },
    {
      name: "the platform's bridge taken by server-side apply",
      verdict: "refuse",
      before: bridge(),
      object: bridge({}, 30010),
      by: "apply",
      unseenByRules: "its content is lawful",
    },
    {
      name: "the platform's bridge changed by another tenant's controller",
      verdict: "refuse",
      before: bridge(),
      object: bridge({}, 30010),
      as: "system:serviceaccount:globex-gateway:higress-controller",
      unseenByRules: "its content is lawful",
    },
    {
      name: "the platform's bridge removed by the tenant's controller",
      verdict: "refuse",
      before: bridge(),
      object: bridge(),
      by: "delete",
      as: "system:serviceaccount:acme-gateway:higress-controller",
      unseenByRules: live,
    },
    {
      name: "credentials that the platform made",
      verdict: "refuse",
      before: secret({ labels: fleet }),
      object: secret({ labels: fleet, annotations: { changed: "yes" } }),
      unseenByRules: "their content is lawful",
    },
  ],
};
