import { clusterRoles, platformGroup, platformRole } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { isClusterRole, isClusterRoleBinding, isRoleBinding } from "../model/kinds.ts";
import { installationOf, installations } from "../model/ownership.ts";
import { isPlatform, subjectName } from "../model/rbac-subjects.ts";
import { cellName, grants, nonResourceUrls, permissions, type PolicyRule } from "../model/rbac.ts";
import { at, list, record, text } from "../model/shape.ts";
import { cis, ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

const [controllerRole, watchAllRole, gatewayApiRole, watchAllGatewayApiRole] = clusterRoles;

/** All that a controller needs outside its namespace, found by running that of 2.2.4 and reading the API server's audit log. */
const readOnly: readonly PolicyRule[] = [
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
];

/** What a gateway with `watch: all` reads in every namespace on top (documented limit of such a gateway). */
const watched: readonly PolicyRule[] = [
  ["", "configmaps", "pods", "secrets", "services"],
  ["discovery.k8s.io", "endpointslices"],
  ["extensions.higress.io", "wasmplugins"],
  ["extensions.istio.io", "*"],
  ["gateway.networking.k8s.io", "gateways"],
  ["networking.higress.io", "http2rpcs", "mcpbridges"],
  ["networking.istio.io", "*"],
  ["networking.k8s.io", "ingresses"],
  ["security.istio.io", "*"],
  ["telemetry.istio.io", "*"],
].map(([group = "", ...resources]) => ({ apiGroups: [group], resources, verbs: ["get", "list", "watch"] }));

const gatewayApi = "gateway.networking.k8s.io";

/** What the controller of a gateway with the Gateway API does to its class. */
const classes: readonly PolicyRule[] = [
  { apiGroups: [gatewayApi], resources: ["gatewayclasses"], verbs: ["list", "watch"] },
  { apiGroups: [gatewayApi], resources: ["gatewayclasses/status"], verbs: ["update"] },
];

/** What it reads of it in every namespace, with `watch: all`. */
const routes: readonly PolicyRule[] = [
  {
    apiGroups: [gatewayApi],
    resources: [
      ...["backendtlspolicies", "gateways", "grpcroutes", "httproutes", "listenersets", "referencegrants", "tcproutes"],
      "tlsroutes",
    ],
    verbs: ["list", "watch"],
  },
];

/** What tells the platform from everybody else: a right over something that exists nowhere. */
const manage: readonly PolicyRule[] = [
  { apiGroups: [platformGroup], resources: [platformRole.resource], verbs: [platformRole.verb] },
];

const lawful: Readonly<Record<string, readonly PolicyRule[]>> = {
  [controllerRole]: readOnly,
  [watchAllRole]: [...readOnly, ...watched],
  [gatewayApiRole]: classes,
  [watchAllGatewayApiRole]: routes,
  [platformRole.name]: manage,
};

/** Built-in roles that write, and read Secrets. */
const powerful = ["admin", "cluster-admin", "edit"];

export default resourceRule({
  id: "rbac-no-tenant-cluster-scope",
  number: 57,
  title: "Outside its namespace an installation may only list what its controller cannot do without",
  why: "Whatever a tenant's ServiceAccount may do cluster-wide, it may do to every other tenant.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: `Bind a Role of the namespace instead; cluster-wide there is ${controllerRole} only, with the rules it was proved to need.`,
  framework: cis("5.1.1"),
  url: ruleUrl("rbac-no-tenant-cluster-scope"),
  check(resource, facts) {
    if (isClusterRole(resource)) return [...aggregation(resource), ...excess(resource)];
    if (isClusterRoleBinding(resource)) return clusterBinding(resource, facts);
    if (isRoleBinding(resource) && installationOf(resource, facts) !== undefined) return namespacedBinding(resource);
    return undefined;
  },
});

/** Labels that add the rules to `admin`, `edit` or `view`, and a rule that takes in whatever others label. */
function aggregation({ props }: Resource): readonly Finding[] {
  const labels = Object.keys(record(at(props, "metadata", "labels")));
  const spread = labels
    .filter((label) => label.startsWith("rbac.authorization.k8s.io/aggregate-to-"))
    .map((label) => ({ path: `metadata.labels.${label}`, message: "adds these rules to a role that others hold" }));
  if ((props.aggregationRule ?? undefined) === undefined) return spread;
  return [...spread, { path: "aggregationRule", message: "takes in rules that nobody registered" }];
}

function excess({ props }: Resource): readonly Finding[] {
  const allowed = lawful[text(at(props, "metadata", "name")) ?? ""];
  if (allowed === undefined) return [];
  return list(props.rules).flatMap((rule, index) => {
    const found = permissions(rule).filter((cell) => !grants(allowed, cell));
    const message = `grants ${[...found.map(cellName), ...nonResourceUrls(rule)].join(", ")}`;
    return message === "grants " ? [] : [{ path: `rules[${index}]`, message }];
  });
}

function clusterBinding({ props }: Resource, facts: Facts): readonly Finding[] {
  const role = text(at(props, "roleRef", "name")) ?? "";
  return list(props.subjects).flatMap((written, index): readonly Finding[] => {
    const subject = record(written);
    if (isPlatform(subject, facts)) return [];
    const path = `subjects[${index}]`;
    if (subject.kind !== "ServiceAccount") {
      return [{ path, message: `${subjectName(subject)} may be anybody, tenants included` }];
    }
    const id = installations(facts).get(String(subject.namespace))?.id;
    if (rolesOf(id, facts).includes(role)) return [];
    const message = `${subjectName(subject)} gets ClusterRole ${JSON.stringify(role)} in every namespace`;
    return [{ path: "roleRef.name", message }];
  });
}

/** ClusterRoles that the controller of an installation may hold. */
function rolesOf(id: string | undefined, facts: Facts): readonly string[] {
  const gateway = facts.gateways.find((one) => one.id === id);
  const [wide, serves] = [gateway?.watch === "all", gateway?.gatewayClass !== undefined];
  return [
    controllerRole,
    ...(wide ? [watchAllRole] : []),
    ...(serves ? [gatewayApiRole] : []),
    ...(wide && serves ? [watchAllGatewayApiRole] : []),
  ];
}

function namespacedBinding({ props }: Resource): readonly Finding[] {
  const { kind, name } = record(props.roleRef);
  if (kind !== "ClusterRole" || !powerful.some((role) => role === name)) return [];
  return [
    { path: "roleRef.name", message: `ClusterRole ${String(name)} reads Secrets and writes what guards the tenant` },
  ];
}
