/** Release values and workloads: rules 47 to 56 of the catalogue. */
import type { Rule } from "../rule.ts";
import releaseChartPinnedSource from "../rules/release-chart-pinned-source.ts";
import releaseGatewayRbacOff from "../rules/release-gateway-rbac-off.ts";
import releaseNarrowed from "../rules/release-narrowed.ts";
import releaseNarrowedInEffect from "../rules/release-narrowed-in-effect.ts";
import releaseResourcesComplete from "../rules/release-resources-complete.ts";

export const release: readonly Rule[] = [
  releaseGatewayRbacOff, // 47
  releaseNarrowed, // 48
  releaseNarrowedInEffect, // 48
  releaseChartPinnedSource, // 49
  releaseResourcesComplete, // 56
];
