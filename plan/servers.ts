/** Servers beside a gateway: how many pods they are, and what the chart is told of them. */
import type { Beside, Servers, Storage } from "./model/servers.ts";
import type { Higress } from "./model/higress.ts";
import type { Installation } from "./site.ts";
import type { Compute, ServerSizing } from "./model/sizing.ts";

/** Of whoever may have some, and nothing else of theirs. */
export const serversOf = ({ pluginServer, redis, pageServer, console }: Beside): Beside => ({
  ...(pluginServer && { pluginServer }),
  ...(redis && { redis }),
  ...(pageServer && { pageServer }),
  ...(console && { console }),
});

/**
 * What each asks for. A Deployment of the chart rolls out by Kubernetes' 25 %, rounded up; a StatefulSet replaces in place; the page server
 * rolls out pod by pod (page-server.ts).
 */
export const besideOf = ({ pluginServer, redis, pageServer, console }: Beside): readonly ServerSizing[] => [
  ...(pluginServer
    ? [{ ...compute(pluginServer), pods: pluginServer.replicas, surge: Math.ceil(pluginServer.replicas / 4) }]
    : []),
  ...(redis ? [{ ...compute(redis), pods: 1, surge: 0 }] : []),
  ...(pageServer ? [{ ...compute(pageServer), pods: pageServer.replicas, surge: 1 }] : []),
  ...(console ? [{ ...compute(console), pods: 1, surge: 1 }] : []),
];

const compute = ({ cpu, memory }: Compute): Compute => ({ cpu, memory });

/** Requests equal limits, so that the quota is the same for both. */
export const requestsAndLimits = ({ cpu, memory }: Compute) => ({
  requests: { cpu, memory },
  limits: { cpu, memory },
});

interface PullSecrets {
  readonly imagePullSecrets?: readonly { readonly name: string }[];
}

/** As a pod has them, and every value of either chart for pods; nothing where there are none. */
export const pullSecrets = ({ imagePullSecrets }: Higress): PullSecrets =>
  imagePullSecrets.length > 0 ? { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) } : {};

/**
 * Values of chart higress-core below `global`; the switches are off in the chart, and of all its pods only Redis reads this list. A
 * gateway knows Services that a route leads to alone, as long as pilot filters them (PILOT_FILTER_GATEWAY_CLUSTER_CONFIG), and plugins
 * could not call Redis.
 */
export const serverGlobals = ({ pluginServer, redis }: Servers, secrets: PullSecrets) => ({
  ...(pluginServer && { enablePluginServer: true }),
  ...(redis && { enableRedis: true, onlyPushRouteCluster: false, ...secrets }),
});

/** Its other values. */
export const serverValues = ({ servers: { pluginServer, redis }, suspended }: Installation, secrets: PullSecrets) => ({
  ...(pluginServer && {
    pluginServer: {
      replicas: suspended === true ? 0 : pluginServer.replicas,
      resources: requestsAndLimits(pluginServer),
      ...secrets,
    },
  }),
  // Without a password: the chart would write it into a ConfigMap, for whoever may look. Who may connect, a NetworkPolicy says.
  ...(redis && {
    redis: {
      redis: {
        ...(suspended === true && { replicas: 0 }),
        resources: requestsAndLimits(redis),
        ...(redis.storage && { persistence: persistence(redis.storage) }),
      },
    },
  }),
});

const persistence = ({ size, class: storageClass }: Storage) => ({
  enabled: true,
  size,
  ...(storageClass !== undefined && { storageClass }),
});
