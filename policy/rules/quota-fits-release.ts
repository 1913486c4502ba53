import { autoscalerFaults } from "../model/autoscaler.ts";
import { isLimitRange } from "../model/kinds.ts";
import { containerLimits, defaultsOf } from "../model/limit-range.ts";
import { namespaceOf } from "../model/ownership.ts";
import { dimensions, peakOf } from "../model/peak.ts";
import { formatQuantity, times } from "../model/quantity.ts";
import { boundsOf, quotasByNamespace, type Bounds } from "../model/quota.ts";
import { isInstallationRelease } from "../model/release.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

export default stackRule({
  id: "quota-fits-release",
  number: 20,
  title: "A quota holds the release at its peak: every pod, those a rollout adds, and an autoscaler's most",
  why: "A rollout that does not fit the quota hangs half done, and an autoscaler that does not fit it leaves the load unserved.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Raise the quota to the amount in the finding, or lower the gateway's replicas, autoscaling.maxReplicas, rollingMaxSurge or resources. Register the HorizontalPodAutoscaler with the numbers of the values.",
  url: ruleUrl("quota-fits-release"),
  settings: {
    headroomPercent: {
      type: "integer",
      minimum: 0,
      description: "What a quota must hold beyond the peak, in percent of it: for pods that are still ending.",
      default: 0,
    },
  },
  check: (resources, facts, { headroomPercent }) => {
    const quotas = quotasByNamespace(resources);
    const releases = resources.filter(
      (resource) => isInstallationRelease(resource, facts) && quotas.has(namespaceOf(resource) ?? ""),
    );
    if (releases.length === 0) return undefined;
    const limitRanges = Map.groupBy(resources.filter(isLimitRange), namespaceOf);
    return releases.flatMap((release) => {
      const namespace = namespaceOf(release) ?? "";
      const defaults = defaultsOf(containerLimits(limitRanges.get(namespace) ?? []));
      const { demand, open } = peakOf(release, defaults);
      const factor = 1 + headroomPercent / 100;
      const needed = (key: (typeof dimensions)[number]): bigint => times(demand[key], factor);
      return [
        ...open.map((path) => ({ path, message: "leaves open how many pods there will be", urn: release.urn })),
        ...autoscalerFaults(resources, release),
        ...exceeded(boundsOf(quotas.get(namespace) ?? []), needed, release),
      ];
    });
  },
});

/** A dimension without a bound is for quota-compute-dimensions to judge. */
const exceeded = (
  bounds: Bounds,
  needed: (key: (typeof dimensions)[number]) => bigint,
  release: Resource,
): readonly Finding[] =>
  dimensions.flatMap((key) => {
    const bound = bounds.get(key);
    const need = needed(key);
    if (bound?.amount === undefined || bound.amount >= need) return [];
    const name = JSON.stringify(release.name);
    const message = `${formatQuantity(bound.amount)} is less than the ${formatQuantity(need)} of release ${name} at its peak`;
    return [{ path: bound.path, message, urn: bound.quota.urn }];
  });
