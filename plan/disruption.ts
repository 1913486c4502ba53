import { metadata } from "./metadata.ts";
import { chartNames, gatewayPods } from "./names.ts";
import type { PodDisruptionBudget } from "./manifests.ts";
import type { Installation } from "./site.ts";

/**
 * Evictions take one gateway pod at a time, however many an autoscaler runs; the chart has no such object (higress.md 12). None
 * where there may be a single pod.
 */
export function planDisruptionBudget(installation: Installation): PodDisruptionBudget | undefined {
  const { replicas } = installation.sizing.gateway;
  if (replicas < 2) return undefined;
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: metadata(installation, chartNames.gateway),
    spec: { maxUnavailable: 1, selector: { matchLabels: gatewayPods(installation.namespace) } },
  };
}
