/** Entry, hosts, TLS: rules 31 to 46 of the catalogue. */
import type { Rule } from "../rule.ts";
import canaryAndExposureControls from "../rules/canary-and-exposure-controls.ts";
import certificateRequestsOwn from "../rules/certificate-requests-own.ts";
import clientCertificatesAsked from "../rules/client-certificates-asked.ts";
import clientHeadersTaken from "../rules/client-headers-taken.ts";
import entryControllerSupported from "../rules/entry-controller-supported.ts";
import entryNamespaceWriters from "../rules/entry-namespace-writers.ts";
import entryRouteConsistent from "../rules/entry-route-consistent.ts";
import externalnameAllowlist from "../rules/externalname-allowlist.ts";
import hostExclusive from "../rules/host-exclusive.ts";
import hostIsolationValues from "../rules/host-isolation-values.ts";
import hostOwnerMatches from "../rules/host-owner-matches.ts";
import hostProven from "../rules/host-proven.ts";
import hostRequired from "../rules/host-required.ts";
import hostWildcardShape from "../rules/host-wildcard-shape.ts";
import ingressAnnotationAllowlist from "../rules/ingress-annotation-allowlist.ts";
import ingressClassExplicit from "../rules/ingress-class-explicit.ts";
import ingressCrossNamespaceRef from "../rules/ingress-cross-namespace-ref.ts";
import ingressIneffectiveAuth from "../rules/ingress-ineffective-auth.ts";
import secretTemplatesOwn from "../rules/secret-templates-own.ts";
import tlsRequiredAndRedirect from "../rules/tls-required-and-redirect.ts";
import tlsSecretCoversAndOwned from "../rules/tls-secret-covers-and-owned.ts";

export const entry: readonly Rule[] = [
  hostRequired, // 31
  hostWildcardShape, // 32
  hostExclusive, // 33
  hostOwnerMatches, // 34
  hostProven, // 34
  ingressClassExplicit, // 35
  externalnameAllowlist, // 36
  entryRouteConsistent, // 37
  entryNamespaceWriters, // 38
  tlsRequiredAndRedirect, // 39
  clientCertificatesAsked, // 39
  clientHeadersTaken, // 39
  tlsSecretCoversAndOwned, // 40
  certificateRequestsOwn, // 40
  ingressIneffectiveAuth, // 41
  ingressAnnotationAllowlist, // 42
  ingressCrossNamespaceRef, // 43
  secretTemplatesOwn, // 43
  entryControllerSupported, // 44
  hostIsolationValues, // 45
  canaryAndExposureControls, // 46
];
