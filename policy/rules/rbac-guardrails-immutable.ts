import type { Facts } from "../facts.ts";
import { isClusterRole, isClusterRoleBinding, isRole, isRoleBinding } from "../model/kinds.ts";
import { namespaceOf } from "../model/ownership.ts";
import { boundRules } from "../model/rbac-bindings.ts";
import { isPlatform, subjectName, tenantsBehind } from "../model/rbac-subjects.ts";
import { allows, cellName, grants, permissions, type Permission, type PolicyRule } from "../model/rbac.ts";
import { at, list, record } from "../model/shape.ts";
import { multiTenancy, ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

export default stackRule({
  id: "rbac-guardrails-immutable",
  number: 60,
  title: "No tenant may write what guards tenants, nor anything of the entry",
  why: "Who may change a quota, a NetworkPolicy or a Role is bound by it only as long as they like, and the entry's objects lead every tenant's requests.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Take the verbs out of the role, and change quotas, networks and roles in the fleet file, where they are judged.",
  framework: multiTenancy("MTB-PL1-BC-CPI-2"),
  url: ruleUrl("rbac-guardrails-immutable"),
  check(resources, facts) {
    const bindings = resources.filter((resource) => isRoleBinding(resource) || isClusterRoleBinding(resource));
    if (bindings.length === 0) return undefined;
    const roles = {
      roles: resources.filter(isRole).map(({ props }) => props),
      clusterRoles: resources.filter(isClusterRole).map(({ props }) => props),
    };
    return bindings.flatMap((binding) => {
      const namespace = isRoleBinding(binding) ? (namespaceOf(binding) ?? "") : undefined;
      const bound = tenantSubjects(binding, namespace, facts);
      if (bound.length === 0) return [];
      const role = `${String(at(binding.props, "roleRef", "kind"))} ${JSON.stringify(at(binding.props, "roleRef", "name"))}`;
      const rules = boundRules(binding.props, namespace, roles);
      const what =
        rules === undefined
          ? `holds ${role}, which is not registered here, so nobody can tell what it grants`
          : writes(rules, namespace, role, facts);
      return bound.flatMap(({ path, who }): readonly Finding[] =>
        what === undefined ? [] : [{ path, message: `${who} ${what}`, urn: binding.urn }],
      );
    });
  },
});

/** Subjects that take in a tenant's people or pods; who runs the fleet does not count, whatever else they belong to. */
function tenantSubjects(binding: Resource, namespace: string | undefined, facts: Facts) {
  return list(binding.props.subjects).flatMap((written, index) => {
    const subject = record(written);
    const [tenant] = isPlatform(subject, facts) ? [] : tenantsBehind(subject, namespace, facts);
    if (tenant === undefined) return [];
    return [{ path: `subjects[${index}]`, who: `${subjectName(subject)} of tenant ${tenant}` }];
  });
}

function writes(
  rules: readonly PolicyRule[],
  namespace: string | undefined,
  role: string,
  facts: Facts,
): string | undefined {
  const guarded = guards.filter((cell) => grants(rules, cell));
  if (guarded.length > 0) return `may ${guarded.map(cellName).join(", ")} by ${role}`;
  if (namespace !== undefined && namespace !== facts.entry.namespace) return undefined;
  const any = rules.flatMap(permissions).filter((cell) => !harmless(cell));
  return any.length === 0 ? undefined : `may ${any.map(cellName).join(", ")} in the entry by ${role}`;
}

/** Reading, and asking the API server who somebody is and what they may: nothing is kept of it. */
const harmless = (cell: Permission): boolean => ["get", "list", "watch"].includes(cell.verb) || allows(reviews, cell);

const reviews: readonly PolicyRule[] = [
  { apiGroups: ["authentication.k8s.io"], resources: ["tokenreviews", "selfsubjectreviews"], verbs: ["create"] },
  {
    apiGroups: ["authorization.k8s.io"],
    resources: ["subjectaccessreviews", "selfsubjectaccessreviews", "selfsubjectrulesreviews"],
    verbs: ["create"],
  },
];

const guards: readonly Permission[] = (
  [
    ["", "resourcequotas", "resourcequotas/status", "limitranges", "namespaces", "namespaces/finalize"],
    ["networking.k8s.io", "networkpolicies", "ingressclasses"],
    ["rbac.authorization.k8s.io", "roles", "rolebindings", "clusterroles", "clusterrolebindings"],
    // Whoever raises an autoscaler's maximum takes what the quota keeps for a rollout.
    ["autoscaling", "horizontalpodautoscalers", "horizontalpodautoscalers/status"],
    ["gateway.networking.k8s.io", "referencegrants", "gatewayclasses"],
    ["admissionregistration.k8s.io", "validatingadmissionpolicies", "validatingadmissionpolicybindings"],
    ["apiextensions.k8s.io", "customresourcedefinitions"],
  ] as const
).flatMap(([group, ...resources]) =>
  resources.flatMap((resource) =>
    ["create", "update", "patch", "delete", "deletecollection"].map((verb) => ({ group, resource, verb })),
  ),
);
