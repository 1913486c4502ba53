/** What the quotas of a namespace come to: each bounds by itself, so of several the smallest amount per key counts. */
import type { Resource } from "../rule.ts";
import { isResourceQuota } from "./kinds.ts";
import { namespaceOf } from "./ownership.ts";
import { parseQuantity } from "./quantity.ts";
import { at, list, record } from "./shape.ts";

export interface Bound {
  /** As it is written; of several that are no amounts the first. */
  readonly given: unknown;
  /** Undefined: it is no quantity, and bounds nothing. */
  readonly amount: bigint | undefined;
  /** The quota that sets it, and where. */
  readonly quota: Resource;
  readonly path: string;
}

/** By key in its long form: `requests.cpu` also for what is written as `cpu`. */
export type Bounds = ReadonlyMap<string, Bound>;

/** Second names that Kubernetes has for the same amount. */
const longForms: Readonly<Record<string, string>> = {
  cpu: "requests.cpu",
  memory: "requests.memory",
  ...Object.fromEntries(
    ["configmaps", "persistentvolumeclaims", "pods", "secrets", "services"].map((kind) => [`count/${kind}`, kind]),
  ),
};

/** One with scopes bounds only some pods: those that end by themselves, or that ask for nothing. */
export const isUnscoped = ({ props }: Resource): boolean =>
  list(at(props, "spec", "scopes")).length === 0 &&
  list(at(props, "spec", "scopeSelector", "matchExpressions")).length === 0;

/** All of them, scoped ones too, by namespace, in an order that does not hang on that of registration. */
export const quotasByNamespace = (resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> =>
  Map.groupBy(
    resources.filter(isResourceQuota).toSorted((a, b) => (a.urn < b.urn ? -1 : 1)),
    (quota) => namespaceOf(quota) ?? "",
  );

/** @param quotas of one namespace; scoped ones bound nothing here */
export function boundsOf(quotas: readonly Resource[]): Bounds {
  const bounds = new Map<string, Bound>();
  for (const quota of quotas.filter(isUnscoped)) {
    for (const [key, given] of Object.entries(record(at(quota.props, "spec", "hard")))) {
      if (given === undefined || given === null) continue;
      const long = longForms[key] ?? key;
      const bound: Bound = { given, amount: parseQuantity(given), quota, path: `spec.hard["${key}"]` };
      if (isTighter(bound, bounds.get(long))) bounds.set(long, bound);
    }
  }
  return bounds;
}

function isTighter({ amount }: Bound, known: Bound | undefined): boolean {
  if (known === undefined) return true;
  return amount !== undefined && (known.amount === undefined || amount < known.amount);
}
