/**
 * Between gateway, controller and API server. Of the controller's ports only 15012 opens, to its own gateways: 15010 and
 * 15051 hand the tenant's whole configuration to anyone who asks, 8080, 8888, 8889 and 15014 serve the kubelet or nobody
 * (higress v2.2.4, helm/core/templates/controller-service.yaml; istio 1.27.1, pkg/security/authentication.go:28).
 */
import type { NetworkPolicy } from "../manifests.ts";
import type { Installation } from "../site.ts";
import { block, controllers, gateways, ownPods, tcp } from "./peers.ts";
import { networkPolicy } from "./policy.ts";

/** Configuration and certificates, mutually authenticated. */
const xds = tcp(15012);

/** Its Service's port and that of its pods: which of the two a policy sees depends on the network plugin. */
export const apiServer = tcp(443, 6443);

export const gateway = (installation: Installation): NetworkPolicy =>
  networkPolicy(installation, "gateway", gateways(installation.namespace), {
    egress: [{ to: [ownPods(controllers)], ports: xds }],
  });

export const controller = (installation: Installation): NetworkPolicy =>
  networkPolicy(installation, "controller", controllers, {
    ingress: [{ from: [ownPods(gateways(installation.namespace))], ports: xds }],
    egress: [{ to: installation.site.cluster.apiServerCidrs.map(block), ports: apiServer }],
  });
