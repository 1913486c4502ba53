/** How many pods a release asks for, and how its rollout replaces them. */
import type { Resource } from "../rule.ts";
import { effective, isOn } from "./release.ts";

/** A number that is no count of pods is undefined. */
export interface Scale {
  /** At the least: of an autoscaler its minimum. */
  readonly least: number | undefined;
  /** Value of the chart that says so. */
  readonly leastPath: string;
  /** At the most, between rollouts. */
  readonly most: number | undefined;
  readonly mostPath: string;
}

/** On one machine the chart runs one gateway, whatever the values say (deployment.yaml of chart 2.2.4). */
const onOneMachine = ["global.local", "global.kind"] as const;

/** The gateway's pods. A DaemonSet has as many as the cluster has nodes, which nobody here knows. */
export function gatewayScale(release: Resource): Scale {
  if (effective(release, "gateway.kind") !== "Deployment") return fixed(undefined, "gateway.kind");
  if (isOn(release, "gateway.autoscaling.enabled")) {
    const [leastPath, mostPath] = ["gateway.autoscaling.minReplicas", "gateway.autoscaling.maxReplicas"];
    return {
      least: countOf(effective(release, leastPath)),
      leastPath,
      most: countOf(effective(release, mostPath)),
      mostPath,
    };
  }
  const local = onOneMachine.find((path) => isOn(release, path));
  if (local !== undefined) return fixed(1, local);
  return fixed(countOf(effective(release, "gateway.replicas")), "gateway.replicas");
}

const fixed = (pods: number | undefined, path: string): Scale => ({
  ...{ least: pods, leastPath: path },
  ...{ most: pods, mostPath: path },
});

/** A count of pods, as Helm renders it: `3` and `"3"` alike. */
export function countOf(value: unknown): number | undefined {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/**
 * Pods that a count or a percentage of `pods` stands for (`IntOrString` of Kubernetes).
 * @param round Kubernetes rounds surge and disruption budgets up, and what a rollout may take away down.
 */
export function shareOf(value: unknown, pods: number, round: "up" | "down"): number | undefined {
  const [, percent] = typeof value === "string" ? (/^(\d{1,9})%$/.exec(value) ?? []) : [];
  if (percent === undefined) return countOf(value);
  const share = BigInt(pods) * BigInt(percent);
  return Number((share + (round === "up" ? 99n : 0n)) / 100n);
}
