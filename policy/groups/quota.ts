/** Quota and limits: rules 17 to 22 of the catalogue. */
import type { Rule } from "../rule.ts";
import quotaComputeDimensions from "../rules/quota-compute-dimensions.ts";

export const quota: readonly Rule[] = [
  quotaComputeDimensions, // 17
];
