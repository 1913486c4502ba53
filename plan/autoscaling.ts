/**
 * The gateway's autoscaler. The chart has one, too, but without a pace: by Kubernetes' own it may drop every pod at once after a quiet
 * five minutes. So the post-renderer takes the chart's out, and the values still tell the chart that there is one: it then
 * leaves `replicas` out of the Deployment, and no upgrade resets what the autoscaler chose.
 */
import { metadata } from "./metadata.ts";
import type { KubernetesObject } from "./manifests.ts";
import type { ScalingPace } from "./model/sizing.ts";
import { chartNames } from "./names.ts";
import type { Installation } from "./site.ts";

export interface HorizontalPodAutoscaler extends KubernetesObject<"autoscaling/v2", "HorizontalPodAutoscaler"> {
  readonly spec: {
    readonly scaleTargetRef: { readonly apiVersion: "apps/v1"; readonly kind: "Deployment"; readonly name: string };
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly metrics: readonly {
      readonly type: "Resource";
      readonly resource: {
        readonly name: "cpu";
        readonly target: { readonly type: "Utilization"; readonly averageUtilization: number };
      };
    }[];
    readonly behavior: { readonly scaleUp: ScalingRules; readonly scaleDown: ScalingRules };
  };
}

interface ScalingRules {
  readonly stabilizationWindowSeconds: number;
  readonly policies: readonly { readonly type: "Pods"; readonly value: number; readonly periodSeconds: number }[];
}

/** Undefined where the number of pods is fixed; that of a suspended gateway is none, which an autoscaler does not go down to. */
export function planAutoscaler(installation: Installation): HorizontalPodAutoscaler | undefined {
  const { gateway, autoscaling } = installation.sizing;
  if (autoscaling === false || installation.suspended === true) return undefined;
  const target = { type: "Utilization", averageUtilization: autoscaling.targetCpu } as const;
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: metadata(installation, chartNames.gateway),
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: chartNames.gateway },
      minReplicas: gateway.replicas,
      maxReplicas: autoscaling.max,
      metrics: [{ type: "Resource", resource: { name: "cpu", target } }],
      behavior: { scaleUp: rules(autoscaling.scaleUp), scaleDown: rules(autoscaling.scaleDown) },
    },
  };
}

const rules = ({ stabilization, pods, period }: ScalingPace): ScalingRules => ({
  stabilizationWindowSeconds: stabilization,
  policies: [{ type: "Pods", value: pods, periodSeconds: period }],
});
