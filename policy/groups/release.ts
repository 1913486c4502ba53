/** Release values and workloads: rules 47 to 56 of the catalogue. */
import type { Rule } from "../rule.ts";
import imagesAllowedAndPinned from "../rules/images-allowed-and-pinned.ts";
import istioObjectsAbsent from "../rules/istio-objects-absent.ts";
import releaseChartPinnedSource from "../rules/release-chart-pinned-source.ts";
import releaseConsoleGuarded from "../rules/release-console-guarded.ts";
import releaseFeaturesMinimal from "../rules/release-features-minimal.ts";
import releaseGatewayRbacOff from "../rules/release-gateway-rbac-off.ts";
import releaseIdentityLabels from "../rules/release-identity-labels.ts";
import releaseNarrowed from "../rules/release-narrowed.ts";
import releaseNarrowedInEffect from "../rules/release-narrowed-in-effect.ts";
import releaseResourcesComplete from "../rules/release-resources-complete.ts";
import releaseValuesKnown from "../rules/release-values-known.ts";
import releaseVersionsFew from "../rules/release-versions-few.ts";
import workloadSecurityContext from "../rules/workload-security-context.ts";

export const release: readonly Rule[] = [
  releaseGatewayRbacOff, // 47
  releaseNarrowed, // 48
  releaseNarrowedInEffect, // 48
  releaseChartPinnedSource, // 49
  releaseVersionsFew, // 49
  workloadSecurityContext, // 50
  imagesAllowedAndPinned, // 51
  releaseIdentityLabels, // 52
  releaseFeaturesMinimal, // 53
  istioObjectsAbsent, // 53
  releaseValuesKnown, // 54
  releaseConsoleGuarded, // 55
  releaseResourcesComplete, // 56
];
