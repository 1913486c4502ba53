/** How many pods one Higress installation has, and what they ask for. */
import type { Servers } from "./servers.ts";

/** As Kubernetes quantities. */
export interface Compute {
  readonly cpu: string;
  readonly memory: string;
}

/** The sizes that there are without the fleet file; the numbers behind each are in sizes.ts. */
export type Size = "xs" | "s" | "m" | "l" | "xl";

/** Requests equal limits, so that the quota is the same for both. */
export interface Sizing {
  readonly gateway: GatewaySizing;
  /** Container `higress-core` of the controller pods. */
  readonly controller: ControllerSizing;
  /** Container `discovery` of the controller pod; without numbers of its own a quota refuses the pod. */
  readonly discovery: Compute;
  /** `false`: as many gateway pods as `gateway.replicas` says, whatever the load. */
  readonly autoscaling: Autoscaling | false;
  /** Absent: there is nothing else. */
  readonly beside?: readonly ServerSizing[];
}

/** A server beside the gateway. */
export interface ServerSizing extends Compute {
  readonly pods: number;
  /** Pods that a rollout adds. */
  readonly surge: number;
}

export interface ControllerSizing extends Compute {
  /** Pods. Each serves the gateways; one, which election picks, writes. */
  readonly replicas: number;
}

export interface GatewaySizing extends Compute {
  /** Pods; with autoscaling the fewest, which is the autoscaler's `minReplicas`. */
  readonly replicas: number;
  /** Pods that a rollout may add at once (`gateway.rollingMaxSurge`); the chart's 100 % would double the quota. */
  readonly surge: number;
}

/** HorizontalPodAutoscaler of the gateway. The cluster must have resource metrics (metrics-server); without them nothing scales. */
export interface Autoscaling {
  /** Most pods. */
  readonly max: number;
  /** Percent of the CPU that pods ask for which the autoscaler keeps them at, on average. */
  readonly targetCpu: number;
  readonly scaleUp: ScalingPace;
  readonly scaleDown: ScalingPace;
}

/** How fast the number of pods may change in one direction. */
export interface ScalingPace {
  /** Seconds of which the most cautious recommendation counts (`stabilizationWindowSeconds`). */
  readonly stabilization: number;
  /** Pods that may come or go within one period. */
  readonly pods: number;
  /** Seconds. */
  readonly period: number;
}

/** What is written of a sizing; the rest is the size's. */
export interface Resources {
  readonly gateway?: Partial<GatewaySizing>;
  readonly controller?: Partial<ControllerSizing>;
  readonly discovery?: Partial<Compute>;
  readonly autoscaling?: WrittenAutoscaling | false;
}

export interface WrittenAutoscaling {
  readonly max?: number;
  readonly targetCpu?: number;
  readonly scaleUp?: Partial<ScalingPace>;
  readonly scaleDown?: Partial<ScalingPace>;
}

/** A size of the fleet file's own. */
export interface OwnSize extends Resources {
  /** Has the numbers that are not written. */
  readonly base: Size;
}

/** Own sizes by name. */
export type OwnSizes = Readonly<Record<string, OwnSize>>;

/** Whoever has a size. */
export interface Sized extends Servers {
  /** One of the built-in sizes, or of the fleet file's own. */
  readonly size: string;
  /** Numbers in place of the size's. */
  readonly resources: Resources;
}
