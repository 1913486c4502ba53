import { extended, type Mutations, type Place } from "./mutation.ts";

export const rbac = ({ one, other }: Place): Mutations => ({
  "rbac-no-tenant-cluster-scope": extended("ClusterRole higress-fleet-controller", "rules", {
    apiGroups: [""],
    resources: ["pods"],
    verbs: ["list", "watch"],
  }),
  "rbac-secrets-scoped": extended(`RoleBinding ${other.namespace}/higress-gateway`, "subjects", {
    kind: "ServiceAccount",
    name: "higress-gateway",
    namespace: one.namespace,
  }),
});
