/**
 * Values of chart higress-core 2.2.4. Only what must differ from the chart's own; names stay the chart's (higress v2.2.4,
 * helm/core/values.yaml). A value that the chart does not know is dropped without a word, so a test compares every path with
 * the chart's list.
 */
import { chartNames, gatewayClass, gatewayPods, ingressClass } from "./names.ts";
import { controllerAnnotations, gatewayAnnotations } from "./scrape.ts";
import { pullSecrets, requestsAndLimits, serverGlobals, serverValues } from "./servers.ts";
import { planService } from "./service.ts";
import type { Strings } from "./manifests.ts";
import type { Installation } from "./site.ts";
import { mostGateways } from "./sizes.ts";
import { writesStatus } from "./status.ts";

export function planValues(installation: Installation): Readonly<Record<string, unknown>> {
  const { namespace, sizing, servers, site, watch, gatewayApi } = installation;
  const { gateway, controller, discovery } = sizing;
  // Pod by pod: `global.imagePullSecrets` reaches none of these (higress v2.2.4, helm/core/templates/_pod.tpl:23,
  // controller-deployment.yaml:27).
  const secrets = pullSecrets(site.higress);
  const annotations = controllerAnnotations(installation);
  return {
    global: { ...globals(installation), ...serverGlobals(servers, secrets) },
    // The chart renders null here, and pilot then takes `istio-system` (higress v2.2.4, helm/core/templates/configmap.yaml:21).
    meshConfig: { rootNamespace: namespace },
    gateway: {
      ...pods(installation),
      rollingMaxSurge: gateway.surge,
      resources: requestsAndLimits(gateway),
      rbac: { enabled: false },
      // The program registers it (access.ts).
      serviceAccount: { create: false, name: chartNames.gateway },
      service: planService(installation),
      ...secrets,
      securityContext: gatewaySecurity,
      podAnnotations: { ...gatewayAnnotations(installation), ...topology(installation) },
      ...(mostGateways(sizing) > 1 && { topologySpreadConstraints: spread(namespace) }),
    },
    controller: {
      ...(installation.suspended === true
        ? { replicas: 0 }
        : controller.replicas > 1 && { replicas: controller.replicas }),
      resources: requestsAndLimits(controller),
      // ACME works for class `higress` only and wants writes to Secrets and Ingresses (higress v2.2.4, pkg/cert/ingress.go:33-37).
      automaticHttps: { enabled: false },
      ...secrets,
      ...(annotations && { podAnnotations: annotations }),
      podSecurityContext: { runAsNonRoot: true, seccompProfile },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
      // `watchNamespace` does not reach what reads the Gateway API: it would list Secrets of every namespace (higress v2.2.4,
      // pkg/ingress/kube/gateway/istio/controller.go:199-235).
      ...(gatewayApi && watch === "own" && { env: { ISTIO_WATCH_NAMESPACE: namespace } }),
    },
    pilot: {
      // The chart gives no limits here, and a quota on limits then refuses the pod.
      resources: requestsAndLimits(discovery),
      // An Istio Gateway of another namespace must not attach itself to these pods by their label (higress v2.2.4,
      // helm/core/templates/controller-deployment.yaml).
      env: { PILOT_SCOPE_GATEWAY_TO_NAMESPACE: "true" },
    },
    ...serverValues(installation, secrets),
  };
}

/** With an autoscaler the chart renders no `replicas` (autoscaling.ts). */
const pods = ({ sizing: { gateway, autoscaling }, suspended }: Installation) =>
  autoscaling === false || suspended === true
    ? { replicas: suspended === true ? 0 : gateway.replicas }
    : {
        autoscaling: {
          enabled: true,
          minReplicas: gateway.replicas,
          maxReplicas: autoscaling.max,
          targetCPUUtilizationPercentage: autoscaling.targetCpu,
        },
      };

function globals(installation: Installation): Readonly<Record<string, unknown>> {
  const { id, namespace, watch, gatewayApi, protocols, site } = installation;
  const priorityClass = installation.priorityClass ?? site.higress.priorityClass;
  return {
    ingressClass: installation.ingressClass ?? ingressClass(id),
    // Cluster-wide, so the stack's own (base.ts).
    createIngressClass: false,
    ...(watch === "own" && { watchNamespace: namespace }),
    // Written out for both answers: the Role has the right only where this is true.
    enableStatus: writesStatus(installation),
    enableGatewayAPI: gatewayApi,
    // A class of its own: controllers that share one put each other's Gateways on their own pods (higress#3883).
    ...(gatewayApi && { gatewayClass: gatewayClass(id) }),
    // Without this and the above, pilot reads no Istio object at all: whoever may write one cannot reach a gateway with it. The
    // price is that the chart's one EnvoyFilter (its custom error responses) does nothing (higress v2.2.4,
    // helm/core/templates/configmap.yaml:23-27, higress#3821).
    enableIstioAPI: false,
    proxy: { clusterDomain: site.cluster.dnsDomain },
    ...(protocols?.http2 === false && { disableAlpnH2: true }),
    ...(protocols?.proxy === true && { enableProxyProtocol: true }),
    ...(priorityClass !== undefined && { priorityClassName: priorityClass }),
    ...(site.higress.hub !== undefined && { hub: site.higress.hub }),
  };
}

/**
 * The gateway's agent reads it once, when a pod starts, and so an annotation of the pods it is: another number then makes them anew
 * (pilot-agent of Higress's Istio 1.27, pilot/cmd/pilot-agent/config/config.go; istio.mesh.v1alpha1 Topology).
 */
const topology = ({ protocols: { hops = 0 } = {} }: Installation): Strings =>
  hops === 0 ? {} : { "proxy.istio.io/config": JSON.stringify({ gatewayTopology: { numTrustedProxies: hops } }) };

const seccompProfile = { type: "RuntimeDefault" };

/** Replaces the chart's block as a whole, so the port setting that lets Envoy open 80 and 443 without root is repeated. */
const gatewaySecurity = { sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }], seccompProfile };

/** Apart by node and by zone where there are several; never so strictly that a small cluster could not run them. */
const spread = (namespace: string) =>
  ["kubernetes.io/hostname", "topology.kubernetes.io/zone"].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: gatewayPods(namespace) },
  }));
