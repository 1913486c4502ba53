/** What the rules of a Role or ClusterRole grant (kubernetes.io/docs/reference/access-authn-authz/rbac). */
import { list, record, text } from "./shape.ts";

export interface PolicyRule {
  readonly apiGroups?: readonly string[];
  /** `secrets`, `ingresses/status`; `*` is every resource with its subresources. */
  readonly resources?: readonly string[];
  readonly verbs: readonly string[];
  /** Empty or absent: objects of every name. */
  readonly resourceNames?: readonly string[];
  /** `/metrics`, `/apis/*`; hold in ClusterRoles that are bound cluster-wide only. */
  readonly nonResourceURLs?: readonly string[];
}

/** One of the cells that a rule spans. */
export interface Permission {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

/** What the API server is asked to allow. */
export interface Request extends Permission {
  /** Absent for `create`, `list`, `watch` and `deletecollection`, which name no object. */
  readonly name?: string;
}

const texts = (value: unknown): readonly string[] => list(value).map((item) => text(item) ?? "");

/** A written rule, read with care: whatever is no list of texts grants nothing. */
export function policyRule(written: unknown): PolicyRule {
  const { apiGroups, resources, verbs, resourceNames, nonResourceURLs } = record(written);
  return {
    apiGroups: texts(apiGroups),
    resources: texts(resources),
    verbs: texts(verbs),
    resourceNames: texts(resourceNames),
    nonResourceURLs: texts(nonResourceURLs),
  };
}

/** Every cell of a rule as it is written: wildcards stay wildcards. */
export function permissions(rule: unknown): readonly Permission[] {
  const { apiGroups, resources, verbs } = record(rule);
  return texts(apiGroups).flatMap((group) =>
    texts(resources).flatMap((resource) => texts(verbs).map((verb) => ({ group, resource, verb }))),
  );
}

/** `list pods.metrics.k8s.io`, as kubectl names it. */
export const cellName = ({ group, resource, verb }: Permission): string =>
  `${verb} ${resource}${group === "" ? "" : `.${group}`}`;

const one = (granted: readonly string[] | undefined, asked: string): boolean =>
  granted !== undefined && (granted.includes("*") || granted.includes(asked));

/** Whether some rule grants all of a cell, of some object at least, so that a wildcard is granted by a wildcard only. */
export const grants = (rules: readonly PolicyRule[], { group, resource, verb }: Permission): boolean =>
  rules.some((rule) => one(rule.apiGroups, group) && covers(rule.resources ?? [], resource) && one(rule.verbs, verb));

/**
 * `*` spans everything, `*\/status` that subresource of every resource. `pods/*` spans nothing: the API server takes it by
 * the letter.
 */
function covers(granted: readonly string[], resource: string): boolean {
  const [, subresource = ""] = resource.split("/");
  return (
    granted.includes("*") || granted.includes(resource) || (subresource !== "" && granted.includes(`*/${subresource}`))
  );
}

/** Whether the API server would let the request pass by these rules: one of them must grant all of it. */
export const allows = (rules: readonly PolicyRule[], request: Request): boolean =>
  rules.some((rule) => {
    const names = rule.resourceNames ?? [];
    return (names.length === 0 || names.includes(request.name ?? "")) && grants([rule], request);
  });

/** Whether a rule lets anything be done with Secrets: a write answers with the object too, so every verb reads. */
export function touchesSecrets(rule: unknown): boolean {
  return permissions(rule).some(
    ({ group, resource }) => (group === "" || group === "*") && ["secrets", "*", "*/*"].includes(resource),
  );
}

/** URLs outside the resource tree, `/metrics` for example. */
export const nonResourceUrls = (rule: unknown): readonly string[] => texts(record(rule).nonResourceURLs);
