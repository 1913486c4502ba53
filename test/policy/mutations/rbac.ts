import { extended, set, type Mutations, type Place } from "./mutation.ts";

export const rbac = ({ one, other }: Place): Mutations => ({
  "rbac-no-tenant-cluster-scope": extended("ClusterRole higress-fleet-controller", "rules", {
    apiGroups: [""],
    resources: ["pods"],
    verbs: ["list", "watch"],
  }),
  "rbac-secrets-scoped": {
    mutate: extended(`RoleBinding ${other.namespace}/higress-gateway`, "subjects", {
      kind: "ServiceAccount",
      name: "higress-gateway",
      namespace: one.namespace,
    }),
    also: ["rbac-subjects-owned"],
  },
  "rbac-no-escalation": extended(`Role ${one.namespace}/higress-controller`, "rules", {
    apiGroups: [""],
    resources: ["pods/exec"],
    verbs: ["create"],
  }),
  "rbac-guardrails-immutable": extended(`Role ${one.namespace}/higress-controller`, "rules", {
    apiGroups: ["networking.k8s.io"],
    resources: ["networkpolicies"],
    verbs: ["update"],
  }),
  "admission-effective": set("ValidatingAdmissionPolicyBinding higress-fleet-guard-rails", "spec.validationActions", [
    "Audit",
  ]),
  "rbac-subjects-owned": extended(`RoleBinding ${one.namespace}/higress-gateway`, "subjects", {
    kind: "Group",
    name: "contractors",
    apiGroup: "rbac.authorization.k8s.io",
  }),
});
