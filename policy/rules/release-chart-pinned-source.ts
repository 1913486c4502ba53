import { consoleName } from "../demands.ts";
import type { ChartFacts, Facts } from "../facts.ts";
import { isConsole, isFleetRelease } from "../model/release.ts";
import { installationOf, namespaceOf } from "../model/ownership.ts";
import { at, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

/** What makes Helm take another version, keep values that nobody sees here, or put objects in place by force. */
const forbidden = ["devel", "reuseValues", "forceUpdate", "replace"];

export default resourceRule({
  id: "release-chart-pinned-source",
  number: 49,
  title: "Every release takes the chart and version that the fleet has for it",
  why: "Whoever chooses the chart chooses what runs with the gateway's permissions; CRDs of another version break every other gateway.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Take chart, repository and version from higress.chart or higress.canary of the fleet file, set skipCrds, and leave the forcing options off.",
  url: ruleUrl("release-chart-pinned-source"),
  settings: {
    alsoVersions: {
      type: "array",
      items: { type: "string" },
      description: "Versions that are allowed besides the fleet's, while one is being replaced.",
      default: [] as readonly string[],
    },
    crdOwners: {
      type: "array",
      items: { type: "string" },
      description: "Namespaces whose release installs the CRDs; none where the stack registers them itself.",
      default: [] as readonly string[],
    },
  },
  check(resource, facts, { alsoVersions, crdOwners }) {
    if (!isFleetRelease(resource, facts)) return undefined;
    const options = forbidden
      .filter((option) => (resource.props[option] ?? false) !== false)
      .map((option): Finding => ({ path: option, message: "is set" }));
    const ownsCrds = crdOwners.includes(namespaceOf(resource) ?? "");
    const crds = ownsCrds || resource.props.skipCrds === true ? [] : [{ path: "skipCrds", message: "is not true" }];
    const found = source(resource, facts).filter(
      ({ path }) => path !== "version" || !alsoVersions.includes(text(resource.props.version) ?? ""),
    );
    return [...found, ...options, ...crds, ...signature(resource)];
  },
});

/** Whoever names the keys wants the chart's signature to be looked at. */
const signature = ({ props }: Resource): readonly Finding[] =>
  (props.keyring ?? "") !== "" && props.verify !== true
    ? [{ path: "verify", message: "is not true, though there are keys" }]
    : [];

/** The console's chart stands where Higress's own does, under its own name and in the same version. */
const besideIt = (chart: ChartFacts): ChartFacts => ({ ...chart, name: chart.name.replace(/[^/]+\/*$/, consoleName) });

function source(resource: Resource, facts: Facts): readonly Finding[] {
  const { props } = resource;
  const own = installationOf(resource, facts);
  const chosen = own?.chart ?? facts.chart;
  const chart = isConsole(resource) ? besideIt(chosen) : chosen;
  const whose = chosen === facts.chart ? "the fleet's" : `that of ${own?.role ?? ""} ${own?.id ?? ""}`;
  const pinned: readonly (readonly [path: string, found: unknown, expected: string | undefined])[] = [
    ["chart", props.chart, chart.name],
    ["repositoryOpts.repo", at(props, "repositoryOpts", "repo") ?? undefined, chart.repository],
    // The provider writes down the version that it found in a local chart: there it says nothing.
    ...(chart.version === undefined ? [] : [["version", props.version, chart.version] as const]),
  ];
  return pinned.flatMap(([path, found, expected]) => {
    if (found === expected) return [];
    // What was found is not quoted: a repository's URL may hold a password.
    return [{ path, message: expected === undefined ? "is set" : `is not ${whose}, ${JSON.stringify(expected)}` }];
  });
}
