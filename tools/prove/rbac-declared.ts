/** What the plan declares: roles and bindings, and everybody whom they are about. */
import { installationsOf, type Plan } from "../../plan/index.ts";
import { builtInBindings } from "../../policy/model/rbac-builtin.ts";
import { person, serviceAccount, type RbacObjects, type User } from "../../policy/model/rbac-bindings.ts";
import type { Tree } from "../../policy/model/shape.ts";

export interface Subject {
  /** `acme-gateway/higress-gateway`, `group acme-developers` */
  readonly title: string;
  readonly user: User;
}

export const namespacesOf = (plan: Plan): readonly string[] =>
  installationsOf(plan).map(({ namespace }) => namespace.metadata.name);

// Manifests are plain data, which the evaluator reads as such.
const trees = (objects: readonly object[]): readonly Tree[] => objects as readonly Tree[];

/** Everything that may grant something: the plan's objects, and what every cluster lets everybody do. */
export function declaredBy(plan: Plan): RbacObjects {
  const installations = installationsOf(plan);
  return {
    roles: trees(installations.flatMap(({ roles }) => roles)),
    clusterRoles: trees(plan.base.clusterRoles),
    roleBindings: trees(installations.flatMap(({ roleBindings }) => roleBindings)),
    clusterRoleBindings: [
      ...trees(plan.base.clusterRoleBindings),
      ...trees(installations.flatMap(({ clusterRoleBindings }) => clusterRoleBindings)),
      ...builtInBindings,
    ],
  };
}

/** What Kubernetes itself grants, with nothing of the plan. */
export const baseline: RbacObjects = {
  roles: [],
  clusterRoles: [],
  roleBindings: [],
  clusterRoleBindings: builtInBindings,
};

/** Nobody's name: no binding may know it, so that only the groups count. */
const someone = "higress-fleet:somebody";

export const stranger: Subject = { title: "anybody who can log in", user: person(someone, []) };

/**
 * Everybody the proof asks about: ServiceAccounts, groups of people, and a stranger.
 * @param accounts names by namespace, as found in the cluster; those that the plan binds are added
 */
export function subjectsOf(plan: Plan, accounts: ReadonlyMap<string, readonly string[]>): readonly Subject[] {
  const bound = installationsOf(plan).flatMap(({ roleBindings }) => roleBindings.flatMap(({ subjects }) => subjects));
  const planned = bound.flatMap((subject) =>
    subject.kind === "ServiceAccount" ? [`${subject.namespace}/${subject.name}`] : [],
  );
  const found = [...accounts].flatMap(([namespace, names]) => names.map((name) => `${namespace}/${name}`));
  const groups = bound.flatMap(({ kind, name }) => (kind === "Group" ? [name] : []));
  return [
    ...[...new Set([...planned, ...found])].toSorted().map((title) => {
      const [namespace = "", name = ""] = title.split("/");
      return { title, user: serviceAccount(namespace, name) };
    }),
    ...[...new Set(groups)].toSorted().map((name) => ({ title: `group ${name}`, user: person(someone, [name]) })),
    stranger,
  ];
}
