/** What PodDisruptionBudgets leave of a number of pods. */
import type { Resource } from "../rule.ts";
import { isDisruptionBudget } from "./kinds.ts";
import { namespaceOf } from "./ownership.ts";
import { shareOf } from "./scale.ts";
import { selects } from "./selector.ts";
import { at, isRecord } from "./shape.ts";

/** The budgets of a namespace that select pods with these labels. An absent selector selects none, an empty one all. */
export const budgetsFor = (
  resources: readonly Resource[],
  namespace: string,
  labels: Readonly<Record<string, string>>,
): readonly Resource[] =>
  resources.filter((resource) => {
    if (!isDisruptionBudget(resource) || namespaceOf(resource) !== namespace) return false;
    const selector = at(resource.props, "spec", "selector");
    return isRecord(selector) && selects(selector, labels);
  });

export interface Allowance {
  /** `spec.minAvailable`, or the other of the two that a budget may have. */
  readonly path: string;
  readonly given: unknown;
  /** Pods that may be evicted at once while all run; undefined: the budget does not say. */
  readonly disruptions: number | undefined;
}

/** Kubernetes rounds both up: the pods that must stay, and those that may go. */
export function allowanceOf(budget: Resource, pods: number): Allowance {
  const least = at(budget.props, "spec", "minAvailable");
  if (least !== undefined && least !== null) {
    const stay = shareOf(least, pods, "up");
    return {
      path: "spec.minAvailable",
      given: least,
      disruptions: stay === undefined ? undefined : Math.max(0, pods - stay),
    };
  }
  const most = at(budget.props, "spec", "maxUnavailable");
  return { path: "spec.maxUnavailable", given: most, disruptions: shareOf(most, pods, "up") };
}
