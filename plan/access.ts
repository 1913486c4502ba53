/** Who may do what in one installation's namespace; the rules themselves are in permissions.ts. */
import { clusterMetadata, metadata } from "./metadata.ts";
import type { Access } from "./model.ts";
import {
  chartNames,
  clusterRoleBinding,
  controllerClusterRole,
  gatewayApiClusterRole,
  watchAllClusterRole,
  watchAllGatewayApiClusterRole,
} from "./names.ts";
import type { ClusterRoleBinding, PolicyRule, Role, RoleBinding, ServiceAccount, Subject } from "./manifests.ts";
import { consoleRules, controllerRules, gatewayRules, operatorRules, viewerRules } from "./permissions.ts";
import type { Installation } from "./site.ts";
import { writesStatus } from "./status.ts";

interface Grant {
  readonly name: string;
  readonly rules: readonly PolicyRule[];
  readonly subjects: readonly Subject[];
}

export interface AccessPlan {
  /**
   * Registered in place of the chart's, because of the token: the gateway asks the API server nothing, so the pods that face
   * the Internet need none of an account that may read the Secrets of its namespace (istio 1.27.1,
   * pilot/pkg/credentials/kube/secrets.go:190-210).
   */
  readonly gatewayAccount: ServiceAccount;
  readonly roles: readonly Role[];
  readonly roleBindings: readonly RoleBinding[];
  readonly clusterRoleBindings: readonly ClusterRoleBinding[];
}

export function planAccess(installation: Installation, people: Access): AccessPlan {
  const { namespace } = installation;
  const controller = serviceAccount(chartNames.controller, namespace);
  const grants: readonly Grant[] = [
    { name: chartNames.controller, rules: rulesOf(installation), subjects: [controller] },
    { name: chartNames.gateway, rules: gatewayRules, subjects: [serviceAccount(chartNames.gateway, namespace)] },
    {
      name: chartNames.console,
      rules: consoleRules,
      subjects: installation.servers.console ? [serviceAccount(chartNames.console, namespace)] : [],
    },
    { name: "operator", rules: operatorRules, subjects: people.operators.map(group) },
    { name: "viewer", rules: viewerRules, subjects: people.viewers.map(group) },
  ];
  const held = grants.filter(({ subjects }) => subjects.length > 0);
  return {
    gatewayAccount: {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: metadata(installation, chartNames.gateway),
      automountServiceAccountToken: false,
    },
    roles: held.map((grant) => role(installation, grant)),
    roleBindings: held.map((grant) => roleBinding(installation, grant)),
    clusterRoleBindings: clusterRolesOf(installation).map((name) => clusterBinding(installation, name, controller)),
  };
}

const rulesOf = (installation: Installation): readonly PolicyRule[] =>
  controllerRules({ writesStatus: writesStatus(installation), servesGatewayApi: installation.gatewayApi });

const clusterRolesOf = ({ watch, gatewayApi }: Installation): readonly string[] => [
  controllerClusterRole,
  ...(watch === "all" ? [watchAllClusterRole] : []),
  ...(gatewayApi ? [gatewayApiClusterRole] : []),
  ...(watch === "all" && gatewayApi ? [watchAllGatewayApiClusterRole] : []),
];

const apiGroup = "rbac.authorization.k8s.io";
const apiVersion = `${apiGroup}/v1`;

const role = (installation: Installation, { name, rules }: Grant): Role => ({
  apiVersion,
  kind: "Role",
  metadata: metadata(installation, name),
  rules,
});

const roleBinding = (installation: Installation, { name, subjects }: Grant): RoleBinding => ({
  apiVersion,
  kind: "RoleBinding",
  metadata: metadata(installation, name),
  roleRef: { apiGroup, kind: "Role", name },
  subjects,
});

const clusterBinding = (installation: Installation, name: string, subject: Subject): ClusterRoleBinding => ({
  apiVersion,
  kind: "ClusterRoleBinding",
  metadata: clusterMetadata(installation, clusterRoleBinding(installation.namespace, name)),
  roleRef: { apiGroup, kind: "ClusterRole", name },
  subjects: [subject],
});

const serviceAccount = (name: string, namespace: string): Subject => ({ kind: "ServiceAccount", name, namespace });
const group = (name: string): Subject => ({ kind: "Group", name, apiGroup });
