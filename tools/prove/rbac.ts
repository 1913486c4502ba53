/**
 * Proves on a running cluster that everybody of the fleet may do what the plan declares and nothing else: the API server is
 * asked as each of them, about every verb on every kind it serves, in every namespace and cluster-wide.
 */
import type { Plan } from "../../plan/index.ts";
import { accessOf, boundRules, type Access } from "../../policy/model/rbac-bindings.ts";
import { builtInRoles } from "../../policy/model/rbac-builtin.ts";
import type { PolicyRule } from "../../policy/model/rbac.ts";
import { at, list, text, type Tree } from "../../policy/model/shape.ts";
import type { Api } from "./rbac-api.ts";
import type { Proof } from "./proof.ts";
import { compare, expander, universeOf, urlsOf } from "./rbac-cells.ts";
import { baseline, declaredBy, namespacesOf, stranger, subjectsOf, type Subject } from "./rbac-declared.ts";
import { judge, textOf, type Asked, type Measure } from "./rbac-judge.ts";
import { legend, matrix } from "./rbac-matrix.ts";

export interface RbacInput {
  /** What the cluster should be like. */
  readonly plan: Plan;
  /** Of an administrator, who may ask in others' names: `apiOf(kubeconfig)`. */
  readonly api: Api;
}

export async function proveRbac({ plan, api }: RbacInput): Promise<Proof> {
  const objects = declaredBy(plan);
  const namespaces = [...new Set([...(await names(api, "/api/v1/namespaces")), ...namespacesOf(plan)])].toSorted();
  const subjects = subjectsOf(plan, await accountsOf(api, namespacesOf(plan)));
  const asked = await Promise.all(
    subjects.map((subject) => ask(api, subject, accessOf(subject.user, objects), namespaces)),
  );
  const universe = universeOf(await api.kinds(), asked.flatMap(spokenOf));
  const measure: Measure = { api, universe, cellsOf: expander(universe) };
  const judged = await Promise.all(asked.map((one) => judge(one, measure)));
  const failures = [...(await builtIns(measure)), ...judged.flatMap((one) => one.failures)];
  const everybodys = accessOf(stranger.user, baseline).everywhere;
  const shared = measure.cellsOf(everybodys);
  const rows = judged.map(({ title, places }) => ({
    title,
    held: places.map(({ namespace = "cluster-wide", cells }) => ({
      place: namespace,
      cells: [...cells].filter((cell) => !shared.has(cell)).flatMap((cell) => universe.cells[cell] ?? []),
    })),
  }));
  const total = asked.length * (namespaces.length * universe.inside.size + universe.cells.length);
  const checks = judged.reduce((sum, one) => sum + one.checks, 0);
  return {
    lines: [
      `${subjects.length} subjects, ${namespaces.length} namespaces and cluster-wide, ${total} cells, ${checks} of them asked twice.`,
      `Kubernetes lets everybody who can log in: ${[...shared].map((cell) => textOf(universe, cell)).join(", ")}; ${[...urlsOf(everybodys)].join(", ")}.`,
      `Beside that (${legend}):`,
      ...matrix(rows),
      failures.length === 0 ? "Exactly what is declared." : `Differences: ${failures.length}.`,
    ],
    failures,
  };
}

async function names(api: Api, path: string): Promise<readonly string[]> {
  const { items } = await api.read(path);
  return list(items).map((item) => text(at(item, "metadata", "name")) ?? "");
}

async function accountsOf(api: Api, namespaces: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const pairs = namespaces.map(
    async (namespace) => [namespace, await names(api, `/api/v1/namespaces/${namespace}/serviceaccounts`)] as const,
  );
  return new Map(await Promise.all(pairs));
}

async function ask(api: Api, subject: Subject, declared: Access, namespaces: readonly string[]): Promise<Asked> {
  const pairs = namespaces.map(async (namespace) => [namespace, await api.rules(subject.user, namespace)] as const);
  return { subject, declared, reviews: new Map(await Promise.all(pairs)) };
}

const spokenOf = ({ declared, reviews }: Asked): readonly PolicyRule[] => [
  ...declared.everywhere,
  ...[...declared.inside.values()].flat(),
  ...[...reviews.values()].flatMap(({ rules }) => rules),
];

/** The table of built-in roles, which the rules of the policy pack go by, against the cluster's own. */
async function builtIns({ api, cellsOf }: Measure): Promise<readonly string[]> {
  const verdicts = builtInRoles.map(async (role) => {
    const name = text(at(role, "metadata", "name")) ?? "";
    const found = await api.read(`/apis/rbac.authorization.k8s.io/v1/clusterroles/${encodeURIComponent(name)}`);
    const rules = (given: readonly Tree[]) =>
      boundRules({ roleRef: { kind: "ClusterRole", name } }, undefined, { roles: [], clusterRoles: given }) ?? [];
    const [ours, theirs] = [rules([]), rules([{ metadata: found.metadata, rules: found.rules }])];
    const cells = compare(cellsOf(ours), cellsOf(theirs));
    const urls = compare(urlsOf(ours), urlsOf(theirs));
    const isEqual = [cells.more, cells.fewer, urls.more, urls.fewer].every(({ length }) => length === 0);
    return isEqual ? [] : [`ClusterRole ${name} of this cluster is not as Kubernetes 1.35 has it`];
  });
  return (await Promise.all(verdicts)).flat();
}
