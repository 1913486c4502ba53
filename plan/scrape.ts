/** How Prometheus finds the metrics of an installation: PodMonitors for its operator, or annotations on the pods. */
import { metadata } from "./metadata.ts";
import type { KubernetesObject, LabelSelector, Strings } from "./manifests.ts";
import type { PodMonitors } from "./model/monitoring.ts";
import { chartNames } from "./names.ts";
import { controllers, gateways } from "./network/peers.ts";
import type { Installation } from "./site.ts";

/** Of the Prometheus operator. */
export interface PodMonitor extends KubernetesObject<"monitoring.coreos.com/v1", "PodMonitor"> {
  readonly spec: {
    readonly selector: LabelSelector;
    readonly sampleLimit?: number;
    readonly podMetricsEndpoints: readonly {
      /** Name of a port that the pods have. */
      readonly port: string;
      readonly path: string;
      /** A duration of Prometheus: `30s`. */
      readonly interval: string;
      /** Whether labels of the samples go before those of the target. */
      readonly honorLabels: boolean;
      readonly relabelings?: readonly {
        readonly sourceLabels: readonly string[];
        readonly regex: string;
        readonly replacement: string;
        readonly targetLabel: string;
      }[];
    }[];
  };
}

/** Envoy's and its agent's in one answer, as the chart's own annotations have it (higress v2.2.4, helm/core/values.yaml). */
export const gatewayMetrics = { port: 15020, path: "/stats/prometheus" } as const;
/** Pilot's; `higress-core` has none of its own (istio.io/latest/docs/ops/deployment/application-requirements). */
export const controllerMetrics = { port: 15014, path: "/metrics" } as const;

/** Those of the gateway pods under `gateway`, of the controller under `controller`. */
export function planPodMonitors(installation: Installation): readonly PodMonitor[] {
  const scrape = installation.site.monitoring?.scrape;
  if (scrape?.by !== "pod-monitor") return [];
  const { namespace } = installation;
  return [
    podMonitor(installation, scrape, {
      name: chartNames.gateway,
      selector: gateways(namespace),
      endpoint: { port: "istio-prom", path: gatewayMetrics.path },
    }),
    podMonitor(installation, scrape, {
      name: chartNames.controller,
      selector: controllers,
      endpoint: {
        // The port of the metrics has no name in the chart, and no number that every version declares: the pod is found by
        // another port of it.
        port: "http",
        path: controllerMetrics.path,
        relabelings: [
          {
            sourceLabels: ["__address__"],
            regex: "(.+):[0-9]+",
            replacement: `$1:${controllerMetrics.port}`,
            targetLabel: "__address__",
          },
        ],
      },
    }),
  ];
}

type Endpoint = PodMonitor["spec"]["podMetricsEndpoints"][number];

interface Pods {
  readonly name: string;
  readonly selector: PodMonitor["spec"]["selector"];
  readonly endpoint: Omit<Endpoint, "interval" | "honorLabels">;
}

function podMonitor(installation: Installation, scrape: PodMonitors, { name, selector, endpoint }: Pods): PodMonitor {
  const own = metadata(installation, name);
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PodMonitor",
    metadata: { ...own, labels: { ...scrape.labels, ...own.labels } },
    spec: {
      selector,
      ...(installation.role === "tenant" && { sampleLimit: scrape.sampleLimit }),
      // What a pod says of itself must not stand in for another tenant's namespace or pod.
      podMetricsEndpoints: [{ ...endpoint, interval: `${scrape.interval}s`, honorLabels: false }],
    },
  };
}

/** Annotations of the gateway pods: the chart has them by default, also where nobody could reach what they point to. */
export const gatewayAnnotations = ({ site }: Installation): Strings =>
  site.monitoring?.scrape.by === "annotations" ? annotations(gatewayMetrics) : { "prometheus.io/scrape": "false" };

/** Of the controller's; the chart has none. */
export const controllerAnnotations = ({ site }: Installation): Strings | undefined =>
  site.monitoring?.scrape.by === "annotations" ? annotations(controllerMetrics) : undefined;

const annotations = ({ port, path }: { readonly port: number; readonly path: string }): Strings => ({
  "prometheus.io/scrape": "true",
  "prometheus.io/port": String(port),
  "prometheus.io/path": path,
});
