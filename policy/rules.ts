/** Every rule of the pack, in the order of the catalogue. */
import type { Rule } from "./rule.ts";
import closedWorldOwnership from "./rules/closed-world-ownership.ts";
import explicitProvider from "./rules/explicit-provider.ts";
import ingressClassNotCatchAll from "./rules/ingress-class-not-catch-all.ts";
import ingressClassUnique from "./rules/ingress-class-unique.ts";
import namespaceExplicit from "./rules/namespace-explicit.ts";
import namespacePsa from "./rules/namespace-psa.ts";
import netpolDefaultDeny from "./rules/netpol-default-deny.ts";
import netpolNoOpenPeer from "./rules/netpol-no-open-peer.ts";
import netpolTrustedSelectors from "./rules/netpol-trusted-selectors.ts";
import oneReleasePerNamespace from "./rules/one-release-per-namespace.ts";
import quotaComputeDimensions from "./rules/quota-compute-dimensions.ts";
import tenantBundleComplete from "./rules/tenant-bundle-complete.ts";
import tenantNamespaceNaming from "./rules/tenant-namespace-naming.ts";
import watchNamespaceOwn from "./rules/watch-namespace-own.ts";

export const rules: readonly Rule[] = [
  closedWorldOwnership, // 1
  explicitProvider, // 5
  namespaceExplicit, // 7
  tenantNamespaceNaming, // 8
  oneReleasePerNamespace, // 10
  ingressClassUnique, // 11
  ingressClassNotCatchAll, // 12
  watchNamespaceOwn, // 13
  namespacePsa, // 14
  tenantBundleComplete, // 16
  quotaComputeDimensions, // 17
  netpolDefaultDeny, // 23
  netpolNoOpenPeer, // 25
  netpolTrustedSelectors, // 26
];
