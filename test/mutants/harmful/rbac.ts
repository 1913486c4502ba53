/** Rights: of controllers, of gateways, and of a tenant's people. */
import {
  added,
  altered,
  extended,
  labelled,
  removed,
  set,
  swapped,
  unfit,
  when,
  type ObjectSpot,
  type Spot,
} from "../edits.ts";
import { harmful, type Harmful } from "../mutant.ts";
import { change, type Sketch } from "../../policy/harness.ts";

const group = "rbac.authorization.k8s.io";
const roles = "Role tenant,gateway,entry";
const own = "Role tenant";
const bindings = "RoleBinding tenant";
const controllers = "ClusterRole base/higress-fleet-controller";

const rule = (apiGroup: string, resource: string, ...verbs: readonly string[]) => ({
  apiGroups: [apiGroup],
  resources: [resource],
  verbs,
});
const ofTenant = ({ tenant }: Spot): string => tenant.groups[0] ?? `${tenant.id}-people`;
const accountOf = ({ namespace }: { readonly namespace: string }) => ({
  kind: "ServiceAccount",
  name: "higress-controller",
  namespace,
});
const people = (name: string) => ({ apiGroup: group, kind: "Group", name });

const clusterWide =
  (role: string, subject: (spot: Spot) => unknown) =>
  (spot: Spot): Sketch => ({
    type: `kubernetes:${group}/v1:ClusterRoleBinding`,
    name: `${spot.tenant.id}.too-much`,
    parents: "higress-fleet:index:Fleet$higress-fleet:index:Tenant",
    props: {
      metadata: { name: `${role}:${spot.tenant.namespace}` },
      roleRef: { apiGroup: group, kind: "ClusterRole", name: role },
      subjects: [subject(spot)],
    },
  });

const binding =
  (kind: string, role: string, subject: (spot: Spot) => unknown) =>
  (spot: Spot): Sketch => ({
    type: `kubernetes:${group}/v1:RoleBinding`,
    name: `${spot.tenant.id}.more`,
    parents: "higress-fleet:index:Fleet$higress-fleet:index:Tenant",
    props: {
      metadata: { name: "more", namespace: spot.tenant.namespace },
      roleRef: { apiGroup: group, kind, name: role },
      subjects: [subject(spot)],
    },
  });

/** Rights that nobody needs for a gateway, given to each role of a tenant. */
const dangers = {
  "runs commands in pods": rule("", "pods/exec", "create"),
  "attaches to pods": rule("", "pods/attach", "create"),
  "forwards ports of pods": rule("", "pods/portforward", "get"),
  "puts containers into pods": rule("", "pods/ephemeralcontainers", "patch"),
  "does anything below pods": rule("", "pods/*", "create"),
  "makes tokens of accounts": rule("", "serviceaccounts/token", "create"),
  "impersonates people": rule("", "users", "impersonate"),
  "impersonates accounts": rule("", "serviceaccounts", "impersonate"),
  "binds roles it has not": rule(group, "roles", "bind"),
  "writes roles beyond its own": rule(group, "roles", "escalate"),
  "does everything with pods": rule("", "pods", "*"),
  "does everything with all resources": rule("", "*", "get"),
  "reads every group's resources": rule("*", "pods", "list"),
  "may do anything": rule("*", "*", "*"),
};

/** What holds the tenant itself. */
const guards: Readonly<Record<string, unknown>> = {
  "changes its quota": rule("", "resourcequotas", "update"),
  "deletes its limits": rule("", "limitranges", "delete"),
  "opens its network": rule("networking.k8s.io", "networkpolicies", "patch"),
  "closes its network": rule("networking.k8s.io", "networkpolicies", "create"),
  "deletes its network policies": rule("networking.k8s.io", "networkpolicies", "deletecollection"),
  "writes its roles": rule(group, "roles", "create"),
  "writes who has its roles": rule(group, "rolebindings", "update"),
};

export const rbac: readonly Harmful[] = [
  ...harmful("widen", ["rbac"], {
    ...Object.fromEntries(
      [...Object.entries(dangers), ...Object.entries(guards)].map(([name, right]) => [
        `lets a role do more: ${name}`,
        extended(own, "rules", right),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(dangers).map(([name, right]) => [
        `lets a role of the platform do more: ${name}`,
        extended("Role gateway,entry", "rules", right),
      ]),
    ),
    "turns a role's first verbs into all": set(roles, "rules[0].verbs", ["*"]),
    "turns a role's first resources into all": set(roles, "rules[0].resources", ["*"]),
    "turns a role's first groups into all": set(roles, "rules[0].apiGroups", ["*"]),
    "lets every controller ask the node": extended(controllers, "rules", rule("", "nodes/proxy", "get")),
    "lets every controller change namespaces": extended(controllers, "rules", rule("", "namespaces", "patch")),
    "lets every controller sign certificates": extended(
      controllers,
      "rules",
      rule("certificates.k8s.io", "certificatesigningrequests/approval", "update"),
    ),
    "lets every controller write webhooks": extended(
      controllers,
      "rules",
      rule("admissionregistration.k8s.io", "validatingwebhookconfigurations", "update"),
    ),
    "lets every controller make volumes of nodes": extended(
      controllers,
      "rules",
      rule("", "persistentvolumes", "create"),
    ),
    "lets every controller ask any URL": extended(controllers, "rules", { nonResourceURLs: ["*"], verbs: ["get"] }),
    "adds a cluster-wide role to everyone's edit": labelled(
      "ClusterRole",
      "rbac.authorization.k8s.io/aggregate-to-edit",
      "true",
    ),
    "lets a cluster-wide role gather others": set("ClusterRole", "aggregationRule", {
      clusterRoleSelectors: [{ matchLabels: { any: "true" } }],
    }),
    ...Object.fromEntries(
      ["cluster-admin", "admin", "edit", "system:node"].map((role) => [
        `gives a tenant's controller ${role} in the cluster`,
        added(clusterWide(role, ({ tenant }) => accountOf(tenant))),
      ]),
    ),
    "gives a tenant's people a right in the cluster": added(clusterWide("view", (spot) => people(ofTenant(spot)))),
    "gives a tenant's people the controllers' role": extended(
      "ClusterRoleBinding base,entry,tenant",
      "subjects",
      (spot: ObjectSpot) => people(ofTenant(spot)),
    ),
    ...Object.fromEntries(
      ["cluster-admin", "admin", "edit"].map((role) => [
        `gives a tenant's people ${role} in their namespace`,
        added(binding("ClusterRole", role, (spot) => people(ofTenant(spot)))),
      ]),
    ),
    "points a binding to cluster-admin": set(bindings, "roleRef", {
      apiGroup: group,
      kind: "ClusterRole",
      name: "cluster-admin",
    }),
    "lets the account's token into every pod": set("ServiceAccount *", "automountServiceAccountToken", true),
    "leaves it to the cluster whether": set("ServiceAccount *", "automountServiceAccountToken", undefined),
    ...Object.fromEntries(
      [
        ...["system:authenticated", "system:unauthenticated", "system:serviceaccounts", "system:masters"],
        "system:serviceaccounts:kube-system",
      ].map((name) => [`gives a tenant's role to ${name}`, extended(bindings, "subjects", people(name))]),
    ),
    "gives it to who is not asked": extended(bindings, "subjects", {
      apiGroup: group,
      kind: "User",
      name: "system:anonymous",
    }),
    "gives it to whoever runs without an account": extended(bindings, "subjects", ({ tenant }: ObjectSpot) => ({
      kind: "ServiceAccount",
      name: "default",
      namespace: tenant.namespace,
    })),
    "lets the platform's right be a tenant's": when(
      ({ platform }) => platform.groups.length + platform.users.length > 0,
      altered("ClusterRoleBinding base", ({ sketch, tenant }) =>
        change(sketch, "subjects", [people(tenant.groups[0] ?? tenant.id)]),
      ),
    ),
  }),
  ...harmful("read", ["rbac"], {
    "lets every controller read all Secrets": extended(
      controllers,
      "rules",
      rule("", "secrets", "get", "list", "watch"),
    ),
    "lets every controller read all ConfigMaps": extended(controllers, "rules", rule("", "configmaps", "list")),
    // Of their own namespace: a matter of production only, and even there a list of all is what controllers have too.
    "lets people read any Secret": when(
      ({ protect }) => protect,
      extended(`${own}/viewer,operator`, "rules", rule("", "secrets", "get")),
    ),
    "gives a tenant's role to the neighbour's controller": extended(bindings, "subjects", ({ other }: ObjectSpot) =>
      accountOf(other),
    ),
    "swaps the account for the neighbour's": swapped(
      bindings,
      "subjects[0].namespace",
      ({ other }: ObjectSpot) => other.namespace,
    ),
    "gives it to the neighbour's people": extended(bindings, "subjects", ({ other, tenant }: ObjectSpot) =>
      other.groups.find((name) => !tenant.groups.includes(name)) === undefined
        ? unfit
        : people(other.groups.find((name) => !tenant.groups.includes(name)) ?? ""),
    ),
    "gives it to people nobody knows": extended(bindings, "subjects", people("contractors")),
    "gives it to a person": extended(bindings, "subjects", { apiGroup: group, kind: "User", name: "eve@example.org" }),
    "gives the entry's role to a tenant": extended("RoleBinding entry", "subjects", ({ tenant }: ObjectSpot) =>
      accountOf(tenant),
    ),
  }),
  ...harmful("delete", ["rbac"], {
    "lets every controller delete namespaces": extended(controllers, "rules", rule("", "namespaces", "delete")),
    "lets every controller delete pods": extended(controllers, "rules", rule("", "pods", "delete")),
    "lets every controller delete Ingresses": extended(
      controllers,
      "rules",
      rule("networking.k8s.io", "ingresses", "deletecollection"),
    ),
  }),
  ...harmful("configure", ["namespace", "release"], {
    "removes a controller's role": removed("Role tenant/higress-controller"),
    "removes the binding of a controller": removed("RoleBinding tenant/higress-controller"),
    "points the controller's binding to another role": set(
      "RoleBinding */higress-controller",
      "roleRef.name",
      "higress-gateway-controller",
    ),
  }),
];
