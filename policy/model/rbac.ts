/** What the rules of a Role or ClusterRole grant (kubernetes.io/docs/reference/access-authn-authz/rbac). */
import { list, record, text } from "./shape.ts";

export interface PolicyRule {
  readonly apiGroups: readonly string[];
  /** `secrets`, `ingresses/status`; `*` is every resource with its subresources. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** One of the cells that a rule spans. */
export interface Permission {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

const texts = (value: unknown): readonly string[] => list(value).map((item) => text(item) ?? "");

/** Every cell of a rule as it is written: wildcards stay wildcards. */
export function permissions(rule: unknown): readonly Permission[] {
  const { apiGroups, resources, verbs } = record(rule);
  return texts(apiGroups).flatMap((group) =>
    texts(resources).flatMap((resource) => texts(verbs).map((verb) => ({ group, resource, verb }))),
  );
}

/** Whether some rule grants all of a cell, so that a wildcard is granted by a wildcard only. */
export function grants(rules: readonly PolicyRule[], { group, resource, verb }: Permission): boolean {
  const one = (granted: readonly string[], asked: string): boolean => granted.includes("*") || granted.includes(asked);
  return rules.some((rule) => one(rule.apiGroups, group) && covers(rule.resources, resource) && one(rule.verbs, verb));
}

/** `*` spans everything, `*\/status` that subresource of every resource. */
function covers(granted: readonly string[], resource: string): boolean {
  const subresource = resource.split("/")[1];
  return (
    granted.includes("*") ||
    granted.includes(resource) ||
    (subresource !== undefined && granted.includes(`*/${subresource}`))
  );
}

/** Whether a rule lets anything be done with Secrets: a write answers with the object too, so every verb reads. */
export function touchesSecrets(rule: unknown): boolean {
  return permissions(rule).some(
    ({ group, resource }) => (group === "" || group === "*") && ["secrets", "*", "*/*"].includes(resource),
  );
}

/** URLs outside the resource tree, `/metrics` for example. */
export const nonResourceUrls = (rule: unknown): readonly string[] => texts(record(rule).nonResourceURLs);
