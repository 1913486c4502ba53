import { metadata } from "./metadata.ts";
import { chartNames, gatewayPods } from "./names.ts";
import type { PodDisruptionBudget } from "./manifests.ts";
import type { Installation } from "./site.ts";
import { mostGateways } from "./sizes.ts";

/**
 * Evictions take one gateway pod at a time, however many an autoscaler runs; the chart has no such object (higress v2.2.4,
 * helm/core/templates). None where there is a single pod, or none at all: nothing could be kept.
 */
export function planDisruptionBudget(installation: Installation): PodDisruptionBudget | undefined {
  if (mostGateways(installation.sizing) < 2 || installation.suspended === true) return undefined;
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: metadata(installation, chartNames.gateway),
    spec: { maxUnavailable: 1, selector: { matchLabels: gatewayPods(installation.namespace) } },
  };
}
