/** Which charts there are, and who has which. */
import type { Finding, FleetPath } from "../fault.ts";
import type { Fleet } from "../model.ts";
import type { Canary, Chart } from "../model/higress.ts";
import { compareVersions, isVersion } from "../versions/version.ts";
import { installedBy } from "../versions/installed.ts";
import { oldestTarget } from "../versions/jumps.ts";
import { found, quote, quoteAll, repeated, within } from "./check.ts";

export const chartsAreSupported = ({ higress: { chart, canary } }: Fleet): readonly Finding[] => [
  ...within(["higress", "chart"], tooOld(chart)),
  ...(canary === undefined ? [] : within(["higress", "canary", "chart"], tooOld(canary.chart))),
];

/** The version of a chart in a directory stands in the chart, and Helm is the first to read it. */
function tooOld(chart: Chart): readonly Finding[] {
  if (chart.from === "path" || !isVersion(chart.version) || compareVersions(chart.version, oldestTarget) >= 0)
    return [];
  return found(["version"], {
    message: `chart ${quote(chart.version)} lacks values that the program sets, and Helm would drop them without a word`,
    remedy: `Use ${quote(oldestTarget)} or later.`,
  });
}

/** As far as their URL or path tells a version. */
export const crdsAreTheNewestCharts = ({ higress }: Fleet): readonly Finding[] => {
  const { crds } = installedBy(higress);
  const charts = [higress.chart, ...(higress.canary === undefined ? [] : [higress.canary.chart])];
  const versions = charts.flatMap((chart) =>
    chart.from !== "path" && isVersion(chart.version) ? [chart.version] : [],
  );
  const newest = versions.toSorted(compareVersions).at(-1);
  if (crds === undefined || newest === undefined || compareVersions(crds, newest) >= 0) return [];
  return found(["higress", "crds"], {
    message: `names the CRDs of ${quote(crds)}, and chart ${quote(newest)} has newer ones`,
    remedy: `Name those of ${quote(newest)}: older charts work with them.`,
  });
};

export const canaryIsAnotherChart = ({ higress: { chart, canary } }: Fleet): readonly Finding[] =>
  canary === undefined || sourceOf(canary.chart) !== sourceOf(chart)
    ? []
    : found(["higress", "canary", "chart"], {
        message: `chart ${quote(nameOf(chart))} is the chart that everybody has`,
        remedy: "Name another version, or remove higress.canary.",
      });

/** What tells it from others of the same source. */
const nameOf = (chart: Chart): string => (chart.from === "path" ? chart.path : chart.version);

const sourceOf = (chart: Chart): string => JSON.stringify(Object.entries(chart).toSorted());

export const canaryHasInstallations = ({ higress: { canary }, gateways, tenants }: Fleet): readonly Finding[] => {
  if (canary === undefined) return [];
  if (canary.gateways.length + canary.tenants.length === 0)
    return found(["higress", "canary"], {
      message: "is the chart of nobody",
      remedy: "Name tenants or gateways that have it, or remove higress.canary.",
    });
  return [...named(canary, "gateways", gateways), ...named(canary, "tenants", tenants)];
};

function named(canary: Canary, kind: "gateways" | "tenants", all: readonly { readonly id: string }[]) {
  const path: FleetPath = ["higress", "canary", kind];
  const known = all.map(({ id }) => id);
  const there = known.length === 0 ? "The fleet has none: remove it." : `Use one of ${quoteAll(known.toSorted())}.`;
  return [
    ...canary[kind].flatMap((id, at) =>
      known.includes(id) || canary[kind].indexOf(id) < at
        ? []
        : found([...path, at], {
            message: `there is no ${kind.slice(0, -1)} ${quote(id)}`,
            remedy: id === "entry" ? "The entry has higress.chart: it carries everybody's traffic. Remove it." : there,
          }),
    ),
    ...repeated(canary[kind]).map(({ value, at }) => ({
      path: [...path, at],
      message: `${quote(value)} is named twice`,
      remedy: "Name it once.",
    })),
  ];
}
