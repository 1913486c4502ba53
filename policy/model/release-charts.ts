/** What a chart says when nobody says anything: its default values, by chart and version. */
import { tables } from "../charts/index.ts";
import type { Tree } from "./shape.ts";

/** Made from a chart by `npm run chart:values`. */
export interface ChartTable {
  readonly chart: string;
  /** Of the chart that is released: of the umbrella's for the charts inside it. */
  readonly version: string;
  /** Tag of the images that have none of their own. */
  readonly appVersion: string;
  /** Paths below which every key is legal, for they are copied into objects as they are: `gateway.podLabels`. */
  readonly open: readonly string[];
  /** Paths that a template reads and `values.yaml` does not have. */
  readonly undeclared: readonly string[];
  readonly defaults: Tree;
}

/**
 * @param version as Helm resolved it; what stands behind a plus sign names a build of the same version. Undefined: a
 * chart in a directory that the provider has not looked into yet, which it does before the engine asks the pack; the
 * newest is meant, as it is the version of the project's own stand-in
 */
export function chartTable(chart: string, version: string | undefined): ChartTable | undefined {
  const of = tables.filter((table) => table.chart === chart);
  if (version === undefined) return of.at(-1);
  const plain = version.replace(/^v/, "").replace(/\+.*$/, "");
  return of.find((table) => table.version === plain);
}

/** Why a default cannot be told, as the end of a sentence about it. */
export function unknownChart(chart: string, version: string | undefined): string {
  const known = tables.filter((table) => table.chart === chart).map((table) => table.version);
  return [
    `has the default of chart ${JSON.stringify(chart)}${version === undefined ? "" : ` ${JSON.stringify(version)}`}`,
    `which the pack does not know (${known.length === 0 ? "no version of it" : `only ${known.join(", ")}`})`,
    "write the value out, or add the chart with `npm run chart:values -- <its directory or archive>`",
  ].join(", ");
}
