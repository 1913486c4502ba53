/** Cluster-wide objects. They are the stack's, so that no two releases fight over one and none vanishes with a tenant. */
import { planAdmission } from "./admission/policies.ts";
import { statements } from "./admission/statements.ts";
import { clusterMetadata, siteLabels } from "./metadata.ts";
import type { Owner } from "./metadata.ts";
import type { Gateway } from "./model.ts";
import type { Platform } from "./model/platform.ts";
import {
  controllerClusterRole,
  gatewayApiClusterRole,
  gatewayClass,
  gatewayController,
  ingressClass,
  platformRole,
  watchAllClusterRole,
  watchAllGatewayApiClusterRole,
} from "./names.ts";
import type { BasePlan } from "./objects.ts";
import type {
  ClusterRole,
  ClusterRoleBinding,
  CustomResourceDefinition,
  GatewayClass,
  IngressClass,
  PolicyRule,
  Strings,
  Subject,
} from "./manifests.ts";
import { sortedBy } from "./order.ts";
import {
  clusterRules,
  gatewayApiClusterRules,
  platformRules,
  watchAllGatewayApiRules,
  watchAllRules,
} from "./permissions.ts";
import type { Site } from "./site.ts";

export interface Cluster {
  readonly site: Site;
  /** Everything that has an IngressClass of its own. */
  readonly owners: readonly Owner[];
  readonly gateways: readonly Gateway[];
  readonly crds: readonly CustomResourceDefinition[];
  readonly platform: Platform;
}

export function planBase({ site, owners, gateways, crds, platform }: Cluster): BasePlan {
  const labels = siteLabels(site);
  const people = [...platform.groups.map(subject("Group")), ...platform.users.map(subject("User"))];
  const wide = gateways.filter(({ watch }) => watch === "all");
  const serving = sortedBy(gateways, ({ id }) => id).filter(({ gatewayApi }) => gatewayApi);
  return {
    customResourceDefinitions: sortedBy(crds, ({ metadata }) => metadata.name).map((crd) => labelled(crd, labels)),
    ingressClasses: sortedBy(owners, ({ id }) => id).map(planIngressClass),
    gatewayClasses: serving.map(({ id }) => planGatewayClass({ site, id, role: "gateway" })),
    clusterRoles: [
      clusterRole(controllerClusterRole, labels, clusterRules),
      ...(people.length > 0 ? [clusterRole(platformRole.name, labels, platformRules)] : []),
      ...(wide.length > 0 ? [clusterRole(watchAllClusterRole, labels, watchAllRules)] : []),
      ...(serving.length > 0 ? [clusterRole(gatewayApiClusterRole, labels, gatewayApiClusterRules)] : []),
      ...(wide.some(({ gatewayApi }) => gatewayApi)
        ? [clusterRole(watchAllGatewayApiClusterRole, labels, watchAllGatewayApiRules)]
        : []),
    ],
    clusterRoleBindings: people.length > 0 ? [platformBinding(labels, people)] : [],
    ...planAdmission(
      statements.filter(({ isForWatchAll }) => isForWatchAll !== true || wide.length > 0),
      labels,
    ),
  };
}

const labelled = (crd: CustomResourceDefinition, labels: Strings): CustomResourceDefinition => ({
  ...crd,
  metadata: { ...crd.metadata, labels: { ...crd.metadata.labels, ...labels } },
});

/** Never the default class: an Ingress that names none belongs to nobody. */
const planIngressClass = (owner: Owner): IngressClass => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "IngressClass",
  metadata: clusterMetadata(owner, ingressClass(owner.id)),
  spec: { controller: "higress.io/higress-controller" },
});

/** The controller would make it if it were not there, and may not. */
const planGatewayClass = (owner: Owner): GatewayClass => ({
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "GatewayClass",
  metadata: clusterMetadata(owner, gatewayClass(owner.id)),
  spec: { controllerName: gatewayController(owner.id) },
});

const apiGroup = "rbac.authorization.k8s.io";

const clusterRole = (name: string, labels: Strings, rules: readonly PolicyRule[]): ClusterRole => ({
  apiVersion: `${apiGroup}/v1`,
  kind: "ClusterRole",
  metadata: { name, labels },
  rules,
});

const subject =
  (kind: "Group" | "User") =>
  (name: string): Subject => ({ kind, name, apiGroup });

const platformBinding = (labels: Strings, subjects: readonly Subject[]): ClusterRoleBinding => ({
  apiVersion: `${apiGroup}/v1`,
  kind: "ClusterRoleBinding",
  metadata: { name: platformRole.name, labels },
  roleRef: { apiGroup, kind: "ClusterRole", name: platformRole.name },
  subjects,
});
