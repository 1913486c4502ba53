/** Which fields keep tenants apart, kind by kind: preview must know them, and `ignoreChanges` must not hide them. */
import type { Resource } from "../rule.ts";
import * as kinds from "./kinds.ts";
import { stepsOf, type Steps } from "./property-path.ts";

const place = ["metadata.name", "metadata.namespace"];
/** Selectors and rules tell by labels whose an object is. */
const object = [...place, "metadata.labels"];
const routing = [...object, "metadata.annotations", "spec"];
const specified = [...object, "spec"];
const pod = (spec: string): readonly string[] =>
  ["hostNetwork", "hostPID", "hostIPC", "serviceAccountName", "volumes"].map((field) => `${spec}.${field}`);

const table: readonly (readonly [is: (resource: Resource) => boolean, fields: readonly string[]])[] = [
  // The admission policies read a tenant's hosts in an annotation of its namespace.
  [kinds.isNamespace, [...object, "metadata.annotations"]],
  [kinds.isNetworkPolicy, specified],
  [kinds.isResourceQuota, specified],
  [kinds.isLimitRange, specified],
  [kinds.isDisruptionBudget, specified],
  [kinds.isAutoscaler, specified],
  [kinds.isService, routing],
  [kinds.isIngress, routing],
  [kinds.isIngressClass, routing],
  [kinds.isGatewayApi, routing],
  [kinds.isBridge, specified],
  [kinds.isWasmPlugin, specified],
  [kinds.isRole, [...object, "rules"]],
  [kinds.isClusterRole, [...object, "rules", "aggregationRule"]],
  [kinds.isRoleBinding, [...object, "roleRef", "subjects"]],
  [kinds.isClusterRoleBinding, [...object, "roleRef", "subjects"]],
  [kinds.isServiceAccount, [...object, "automountServiceAccountToken", "imagePullSecrets", "secrets"]],
  [kinds.isAdmission, specified],
  [kinds.isSecret, [...object, "type"]],
  // Its schema is the chart's, large, and no tenant's affair.
  [kinds.isCustomResourceDefinition, object],
  [kinds.isPod, [...object, ...pod("spec")]],
  [kinds.isWorkload, [...object, "spec.template.metadata.labels", ...pod("spec.template.spec")]],
  [
    kinds.isRelease,
    [
      ...["name", "namespace", "chart", "version", "repositoryOpts.repo", "values", "valueYamlFiles", "postrender"],
      // What is not said here decides with which of the chart's parts and rights the release comes.
      ...["devel", "skipCrds", "forceUpdate", "replace", "disableWebhooks"],
    ],
  ],
];

/** Fields of the resource that keep tenants apart; of a kind without rules of its own, where it stands. */
export function isolationFields(resource: Resource): readonly Steps[] {
  const fields = steps.find(({ is }) => is(resource))?.fields;
  if (fields !== undefined) return fields;
  return kinds.isObject(resource) ? everywhere : [];
}

/**
 * Fields that a setting names, `Ingress spec.rules` or `* metadata.name`, as far as they are of this resource's kind.
 * One that is no such text names nothing.
 */
export const namedFields = ({ kind }: Resource, names: readonly string[]): readonly Steps[] =>
  names.flatMap((name) => {
    const [, of, path = ""] = /^(\S+) (.+)$/.exec(name) ?? [];
    const found = of === kind || of === "*" ? stepsOf(path) : undefined;
    return found === undefined ? [] : [found];
  });

const steps = table.map(([is, fields]) => ({ is, fields: fields.map(known) }));
const everywhere = place.map(known);

function known(path: string): Steps {
  const found = stepsOf(path);
  if (found === undefined) throw new Error(`${path} is no path`);
  return found;
}
