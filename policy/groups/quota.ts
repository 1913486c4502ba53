/** Quota and limits: rules 17 to 22 of the catalogue. */
import type { Rule } from "../rule.ts";
import fleetCapacity from "../rules/fleet-capacity.ts";
import quotaComputeDimensions from "../rules/quota-compute-dimensions.ts";
import quotaFitsRelease from "../rules/quota-fits-release.ts";
import quotaImpliesLimitrange from "../rules/quota-implies-limitrange.ts";
import quotaObjectCounts from "../rules/quota-object-counts.ts";
import quotaUnscopedAndUnshadowed from "../rules/quota-unscoped-and-unshadowed.ts";

export const quota: readonly Rule[] = [
  quotaComputeDimensions, // 17
  quotaObjectCounts, // 18
  quotaUnscopedAndUnshadowed, // 19
  quotaFitsRelease, // 20
  quotaImpliesLimitrange, // 21
  fleetCapacity, // 22
];
