/** What many platforms give to a tenant's people beside what the fleet file says: ClusterRole `edit`, with Higress's kinds in it. */
import type { Manifest } from "../../vectors/vector.ts";
import { own, thrown } from "./attempt.ts";

const apiGroup = "rbac.authorization.k8s.io";
const apiVersion = `${apiGroup}/v1`;

const editors = (namespace: string, name: string): Manifest => ({
  apiVersion,
  kind: "RoleBinding",
  metadata: { name, namespace },
  roleRef: { apiGroup, kind: "ClusterRole", name: "edit" },
  subjects: [{ kind: "Group", name, apiGroup }],
});

/** As charts of gateways aggregate their kinds into `edit`. */
const kinds: Manifest = {
  apiVersion,
  kind: "ClusterRole",
  metadata: { name: "edit-gateways", labels: { [`${apiGroup}/aggregate-to-edit`]: "true" } },
  rules: [
    {
      apiGroups: ["extensions.higress.io", "gateway.networking.k8s.io", "networking.higress.io", "networking.istio.io"],
      resources: ["*"],
      verbs: ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    },
  ],
};

export const editing: readonly Manifest[] = [kinds, editors(own, "acme-editors"), editors(thrown, "initech-editors")];
