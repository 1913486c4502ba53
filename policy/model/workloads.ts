/** The pods that a release of Higress makes. */
import type { Resource } from "../rule.ts";
import { effective, isConsole, isOn, isUmbrella, valuePath } from "./release.ts";
import { countOf, gatewayScale, shareOf } from "./scale.ts";

export interface Container {
  /** Value that has its requests and limits: `values.pilot.resources`. */
  readonly path: string;
  /** `requests` and `limits` as the chart renders them; undefined where it drops them. */
  readonly resources: unknown;
}

export interface Workload {
  /** Pods while it rolls out, those that it adds included; undefined: nobody can tell. */
  readonly pods: number | undefined;
  /** Value that says how many. */
  readonly path: string;
  readonly containers: readonly Container[];
}

/** The chart sets no strategy but the gateway's, so Kubernetes' own holds. */
const defaultSurge = "25%";
const surgePath = "gateway.rollingMaxSurge";

export function workloads(release: Resource): readonly Workload[] {
  if (isConsole(release)) return [consoleOf(release)];
  const container = (component: string): Container => ({
    path: valuePath(release, `${component}.resources`),
    // On one machine the chart drops the numbers of all its containers (higress v2.2.4, helm/core/templates/_pod.tpl:152-172).
    resources: isOn(release, "global.local") ? undefined : effective(release, `${component}.resources`),
  });
  const plain = (component: string, surge: string | number): Workload => {
    const path = `${component}.replicas`;
    // An autoscaled controller loses its number, and nothing scales it: Kubernetes then runs one.
    const count = isOn(release, `${component}.autoscaling.enabled`) ? 1 : countOf(effective(release, path));
    return { pods: withSurge(count, surge), path: valuePath(release, path), containers: [container(component)] };
  };
  const controller = plain("controller", defaultSurge);
  return [
    gateway(release, container("gateway")),
    { ...controller, containers: [...controller.containers, container("pilot")] },
    ...(isOn(release, "global.enablePluginServer") ? [plain("pluginServer", defaultSurge)] : []),
    // A StatefulSet, which replaces its pods in place.
    ...(isOn(release, "global.enableRedis") ? [plain("redis.redis", 0)] : []),
    ...(isUmbrella(release) ? [consoleOf(release)] : []),
  ];
}

/** No value switches it off but its number of replicas. */
function consoleOf(release: Resource): Workload {
  const inner = "higress-console";
  return {
    pods: withSurge(countOf(effective(release, "replicaCount", inner)), defaultSurge),
    path: valuePath(release, "replicaCount", inner),
    containers: [{ path: valuePath(release, "resources", inner), resources: effective(release, "resources", inner) }],
  };
}

/** Its log collector is rendered without numbers, also where the values have some. */
function gateway(release: Resource, container: Container): Workload {
  const { most, mostPath } = gatewayScale(release);
  const pods = withSurge(most, effective(release, surgePath));
  const collector = { path: valuePath(release, "global.o11y.enabled"), resources: undefined };
  return {
    pods,
    path: valuePath(release, most === undefined || pods !== undefined ? mostPath : surgePath),
    containers: [container, ...(isOn(release, "global.o11y.enabled") ? [collector] : [])],
  };
}

function withSurge(pods: number | undefined, surge: unknown): number | undefined {
  const more = pods === undefined ? undefined : shareOf(surge, pods, "up");
  return pods === undefined || more === undefined ? undefined : pods + more;
}
