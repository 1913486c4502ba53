/** Tenant namespace: rules 14 to 16 of the catalogue. */
import type { Rule } from "../rule.ts";
import namespaceLabelsOwned from "../rules/namespace-labels-owned.ts";
import namespacePsa from "../rules/namespace-psa.ts";
import tenantBundleComplete from "../rules/tenant-bundle-complete.ts";

export const namespace: readonly Rule[] = [
  namespacePsa, // 14
  namespaceLabelsOwned, // 15
  tenantBundleComplete, // 16
];
