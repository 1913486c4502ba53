/** Network: rules 23 to 30 of the catalogue. */
import type { Rule } from "../rule.ts";
import netpolCidrSafe from "../rules/netpol-cidr-safe.ts";
import netpolConnectivityMatrix from "../rules/netpol-connectivity-matrix.ts";
import netpolDefaultDeny from "../rules/netpol-default-deny.ts";
import netpolEgressCoherent from "../rules/netpol-egress-coherent.ts";
import netpolNoOpenPeer from "../rules/netpol-no-open-peer.ts";
import netpolPolicytypesExplicit from "../rules/netpol-policytypes-explicit.ts";
import netpolTrustedSelectors from "../rules/netpol-trusted-selectors.ts";
import proxyProtocolPeers from "../rules/proxy-protocol-peers.ts";
import serviceExposure from "../rules/service-exposure.ts";

export const network: readonly Rule[] = [
  netpolDefaultDeny, // 23
  netpolPolicytypesExplicit, // 24
  netpolNoOpenPeer, // 25
  netpolTrustedSelectors, // 26
  netpolCidrSafe, // 27
  netpolConnectivityMatrix, // 28
  netpolEgressCoherent, // 29
  serviceExposure, // 30
  proxyProtocolPeers, // 30
];
