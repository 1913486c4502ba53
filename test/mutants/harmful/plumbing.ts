/** What would let an object slip past the rules that govern its kind. */
import { text } from "../../../policy/model/shape.ts";
import { change, unknown, type Sketch } from "../../policy/harness.ts";
import { added, altered, set, swapped, when, type ObjectSpot, type Spot } from "../edits.ts";
import { harmful, type Guarantee, type Harmful } from "../mutant.ts";

const installed = "tenant,gateway,entry";
const family = ["plumbing"];

/** Fields that keep tenants apart, and what is lost with each. */
const fields: readonly (readonly [breaks: Guarantee, where: string, path: string])[] = [
  ["reach", `NetworkPolicy ${installed}`, "spec.podSelector"],
  ["reach", `NetworkPolicy ${installed}`, "spec.policyTypes"],
  ["reach", `NetworkPolicy ${installed}`, "spec.ingress"],
  ["reach", `NetworkPolicy ${installed}`, "spec.egress"],
  ["exhaust", `ResourceQuota ${installed}`, "spec.hard"],
  ["exhaust", `LimitRange ${installed}`, "spec.limits"],
  ["impersonate", `Ingress ${installed}`, "spec.rules[0].host"],
  ["impersonate", `Ingress ${installed}`, "spec.ingressClassName"],
  ["impersonate", `Ingress ${installed}`, "spec.tls[0].secretName"],
  ["impersonate", "IngressClass", "spec.controller"],
  ["widen", `Role ${installed}`, "rules"],
  ["widen", "ClusterRole base", "rules"],
  ["widen", `RoleBinding ${installed}`, "subjects"],
  ["widen", `RoleBinding ${installed}`, "roleRef.name"],
  ["widen", "ClusterRoleBinding *", "subjects"],
  ["widen", `ServiceAccount ${installed}`, "automountServiceAccountToken"],
  ["read", `Release ${installed}`, "values.global.watchNamespace"],
  ["read", `Release ${installed}`, "values.gateway.rbac.enabled"],
  ["impersonate", `Release ${installed}`, "values.global.ingressClass"],
  ["widen", `Release,ConsoleRelease ${installed}`, "postrender"],
  ["reach", `McpBridge ${installed}`, "spec.registries[0].domain"],
  ["widen", "WasmPlugin tenant", "spec.url"],
  ["reach", "Service tenant", "spec.type"],
  ["widen", `Namespace ${installed}`, 'metadata.labels["pod-security.kubernetes.io/enforce"]'],
  ["configure", `* ${installed}`, "metadata.namespace"],
  ["configure", `* ${installed}`, "metadata.name"],
];

const guarded =
  "Namespace,NetworkPolicy,Ingress,Service,Release,ConsoleRelease,Role,RoleBinding,ClusterRole,ClusterRoleBinding,ResourceQuota,LimitRange";
const patchable =
  "Namespace,NetworkPolicy,ResourceQuota,LimitRange,Role,RoleBinding,ClusterRole,ClusterRoleBinding,Service,Ingress,ServiceAccount";

const ignoring = (where: string, path: string) =>
  altered(where, ({ sketch }) => ({ ...sketch, ignoreChanges: [path] }));
const from = (provider: string | null) => altered(`* base,${installed}`, ({ sketch }) => ({ ...sketch, provider }));
const clusterWide =
  (type: string) =>
  ({ tenant }: Spot): Sketch => ({
    type: `kubernetes:${type}`,
    name: `${tenant.id}.wide`,
    props: { metadata: { name: `${tenant.id}-wide` } },
  });

const place = (namespace: (spot: ObjectSpot) => string | undefined) =>
  altered(`* ${installed}`, (spot) => {
    const path = text(spot.now("metadata.namespace")) === undefined ? undefined : "metadata.namespace";
    return path === undefined ? undefined : change(spot.sketch, path, namespace(spot));
  });

export const plumbing: readonly Harmful[] = [
  ...fields.flatMap(([breaks, where, path]) =>
    harmful(breaks, family, { [`hides ${path} of ${where}`]: swapped(where, path, unknown) }),
  ),
  ...harmful("configure", family, {
    ...Object.fromEntries(
      [
        ["Namespace", "metadata.labels"],
        ["NetworkPolicy", "spec"],
        ["NetworkPolicy", "spec.ingress[0]"],
        ["Ingress", "spec.rules[0].host"],
        ["Ingress", "metadata.annotations"],
        ["Release", "values"],
        ["Release", "values.global"],
        ["Role,ClusterRole", "rules"],
        ["RoleBinding,ClusterRoleBinding", "subjects"],
        ["ResourceQuota", "spec.hard"],
        ["LimitRange", "spec"],
        ["Service", "spec.type"],
        [guarded, "*"],
        [guarded.replace("Release,ConsoleRelease,", ""), "metadata"],
      ].map(([kinds = "", path = ""]) => [`keeps old values of ${path} of ${kinds}`, ignoring(`${kinds} *`, path)]),
    ),
    "patches what it should make": altered(`${patchable} *`, ({ sketch }) => ({
      ...sketch,
      type: `${sketch.type}Patch`,
    })),
    "lets the engine choose the cluster": from("default_4_27_0"),
    "has no provider": from(null),
    "moves into a namespace that is nobody's": place(() => "sandbox"),
    "moves into the namespace for what has none": place(() => "default"),
    "moves into the cluster's own namespace": place(() => "kube-system"),
    "names no namespace": place(() => undefined),
    "names an empty namespace": place(() => ""),
    "is released into a namespace that is nobody's": set(`Release ${installed}`, "namespace", "sandbox"),
    "is released into the namespace for what has none": set(`Release ${installed}`, "namespace", "default"),
    "is released nowhere": set(`Release ${installed}`, "namespace", undefined),
    ...Object.fromEntries(
      [
        ...["scheduling.k8s.io/v1:PriorityClass", "core/v1:PersistentVolume", "core/v1:Namespace"],
        ...["admissionregistration.k8s.io/v1:MutatingWebhookConfiguration", "node.k8s.io/v1:RuntimeClass"],
        ...["rbac.authorization.k8s.io/v1:ClusterRole", "networking.k8s.io/v1:IngressClass"],
        "apiregistration.k8s.io/v1:APIService",
      ].map((type) => [`adds something of the whole cluster: ${type}`, added(clusterWide(type))]),
    ),
  }),
  ...harmful("delete", family, {
    "lets a namespace be deleted": when(
      ({ protect }) => protect,
      altered(`Namespace ${installed}`, ({ sketch }) => ({ ...sketch, protect: false })),
    ),
    "lets the entry's release be deleted": when(
      ({ protect }) => protect,
      altered("Release entry", ({ sketch }) => ({ ...sketch, protect: false })),
    ),
  }),
];
