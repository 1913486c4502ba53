/** The Helm release of one installation: which chart, with which values (values.ts). */
import type { Chart } from "./model.ts";
import { releaseName } from "./names.ts";
import type { ReleasePlan } from "./objects.ts";
import type { Installation, Site } from "./site.ts";
import { planValues } from "./values.ts";

export function planRelease(installation: Installation): ReleasePlan {
  return {
    name: releaseName,
    namespace: installation.namespace,
    ...chartSource(installation.site.higress.chart),
    description: description(installation.site),
    values: planValues(installation),
  };
}

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

/**
 * Shows up in `helm history`, and makes a change of chart or post-renderer under an old number a change of the release:
 * neither's content is among its inputs otherwise.
 */
function description({ higress: { chart }, digests }: Site): string {
  const { chart: source, version } = chartSource(chart);
  const name = source.split("/").at(-1) ?? source;
  return [
    version === undefined ? name : `${name} ${version}`,
    ...(digests.chart === undefined ? [] : [`chart sha256:${digests.chart}`]),
    `narrowed sha256:${digests.narrow}`,
  ].join(", ");
}
