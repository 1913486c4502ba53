import type { Compute, Size } from "./model.ts";
import { formatCpu, formatMemory, parseQuantity } from "./quantity.ts";

/** What one Higress installation of a size asks for: requests equal limits, so that the quota is the same for both. */
export interface Sizing {
  readonly gateway: Compute & { readonly replicas: number };
  /** Container `higress-core` of the controller pod. */
  readonly controller: Compute;
  /** Container `discovery` of the controller pod; without numbers of its own a quota refuses the pod. */
  readonly pilot: Compute;
}

/**
 * Gateway numbers follow the environments table of seed 000 section 8.1 (dev, test, staging, prod);
 * `l` has the chart's own numbers for the controller pod (chart 2.2.4 values.yaml).
 */
export const sizes: Readonly<Record<Size, Sizing>> = {
  xs: {
    gateway: { replicas: 1, cpu: "200m", memory: "256Mi" },
    controller: { cpu: "100m", memory: "256Mi" },
    pilot: { cpu: "100m", memory: "256Mi" },
  },
  s: {
    gateway: { replicas: 2, cpu: "500m", memory: "512Mi" },
    controller: { cpu: "250m", memory: "512Mi" },
    pilot: { cpu: "250m", memory: "512Mi" },
  },
  m: {
    gateway: { replicas: 2, cpu: "1", memory: "1Gi" },
    controller: { cpu: "500m", memory: "1Gi" },
    pilot: { cpu: "500m", memory: "1Gi" },
  },
  l: {
    gateway: { replicas: 3, cpu: "2", memory: "2Gi" },
    controller: { cpu: "1", memory: "2Gi" },
    pilot: { cpu: "500m", memory: "2Gi" },
  },
};

/** Gateway pods a rollout may add at once (`gateway.rollingMaxSurge`); the chart's 100 % would double the quota. */
export const gatewaySurge = 1;

/** Controller pods a rollout adds: the chart sets no strategy, so Kubernetes' 25 % of one pod, rounded up. */
const controllerSurge = 1;

export interface Peak {
  readonly cpu: string;
  readonly memory: string;
  readonly pods: number;
}

/** The most an installation of this size holds at once: every pod, and those a rollout of all parts adds. */
export function rolloutPeak(size: Size): Peak {
  const { gateway, controller, pilot } = sizes[size];
  const gateways = gateway.replicas + gatewaySurge;
  const controllers = 1 + controllerSurge;
  const sum = (key: keyof Compute) =>
    BigInt(gateways) * thousandths(gateway[key]) +
    BigInt(controllers) * (thousandths(controller[key]) + thousandths(pilot[key]));
  return { cpu: formatCpu(sum("cpu")), memory: formatMemory(sum("memory")), pods: gateways + controllers };
}

function thousandths(quantity: string): bigint {
  const value = parseQuantity(quantity);
  if (value === undefined) throw new Error(`sizes.ts: "${quantity}" is no quantity`);
  return value;
}
