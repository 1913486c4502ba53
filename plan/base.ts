/** Cluster-wide objects. They are the stack's, so that no two releases fight over one and none vanishes with a tenant. */
import { clusterMetadata, siteLabels } from "./metadata.ts";
import type { Owner } from "./metadata.ts";
import { controllerClusterRole, ingressClass, watchAllClusterRole } from "./names.ts";
import type { BasePlan } from "./objects.ts";
import type { ClusterRole, CustomResourceDefinition, IngressClass, PolicyRule, Strings } from "./manifests.ts";
import { sortedBy } from "./order.ts";
import { clusterRules, watchAllRules } from "./permissions.ts";
import type { Site } from "./site.ts";

export interface Cluster {
  readonly site: Site;
  /** Everything that has an IngressClass of its own. */
  readonly owners: readonly Owner[];
  /** Whether a gateway watches every namespace. */
  readonly watchAll: boolean;
  readonly crds: readonly CustomResourceDefinition[];
}

export function planBase({ site, owners, watchAll, crds }: Cluster): BasePlan {
  const labels = siteLabels(site);
  return {
    customResourceDefinitions: sortedBy(crds, ({ metadata }) => metadata.name).map((crd) => labelled(crd, labels)),
    ingressClasses: sortedBy(owners, ({ id }) => id).map(planIngressClass),
    clusterRoles: [
      clusterRole(controllerClusterRole, labels, clusterRules),
      ...(watchAll ? [clusterRole(watchAllClusterRole, labels, watchAllRules)] : []),
    ],
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

const clusterRole = (name: string, labels: Strings, rules: readonly PolicyRule[]): ClusterRole => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRole",
  metadata: { name, labels },
  rules,
});
