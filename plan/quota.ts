/** What one namespace may hold at most. */
import type { Servers } from "./model/servers.ts";
import type { Compute } from "./model/sizing.ts";
import { metadata } from "./metadata.ts";
import type { ResourceQuota, Strings } from "./manifests.ts";
import { formatCpu, formatMemory, parseQuantity } from "./quantity.ts";
import { nodePortCount } from "./service.ts";
import type { Installation } from "./site.ts";
import { rolloutPeak } from "./sizes.ts";

/** Up to five of the charts, the rest for backends. */
const services = 20;

/** Chart: 1. At run time: the root certificates of cluster and gateway, election locks, about 8. The rest is room. */
const configMaps = 50;

/** Helm: 3 revisions and the one being made. At run time: the gateway's CA. */
const ownSecrets = 5;

/** Helm's for its release, and its own. */
const consoleSecrets = 5;

/**
 * Compute is the rollout peak at the autoscaler's maximum and one pod more of the gateway and of each server beside it: a pod that is ending counts until it is gone, and
 * without room for it each step of a rollout would be refused until the ReplicaSet's growing back-off tries again.
 * Workloads of the tenant's own need a larger `quota` in the fleet file: nobody here can know their size.
 *
 * No counts of custom kinds: the quota controller learns them with delay, and until then the API server refuses every
 * object of the kind ("status unknown for quota", seen for more than half a minute on 1.35), which would fail the first `up`.
 */
export function planQuota(installation: Installation): ResourceQuota {
  const { sizing, servers, exposure, room } = installation;
  const storage = storageOf(servers);
  const peak = rolloutPeak(sizing);
  const ending = [sizing.gateway, ...(sizing.beside ?? [])];
  const cpu = formatCpu(total([peak, ...ending], "cpu"));
  const memory = formatMemory(total([peak, ...ending], "memory"));
  const loadBalancers = exposure.type === "load-balancer" ? 1 : 0;
  const computed: Strings = {
    configmaps: String(configMaps),
    "count/ingresses.networking.k8s.io": String(room.ingresses),
    "limits.cpu": cpu,
    "limits.memory": memory,
    persistentvolumeclaims: storage === undefined ? "0" : "1",
    pods: String(peak.pods + ending.length),
    "requests.cpu": cpu,
    "requests.memory": memory,
    "requests.storage": storage ?? "0",
    secrets: String(ownSecrets + (servers.console ? consoleSecrets : 0) + room.secrets),
    services: String(services),
    "services.loadbalancers": String(loadBalancers),
    "services.nodeports": String(nodePortCount(installation)),
  };
  return {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: metadata(installation, "quota"),
    spec: { hard: { ...computed, ...installation.quota } },
  };
}

/** As the API server writes it: a refresh would else see a change where there is none. */
function storageOf({ redis }: Servers): string | undefined {
  if (redis?.storage === undefined) return undefined;
  const size = parseQuantity(redis.storage.size);
  if (size === undefined) throw new Error(`"${redis.storage.size}" is no quantity`);
  return formatMemory(size);
}

function total(all: readonly Compute[], key: keyof Compute): bigint {
  return all.reduce((sum, each) => {
    const amount = parseQuantity(each[key]);
    if (amount === undefined) throw new Error(`"${each[key]}" is no quantity`);
    return sum + amount;
  }, 0n);
}
