import { autoscalerFaults } from "../model/autoscaler.ts";
import { isLimitRange } from "../model/kinds.ts";
import { containerLimits, defaultsOf } from "../model/limit-range.ts";
import { namespaceOf } from "../model/ownership.ts";
import { dimensions, peakOf, type Dimension } from "../model/peak.ts";
import { formatQuantity, sum, times } from "../model/quantity.ts";
import { boundsOf, quotasByNamespace, type Bounds } from "../model/quota.ts";
import { isConsole, isFleetRelease } from "../model/release.ts";
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
      (resource) => isFleetRelease(resource, facts) && quotas.has(namespaceOf(resource) ?? ""),
    );
    if (releases.length === 0) return undefined;
    const limitRanges = Map.groupBy(resources.filter(isLimitRange), namespaceOf);
    return sharing(releases).flatMap(({ namespace, together }) => {
      const defaults = defaultsOf(containerLimits(limitRanges.get(namespace) ?? []));
      const peaks = together.map((release) => ({ release, ...peakOf(release, defaults) }));
      const factor = 1 + headroomPercent / 100;
      const needed = (key: Dimension): bigint => times(sum(peaks.map(({ demand }) => demand[key])), factor);
      return [
        ...peaks.flatMap(({ release: { urn }, open }) =>
          open.map((path) => ({ path, message: "leaves open how many pods there will be", urn })),
        ),
        ...together.filter((one) => !isConsole(one)).flatMap((release) => autoscalerFaults(resources, release)),
        ...exceeded(boundsOf(quotas.get(namespace) ?? []), needed, together),
      ];
    });
  },
});

/** Each release with the consoles beside it, which have the same quota; a second Higress is for one-release-per-namespace to find. */
function sharing(releases: readonly Resource[]) {
  const consoles = Map.groupBy(releases.filter(isConsole), (release) => namespaceOf(release) ?? "");
  const first = releases.filter((one) => !isConsole(one));
  const alone = [...consoles].filter(([namespace]) => !first.some((one) => namespaceOf(one) === namespace));
  return [
    ...first.map((release) => {
      const namespace = namespaceOf(release) ?? "";
      return { namespace, together: [release, ...(consoles.get(namespace) ?? [])] };
    }),
    ...alone.map(([namespace, together]) => ({ namespace, together })),
  ];
}

/** A dimension without a bound is for quota-compute-dimensions to judge. */
const exceeded = (
  bounds: Bounds,
  needed: (key: Dimension) => bigint,
  together: readonly Resource[],
): readonly Finding[] =>
  dimensions.flatMap((key) => {
    const bound = bounds.get(key);
    const need = needed(key);
    if (bound?.amount === undefined || bound.amount >= need) return [];
    const names = together.map(({ name }) => JSON.stringify(name)).join(" and ");
    const who = together.length === 1 ? `release ${names} at its peak` : `releases ${names} at their peak`;
    const message = `${formatQuantity(bound.amount)} is less than the ${formatQuantity(need)} of ${who}`;
    return [{ path: bound.path, message, urn: bound.quota.urn }];
  });
