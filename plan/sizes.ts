import type {
  Autoscaling,
  Compute,
  OwnSizes,
  Resources,
  ScalingPace,
  ServerSizing,
  Size,
  Sized,
  Sizing,
} from "./model/sizing.ts";
import type { Beside } from "./model/servers.ts";
import { formatCpu, formatMemory, parseQuantity } from "./quantity.ts";
import { besideOf } from "./servers.ts";

/** Up at once, as far as twice the pods in a minute; down one pod a minute, once five minutes of load say so. */
const pace = (replicas: number): Pick<Autoscaling, "scaleUp" | "scaleDown"> => ({
  scaleUp: { stabilization: 0, pods: replicas, period: 60 },
  scaleDown: { stabilization: 300, pods: 1, period: 60 },
});

/** Where only that there is an autoscaler is said. Below 100 %, so that new pods are ready before the old ones are throttled. */
const autoscalingOf = (replicas: number): Autoscaling => ({ max: 2 * replicas, targetCpu: 70, ...pace(replicas) });

/**
 * Gateway numbers follow the environments table of seed 000 section 8.1 (dev, test, staging, prod), and each may double under load;
 * `l` has the chart's own numbers for the controller pod (chart 2.2.4 values.yaml).
 */
export const sizes: Readonly<Record<Size, Sizing>> = {
  xs: {
    gateway: { replicas: 1, cpu: "200m", memory: "256Mi", surge: 1 },
    controller: { replicas: 1, cpu: "100m", memory: "256Mi" },
    discovery: { cpu: "100m", memory: "256Mi" },
    autoscaling: false,
  },
  s: {
    gateway: { replicas: 2, cpu: "500m", memory: "512Mi", surge: 1 },
    controller: { replicas: 1, cpu: "250m", memory: "512Mi" },
    discovery: { cpu: "250m", memory: "512Mi" },
    autoscaling: autoscalingOf(2),
  },
  m: {
    gateway: { replicas: 2, cpu: "1", memory: "1Gi", surge: 1 },
    controller: { replicas: 1, cpu: "500m", memory: "1Gi" },
    discovery: { cpu: "500m", memory: "1Gi" },
    autoscaling: autoscalingOf(2),
  },
  l: {
    gateway: { replicas: 3, cpu: "2", memory: "2Gi", surge: 1 },
    controller: { replicas: 1, cpu: "1", memory: "2Gi" },
    discovery: { cpu: "500m", memory: "2Gi" },
    autoscaling: autoscalingOf(3),
  },
  xl: {
    gateway: { replicas: 4, cpu: "4", memory: "4Gi", surge: 2 },
    controller: { replicas: 1, cpu: "2", memory: "4Gi" },
    discovery: { cpu: "1", memory: "4Gi" },
    autoscaling: autoscalingOf(4),
  },
};

export const builtInSizes: readonly Size[] = ["xs", "s", "m", "l", "xl"];

/** Whether a name is that of a size. */
export const isSize = (own: OwnSizes, name: string): boolean => builtIn(name) !== undefined || Object.hasOwn(own, name);

const builtIn = (name: string): Sizing | undefined => {
  const size = builtInSizes.find((each) => each === name);
  return size && sizes[size];
};

/**
 * The numbers of somebody's size, with those in place that are written for them alone.
 * @throws Error when there is no such size, which parseFleet finds out first.
 */
export function sizingOf(own: OwnSizes, { size, resources, ...servers }: Sized & Beside): Sizing {
  const named = Object.hasOwn(own, size) ? own[size] : undefined;
  const base = builtIn(named?.base ?? size);
  if (base === undefined) throw new Error(`There is no size ${JSON.stringify(size)}.`);
  const beside = besideOf(servers);
  return { ...overridden(overridden(base, named ?? {}), resources), ...(beside.length > 0 && { beside }) };
}

function overridden(base: Sizing, { gateway, controller, discovery, autoscaling }: Resources): Sizing {
  const pods = { ...base.gateway, ...gateway };
  return {
    gateway: pods,
    controller: { ...base.controller, ...controller },
    discovery: { ...base.discovery, ...discovery },
    autoscaling: scaled(base.autoscaling, autoscaling, pods.replicas),
  };
}

function scaled(base: Sizing["autoscaling"], written: Resources["autoscaling"], replicas: number) {
  if (written === undefined || written === false) return written ?? base;
  const { scaleUp, scaleDown, ...rest } = written;
  const from = base === false ? autoscalingOf(replicas) : base;
  const merged = (own: ScalingPace, other: Partial<ScalingPace> = {}): ScalingPace => ({ ...own, ...other });
  return { ...from, ...rest, scaleUp: merged(from.scaleUp, scaleUp), scaleDown: merged(from.scaleDown, scaleDown) };
}

/** Controller pods a rollout adds: the chart sets no strategy, so Kubernetes' 25 %, rounded up. */
const controllerSurge = ({ controller }: Sizing): number => Math.ceil(controller.replicas / 4);

/** Gateway pods between rollouts, at the most. */
export const mostGateways = ({ gateway, autoscaling }: Sizing): number =>
  autoscaling === false ? gateway.replicas : Math.max(gateway.replicas, autoscaling.max);

export interface Peak {
  readonly cpu: string;
  readonly memory: string;
  readonly pods: number;
}

/** The most an installation holds at once: every pod at the autoscaler's maximum, and those a rollout of all parts adds. */
export const rolloutPeak = (sizing: Sizing): Peak =>
  total(
    sizing,
    mostGateways(sizing) + sizing.gateway.surge,
    sizing.controller.replicas + controllerSurge(sizing),
    ({ pods, surge }) => pods + surge,
  );

/** What an installation holds while nothing rolls out and the load is low. */
export const steady = (sizing: Sizing): Peak =>
  total(sizing, sizing.gateway.replicas, sizing.controller.replicas, ({ pods }) => pods);

function total(
  { gateway, controller, discovery, beside = [] }: Sizing,
  gateways: number,
  controllers: number,
  podsOf: (server: ServerSizing) => number,
): Peak {
  const sum = (key: keyof Compute) =>
    BigInt(gateways) * thousandths(gateway[key]) +
    BigInt(controllers) * (thousandths(controller[key]) + thousandths(discovery[key])) +
    beside.map((server) => BigInt(podsOf(server)) * thousandths(server[key])).reduce((all, each) => all + each, 0n);
  const servers = beside.map(podsOf).reduce((all, each) => all + each, 0);
  return { cpu: formatCpu(sum("cpu")), memory: formatMemory(sum("memory")), pods: gateways + controllers + servers };
}

function thousandths(quantity: string): bigint {
  const value = parseQuantity(quantity);
  if (value === undefined) throw new Error(`"${quantity}" is no quantity`);
  return value;
}
