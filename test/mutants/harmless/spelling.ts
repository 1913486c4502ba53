/** The same said otherwise: order, null for absent, defaults spelled out, equal quantities. */
import { list, record } from "../../../policy/model/shape.ts";
import { set, swapped, unfit, type ObjectSpot } from "../edits.ts";
import { harmless, type Operator } from "../mutant.ts";

const installed = "tenant,gateway,entry";
const policies = `NetworkPolicy ${installed}`;
const releases = `Release ${installed}`;

/** Lists whose order says nothing. */
const unordered = [
  ...["spec.policyTypes", "spec.ingress", "spec.egress", "spec.ingress[0].from", "spec.ingress[0].ports"],
  ...["spec.egress[0].ports", "spec.rules", "spec.tls", "rules", "subjects"],
  ...["rules[0].verbs", "rules[0].resources", "rules[1].verbs", "spec.registries", "spec.registries[0].nacosGroups"],
  ...["spec.matchRules[0].domain", "values.gateway.topologySpreadConstraints"],
];
const backwards =
  (path: string) =>
  ({ now }: ObjectSpot): unknown =>
    list(now(path)).length > 1 ? list(now(path)).toReversed() : unfit;

/** Mappings whose order says nothing either. */
const mappings = ["metadata.labels", "metadata.annotations", "spec", "spec.hard", "values", "values.global"];
const fromTheEnd =
  (path: string) =>
  ({ now }: ObjectSpot): unknown => {
    const entries = Object.entries(record(now(path)));
    return entries.length > 1 ? Object.fromEntries(entries.toReversed()) : unfit;
  };

/** `8` as `8000m`, `16Gi` as `16384Mi`. */
const respelt = (quantity: unknown): unknown => {
  const [, whole = "", unit = ""] = /^(\d+)(Gi|Mi)?$/.exec(String(quantity)) ?? [];
  if (whole === "") return unfit;
  return unit === "" ? `${whole}000m` : `${Number(whole) * 1024}${unit === "Gi" ? "Mi" : "Ki"}`;
};
const quantities = [
  ...["requests.cpu", "limits.cpu", "requests.memory", "limits.memory"].map((key) => [
    "ResourceQuota",
    `spec.hard["${key}"]`,
  ]),
  ...["requests", "limits"].flatMap((kind) =>
    ["gateway", "controller", "pilot"].map((part) => ["Release", `values.${part}.resources.${kind}.memory`]),
  ),
  ...["default.memory", "defaultRequest.memory", "max.memory", "max.cpu"].map((key) => [
    "LimitRange",
    `spec.limits[0].${key}`,
  ]),
];

/** What the API server, or the chart, puts in when nothing is said. */
const defaults: readonly (readonly [where: string, path: string, value: unknown])[] = [
  [releases, "values.global.local", false],
  [releases, "values.global.kind", false],
  [releases, "values.gateway.hostNetwork", false],
  [releases, "values.gateway.kind", "Deployment"],
  [releases, "values.gateway.name", "higress-gateway"],
  [releases, "values.gateway.autoscaling.enabled", false],
  [releases, "values.global.o11y.enabled", false],
  [releases, "values.global.enableRedis", false],
  [releases, "values.controller.securityContext.privileged", false],
  [releases, "values.gateway.podLabels", {}],
  [releases, "values.gateway.nodeSelector", {}],
  [releases, "devel", false],
  [releases, "forceUpdate", false],
  [releases, "replace", false],
  ["Service tenant", "spec.sessionAffinity", "None"],
  ["Service tenant", "spec.ports[0].protocol", "TCP"],
  ["Service tenant", "spec.externalIPs", []],
  ["WasmPlugin tenant", "spec.defaultConfigDisable", false],
  ["Deployment tenant", "spec.template.spec.hostNetwork", false],
  ["Deployment tenant", "spec.template.spec.restartPolicy", "Always"],
  ["ServiceAccount *", "secrets", []],
  [policies, "spec.podSelector.matchExpressions", []],
];

const absent: readonly (readonly [where: string, path: string])[] = [
  ["Ingress tenant,entry", "spec.defaultBackend"],
  ["Ingress tenant", "spec.tls"],
  ["Service tenant", "spec.externalName"],
  ["Service tenant", "spec.loadBalancerIP"],
  ["ResourceQuota tenant,gateway,entry", "spec.scopes"],
  ["ResourceQuota tenant,gateway,entry", "spec.scopeSelector"],
  ["ClusterRole *", "aggregationRule"],
  ["McpBridge *", "spec.proxies"],
  ["WasmPlugin tenant", "spec.sha256"],
  ["WasmPlugin tenant", "spec.vmConfig"],
  [releases, "valueYamlFiles"],
  [releases, "values.gateway.autoscaling"],
  [policies, "metadata.ownerReferences"],
];

const nullIfAbsent = ([where, path]: (typeof absent)[number]) =>
  set(where, path, ({ now }: ObjectSpot) => (now(path) === undefined ? null : unfit));

export const spelling: readonly Operator[] = harmless({
  ...Object.fromEntries(unordered.map((path) => [`has ${path} in another order`, set("* *", path, backwards(path))])),
  ...Object.fromEntries(
    mappings.map((path) => [`has the keys of ${path} in another order`, set("* *", path, fromTheEnd(path))]),
  ),
  ...Object.fromEntries(
    quantities.map(([kind = "", path = ""]) => [
      `spells ${path} of ${kind} otherwise`,
      swapped(`${kind} ${installed}`, path, ({ now }: ObjectSpot) => respelt(now(path))),
    ]),
  ),
  ...Object.fromEntries(
    defaults.map(([where, path, value]) => [
      `says that ${path} of ${where} is as it is anyway`,
      set(where, path, ({ now }: ObjectSpot) => (now(path) === undefined ? value : unfit)),
    ]),
  ),
  ...Object.fromEntries(absent.map((one) => [`says that there is no ${one[1]} of ${one[0]}`, nullIfAbsent(one)])),
  "counts pods by a number": swapped(`ResourceQuota ${installed}`, "spec.hard.pods", ({ now }: ObjectSpot) =>
    Number(now("spec.hard.pods")),
  ),
  "leaves it at TCP": swapped(policies, "spec.ingress[0].ports[0].protocol", ({ now }: ObjectSpot) =>
    now("spec.ingress[0].ports[0].protocol") === "TCP" ? undefined : unfit,
  ),
  "says that its port is a range of one": set(
    policies,
    "spec.ingress[0].ports[0].endPort",
    ({ now }: ObjectSpot) => now("spec.ingress[0].ports[0].port") ?? unfit,
  ),
  "says that the port it calls is a range of one": set(
    policies,
    "spec.egress[0].ports[0].endPort",
    ({ now }: ObjectSpot) => now("spec.egress[0].ports[0].port") ?? unfit,
  ),
  "names its peers by an expression": swapped(
    policies,
    "spec.ingress[0].from[0].namespaceSelector",
    ({ now }: ObjectSpot) => byExpression(now("spec.ingress[0].from[0].namespaceSelector")),
  ),
  "names where it goes by an expression": swapped(
    policies,
    "spec.egress[0].to[0].namespaceSelector",
    ({ now }: ObjectSpot) => byExpression(now("spec.egress[0].to[0].namespaceSelector")),
  ),
  "names its own pods by an expression": swapped(policies, "spec.podSelector", ({ now }: ObjectSpot) =>
    byExpression(now("spec.podSelector")),
  ),
  "says which group an account is of": set(
    "RoleBinding,ClusterRoleBinding *",
    "subjects[0].apiGroup",
    ({ now }: ObjectSpot) => (now("subjects[0].kind") === "ServiceAccount" ? "" : unfit),
  ),
});

/** `matchLabels` as the `matchExpressions` that mean the same. */
function byExpression(selector: unknown): unknown {
  const { matchLabels, ...rest } = record(selector);
  const wanted = Object.entries(record(matchLabels));
  if (wanted.length === 0 || rest.matchExpressions !== undefined) return unfit;
  return { matchExpressions: wanted.map(([key, value]) => ({ key, operator: "In", values: [value] })) };
}
