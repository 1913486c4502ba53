/** The Service of a gateway: who reaches it, and by which ports. Its pods listen on 80 and 443 in every case. */
import type { ServicePorts } from "./model/gateway.ts";
import type { Exposure, Installation } from "./site.ts";

/**
 * Those of the chart's pods. A policy judges these, whatever the Service's are
 * (kubernetes.io/docs/concepts/services-networking/network-policies).
 */
const podPorts = { http: 80, https: 443 } as const;

/** What the chart's Service has. */
const standardPorts: ServicePorts = podPorts;

/** The chart's names, by which Istio tells the protocol. */
const names = { http: "http2", https: "https" } as const;

const protocols = ["http", "https"] as const;

const servedBy = ({ ports = standardPorts }: Pick<Installation, "ports">) =>
  protocols.flatMap((protocol) => {
    const port = ports[protocol];
    return port === false ? [] : [{ protocol, port }];
  });

/** Ports of the pods that clients are let in by. */
export const openPorts = (installation: Pick<Installation, "ports">): readonly number[] =>
  servedBy(installation).map(({ protocol }) => podPorts[protocol]);

/** Node ports that the Service takes: one for each of its ports, for a load balancer too (quota evaluator of Kubernetes). */
export const nodePortCount = (installation: Pick<Installation, "exposure" | "ports">): number =>
  installation.exposure.type === "cluster" ? 0 : servedBy(installation).length;

/** `gateway.service` of the chart. */
export const planService = (installation: Installation): Readonly<Record<string, unknown>> => ({
  ...typeOf(installation.exposure),
  ...portsOf(installation),
});

function typeOf(exposure: Exposure): Readonly<Record<string, unknown>> {
  if (exposure.type === "cluster") return { type: "ClusterIP" };
  // Keeps the client's address, which the policy `clients` and every address rule of a route judge.
  const externalTrafficPolicy = "Local";
  if (exposure.type === "node-port") return { type: "NodePort", externalTrafficPolicy };
  const { sourceCidrs, serviceAnnotations, loadBalancer } = exposure;
  return {
    type: "LoadBalancer",
    externalTrafficPolicy,
    ...(sourceCidrs.every((cidr) => cidr.endsWith("/0")) ? {} : { loadBalancerSourceRanges: sourceCidrs }),
    ...(loadBalancer?.class !== undefined && { loadBalancerClass: loadBalancer.class }),
    ...(loadBalancer?.address !== undefined && { loadBalancerIP: loadBalancer.address }),
    ...(Object.keys(serviceAnnotations).length > 0 && { annotations: serviceAnnotations }),
  };
}

/** The whole list or none of it: Helm puts no list over another. `targetPort` stays the pods', which `httpPort` alone would miss. */
function portsOf(installation: Installation): Readonly<Record<string, unknown>> {
  const { exposure } = installation;
  const nodePorts = ("nodePorts" in exposure ? exposure.nodePorts : undefined) ?? {};
  const served = servedBy(installation);
  const isStandard =
    served.length === protocols.length && served.every(({ protocol, port }) => port === standardPorts[protocol]);
  if (isStandard && Object.keys(nodePorts).length === 0) return {};
  return {
    ports: served.map(({ protocol, port }) => {
      const nodePort = nodePorts[protocol];
      return {
        name: names[protocol],
        port,
        protocol: "TCP",
        targetPort: podPorts[protocol],
        ...(nodePort !== undefined && { nodePort }),
      };
    }),
  };
}
