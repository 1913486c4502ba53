import type { Facts } from "../facts.ts";
import { isInstallationRelease } from "../model/release.ts";
import { at } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

/** What makes Helm take another version, or put objects in place by force. */
const forbidden = ["devel", "disableWebhooks", "forceUpdate", "replace"];

export default resourceRule({
  id: "release-chart-pinned-source",
  number: 49,
  title: "Every release takes the fleet's one chart in its one version",
  why: "Whoever chooses the chart chooses what runs with the gateway's permissions; CRDs of another version break every other gateway.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Take chart, repository and version from higress.chart of the fleet file, set skipCrds, and leave the forcing options off.",
  url: ruleUrl("release-chart-pinned-source"),
  check(resource, facts) {
    if (!isInstallationRelease(resource, facts)) return undefined;
    const options = forbidden
      .filter((option) => (resource.props[option] ?? false) !== false)
      .map((option): Finding => ({ path: option, message: "is set" }));
    const crds = resource.props.skipCrds === true ? [] : [{ path: "skipCrds", message: "is not true" }];
    return [...source(resource, facts), ...options, ...crds];
  },
});

function source({ props }: Resource, { chart }: Facts): readonly Finding[] {
  const pinned: readonly (readonly [path: string, found: unknown, expected: string | undefined])[] = [
    ["chart", props.chart, chart.name],
    ["repositoryOpts.repo", at(props, "repositoryOpts", "repo") ?? undefined, chart.repository],
    // The provider writes down the version that it found in a local chart: there it says nothing.
    ...(chart.version === undefined ? [] : [["version", props.version, chart.version] as const]),
  ];
  return pinned.flatMap(([path, found, expected]) => {
    if (found === expected) return [];
    // What was found is not quoted: a repository's URL may hold a password.
    return [{ path, message: expected === undefined ? "is set" : `is not the fleet's, ${JSON.stringify(expected)}` }];
  });
}
