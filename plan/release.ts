/** The Helm release of one installation: which chart, with which values (values.ts). */
import type { Canary, Chart, Higress } from "./model/higress.ts";
import { chartNames, releaseName } from "./names.ts";
import type { ReleasePlan } from "./objects.ts";
import type { Installation } from "./site.ts";
import { planValues } from "./values.ts";

export function planRelease(installation: Installation): ReleasePlan {
  return {
    name: releaseName,
    namespace: installation.namespace,
    ...chartSource(chartOf(installation.site.higress, installation)),
    description: describe(installation, chartOf(installation.site.higress, installation)),
    values: planValues(installation),
  };
}

/** The chart of one installation. */
export const chartOf = ({ chart, canary }: Higress, who: Pick<Installation, "role" | "id">): Chart =>
  canary !== undefined && hasCanary(canary, who) ? canary.chart : chart;

const hasCanary = ({ gateways, tenants }: Canary, { role, id }: Pick<Installation, "role" | "id">): boolean =>
  role !== "entry" && (role === "gateway" ? gateways : tenants).includes(id);

/** How Helm is told where the chart is. */
export function chartSource(chart: Chart): Pick<ReleasePlan, "chart" | "repository" | "version"> {
  switch (chart.from) {
    case "repository":
      return { chart: chart.name, repository: chart.repository, version: chart.version };
    case "oci":
      return { chart: chart.reference, version: chart.version };
    case "path":
      return { chart: chart.path };
  }
}

/** The console's chart: beside Higress's own, wherever that is, and of the same version. */
export function consoleChart(chart: Chart): Chart {
  const { console: name } = chartNames;
  const beside = (place: string): string => place.replace(/[^/]+\/*$/, name);
  switch (chart.from) {
    case "repository":
      return { ...chart, name };
    case "oci":
      return { ...chart, reference: beside(chart.reference) };
    case "path":
      return { ...chart, path: beside(chart.path) };
  }
}

/**
 * Shows up in `helm history`, and makes a change of chart or post-renderer under an old number a change of the release:
 * neither's content is among its inputs otherwise.
 */
export function describe({ site: { digests } }: Installation, chart: Chart): string {
  const { chart: source, version } = chartSource(chart);
  const name = source.split("/").at(-1) ?? source;
  const digest = chart.from === "path" ? digests.chart(chart.path) : undefined;
  return [
    version === undefined ? name : `${name} ${version}`,
    ...(digest === undefined ? [] : [`chart sha256:${digest}`]),
    `narrowed sha256:${digests.narrow}`,
  ].join(", ");
}
