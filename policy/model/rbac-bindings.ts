/** Who holds which rules: roles and bindings as Kubernetes' authorizer joins them. */
import { builtInRoles } from "./rbac-builtin.ts";
import { policyRule, type PolicyRule } from "./rbac.ts";
import { selects } from "./selector.ts";
import { at, list, record, text, type Tree } from "./shape.ts";

/** The properties of the objects, by kind. */
export interface RbacObjects {
  readonly roles: readonly Tree[];
  readonly clusterRoles: readonly Tree[];
  readonly roleBindings: readonly Tree[];
  readonly clusterRoleBindings: readonly Tree[];
}

/** Who asks, as the API server knows them once they are authenticated. */
export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}

/** Holds every right by the API server's own decree, whatever the bindings say. */
const superusers = "system:masters";

export const everybody = "system:authenticated";
const serviceAccounts = "system:serviceaccounts";

export const serviceAccount = (namespace: string, name: string): User => ({
  name: `system:serviceaccount:${namespace}:${name}`,
  groups: [serviceAccounts, `${serviceAccounts}:${namespace}`, everybody],
});

export const person = (name: string, groups: readonly string[]): User => ({ name, groups: [...groups, everybody] });

/**
 * Whether a binding's subject takes in the user.
 * @param namespace of the binding; absent for a ClusterRoleBinding. A ServiceAccount without a namespace of its own is of that one.
 */
export function takesIn(written: unknown, user: User, namespace: string | undefined): boolean {
  const { kind, name, namespace: own } = record(written);
  switch (kind) {
    case "User":
      return user.name === name;
    case "Group":
      return user.groups.some((group) => group === name);
    case "ServiceAccount": {
      const home = text(own) || namespace;
      return home !== undefined && user.name === `system:serviceaccount:${home}:${String(name)}`;
    }
    default:
      return false;
  }
}

const nameOf = (object: Tree): unknown => at(object, "metadata", "name");
const namespaceOf = (object: Tree): string | undefined => text(at(object, "metadata", "namespace"));

/**
 * The rules that a binding hands out; undefined when its role is neither among these objects nor built in, so that nobody
 * here can say.
 * @param namespace of the binding; absent for a ClusterRoleBinding
 */
export function boundRules(
  binding: Tree,
  namespace: string | undefined,
  objects: Pick<RbacObjects, "roles" | "clusterRoles">,
): readonly PolicyRule[] | undefined {
  const { kind, name } = record(binding.roleRef);
  if (kind === "Role") {
    const role = objects.roles.find((one) => nameOf(one) === name && namespaceOf(one) === namespace);
    return namespace === undefined || role === undefined ? undefined : list(role.rules).map(policyRule);
  }
  if (kind !== "ClusterRole") return undefined;
  const known = clusterRolesOf(objects.clusterRoles);
  const role = known.find((one) => nameOf(one) === name);
  return role && clusterRules(role, known, []);
}

/** The given ones, and those built in that none of them replaces. */
function clusterRolesOf(given: readonly Tree[]): readonly Tree[] {
  const names = new Set(given.map(nameOf));
  return [...given, ...builtInRoles.filter((role) => !names.has(nameOf(role)))];
}

/** With an aggregationRule the controller replaces the rules by those of every ClusterRole that it selects. */
function clusterRules(role: Tree, all: readonly Tree[], above: readonly Tree[]): readonly PolicyRule[] {
  const aggregation = role.aggregationRule ?? undefined;
  if (aggregation === undefined) return list(role.rules).map(policyRule);
  const selectors = list(record(aggregation).clusterRoleSelectors);
  return all
    .filter((one) => one !== role && !above.includes(one))
    .filter((one) => selectors.some((selector) => selects(selector, record(at(one, "metadata", "labels")))))
    .flatMap((one) => clusterRules(one, all, [...above, role]));
}

/** Everything one user holds. */
export interface Access {
  /** In every namespace, and of what has none. */
  readonly everywhere: readonly PolicyRule[];
  /** On top of that, by namespace. */
  readonly inside: ReadonlyMap<string, readonly PolicyRule[]>;
}

const everything: readonly PolicyRule[] = [
  { apiGroups: ["*"], resources: ["*"], verbs: ["*"] },
  { nonResourceURLs: ["*"], verbs: ["*"] },
];

/** A role that nobody here knows grants nothing, as with the API server when it does not exist. */
export function accessOf(user: User, objects: RbacObjects): Access {
  if (user.groups.includes(superusers)) return { everywhere: everything, inside: new Map() };
  const bound = (binding: Tree, namespace: string | undefined): readonly PolicyRule[] =>
    list(binding.subjects).some((subject) => takesIn(subject, user, namespace))
      ? (boundRules(binding, namespace, objects) ?? [])
      : [];
  const inside = new Map<string, readonly PolicyRule[]>();
  for (const binding of objects.roleBindings) {
    const namespace = namespaceOf(binding);
    const rules = namespace === undefined ? [] : bound(binding, namespace);
    if (namespace !== undefined && rules.length > 0)
      inside.set(namespace, [...(inside.get(namespace) ?? []), ...rules]);
  }
  return { everywhere: objects.clusterRoleBindings.flatMap((binding) => bound(binding, undefined)), inside };
}

/** Rules that count for a request: in a namespace, or (undefined) cluster-wide. */
export const rulesFor = ({ everywhere, inside }: Access, namespace: string | undefined): readonly PolicyRule[] =>
  namespace === undefined ? everywhere : [...everywhere, ...(inside.get(namespace) ?? [])];
