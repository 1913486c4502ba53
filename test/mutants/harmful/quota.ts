/**
 * Budgets: what keeps one tenant from using up what is everybody's. Taking a LimitRange's defaults away is no harm: the quota
 * refuses containers that ask for nothing, and those of the releases all say what they need.
 */
import { altered, removed, set, swapped } from "../edits.ts";
import { harmful, type Harmful } from "../mutant.ts";

const quotas = "ResourceQuota tenant,gateway,entry";
const autoscalers = "HorizontalPodAutoscaler tenant,gateway,entry";
const own = "ResourceQuota tenant";
const limits = "LimitRange tenant,gateway,entry";

const compute = ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory", "pods"];
const counts = [
  ...["services", "secrets", "configmaps", "persistentvolumeclaims", "services.loadbalancers", "services.nodeports"],
  "count/ingresses.networking.k8s.io",
];
const each = (keys: readonly string[], name: string, value: unknown, where = quotas) =>
  Object.fromEntries(keys.map((key) => [`${name} ${key}`, swapped(where, `spec.hard["${key}"]`, value)]));

export const quota: readonly Harmful[] = [
  ...harmful("exhaust", ["quota"], {
    ...each(compute, "drops from the quota", undefined),
    ...each(compute, "has null in the quota for", null),
    ...each(counts, "no longer bounds", undefined, own),
    ...each(compute, "has no end of", "9000000", own),
    ...each(compute, "has a word where a number is meant for", "much", own),
    ...each(["services.loadbalancers"], "allows some", "1", own),
    ...each(["services.nodeports"], "allows some", "5", own),
    "drops the whole of the quota": set(quotas, "spec.hard", {}),
    "scales past what the quota holds": set(autoscalers, "spec.maxReplicas", 60),
    "scales down past the values": set(autoscalers, "spec.minReplicas", 1),
    "has nothing that scales it": removed(autoscalers),
    "has no quota in the quota": set(quotas, "spec.hard", undefined),
    "counts pods that ask for nothing only": set(own, "spec.scopes", ["BestEffort"]),
    "counts pods that end only": set(own, "spec.scopes", ["Terminating"]),
    "counts pods of one priority only": set(own, "spec.scopeSelector", {
      matchExpressions: [{ scopeName: "PriorityClass", operator: "In", values: ["high"] }],
    }),
  }),
  ...harmful("exhaust", ["namespace"], {
    "removes the quota": removed(own),
    "removes the limits": removed("LimitRange tenant"),
    "moves the quota into another namespace": altered(own, ({ sketch, other }) => ({
      ...sketch,
      props: {
        ...sketch.props,
        metadata: { ...(sketch.props.metadata as object), namespace: other.namespace },
      },
    })),
  }),
  ...harmful("configure", ["quota"], {
    "has no room for the pods": set(quotas, "spec.hard.pods", "2"),
    "has no room for the requested processors": set(quotas, 'spec.hard["requests.cpu"]', "100m"),
    "has no room for the requested memory": set(quotas, 'spec.hard["requests.memory"]', "64Mi"),
    "has no room for the processors at most": set(quotas, 'spec.hard["limits.cpu"]', "1"),
    "has no room for the memory at most": set(quotas, 'spec.hard["limits.memory"]', "512M"),
    "gives containers more by default than there is": swapped(limits, "spec.limits[0].default.memory", "512Gi"),
    "gives containers more by default than they may have": swapped(limits, "spec.limits[0].default.cpu", "90"),
  }),
];
