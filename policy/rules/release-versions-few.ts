import { isFleetRelease } from "../model/release.ts";
import { text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { stackRule } from "../rule.ts";

export default stackRule({
  id: "release-versions-few",
  number: 49,
  title: "The releases of a stack are of two versions of the chart at most",
  why: "The CRDs are the cluster's and of one version: every further one is a gateway that nobody has tried with them.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy: "Finish one upgrade, of all releases, before the next one begins.",
  url: ruleUrl("release-versions-few"),
  settings: {
    most: {
      type: "integer",
      minimum: 1,
      description: "How many versions there may be: the one that comes and the one that goes.",
      default: 2,
    },
  },
  check(resources, facts, { most }) {
    const releases = resources.filter((resource) => isFleetRelease(resource, facts));
    if (releases.length === 0) return undefined;
    const versions = Map.groupBy(releases, ({ props }) => text(props.version) ?? "");
    if (versions.size <= most) return [];
    // Those with the fewest releases are the stragglers, or the first to go ahead.
    const byUse = [...versions].toSorted(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1));
    const all = [...versions.keys()].toSorted().join(", ");
    return byUse
      .slice(most)
      .flatMap(([, few]) => few)
      .map(({ urn }) => ({ path: "version", message: `is one of ${versions.size} in this stack: ${all}`, urn }));
  },
});
