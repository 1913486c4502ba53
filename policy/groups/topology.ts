/** Naming and topology: rules 8 to 13 of the catalogue. */
import type { Rule } from "../rule.ts";
import ingressClassNotCatchAll from "../rules/ingress-class-not-catch-all.ts";
import ingressClassUnique from "../rules/ingress-class-unique.ts";
import oneReleasePerNamespace from "../rules/one-release-per-namespace.ts";
import tenantIdValidUnique from "../rules/tenant-id-valid-unique.ts";
import tenantNamespaceNaming from "../rules/tenant-namespace-naming.ts";
import watchNamespaceOwn from "../rules/watch-namespace-own.ts";

export const topology: readonly Rule[] = [
  tenantNamespaceNaming, // 8
  tenantIdValidUnique, // 9
  oneReleasePerNamespace, // 10
  ingressClassUnique, // 11
  ingressClassNotCatchAll, // 12
  watchNamespaceOwn, // 13
];
