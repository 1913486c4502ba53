/** Every rule of the pack, in the order of the catalogue. */
import type { Rule } from "./rule.ts";
import closedWorldOwnership from "./rules/closed-world-ownership.ts";
import explicitProvider from "./rules/explicit-provider.ts";
import hostExclusive from "./rules/host-exclusive.ts";
import hostIsolationValues from "./rules/host-isolation-values.ts";
import hostOwnerMatches from "./rules/host-owner-matches.ts";
import hostRequired from "./rules/host-required.ts";
import ingressClassNotCatchAll from "./rules/ingress-class-not-catch-all.ts";
import ingressClassUnique from "./rules/ingress-class-unique.ts";
import mcpbridgeEffective from "./rules/mcpbridge-effective.ts";
import mcpbridgeTargetSafe from "./rules/mcpbridge-target-safe.ts";
import namespaceExplicit from "./rules/namespace-explicit.ts";
import namespacePsa from "./rules/namespace-psa.ts";
import netpolDefaultDeny from "./rules/netpol-default-deny.ts";
import netpolNoOpenPeer from "./rules/netpol-no-open-peer.ts";
import netpolTrustedSelectors from "./rules/netpol-trusted-selectors.ts";
import oneReleasePerNamespace from "./rules/one-release-per-namespace.ts";
import quotaComputeDimensions from "./rules/quota-compute-dimensions.ts";
import rbacNoTenantClusterScope from "./rules/rbac-no-tenant-cluster-scope.ts";
import rbacSecretsScoped from "./rules/rbac-secrets-scoped.ts";
import releaseChartPinnedSource from "./rules/release-chart-pinned-source.ts";
import releaseGatewayRbacOff from "./rules/release-gateway-rbac-off.ts";
import releaseNarrowedInEffect from "./rules/release-narrowed-in-effect.ts";
import releaseNarrowed from "./rules/release-narrowed.ts";
import releaseResourcesComplete from "./rules/release-resources-complete.ts";
import secretHygiene from "./rules/secret-hygiene.ts";
import serviceExposure from "./rules/service-exposure.ts";
import tenantBundleComplete from "./rules/tenant-bundle-complete.ts";
import tenantNamespaceNaming from "./rules/tenant-namespace-naming.ts";
import tlsRequiredAndRedirect from "./rules/tls-required-and-redirect.ts";
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
  serviceExposure, // 30
  hostRequired, // 31
  hostExclusive, // 33
  hostOwnerMatches, // 34
  tlsRequiredAndRedirect, // 39
  hostIsolationValues, // 45
  releaseGatewayRbacOff, // 47
  releaseNarrowed, // 48
  releaseNarrowedInEffect, // 48
  releaseChartPinnedSource, // 49
  releaseResourcesComplete, // 56
  rbacNoTenantClusterScope, // 57
  rbacSecretsScoped, // 58
  mcpbridgeEffective, // 66
  mcpbridgeTargetSafe, // 68
  secretHygiene, // 79
];
