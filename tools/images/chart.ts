/** What decides a chart's images: its name, its version of Higress, and its own values. */
import type { Chart } from "../../plan/model/higress.ts";
import { chartSource } from "../../plan/release.ts";
import { chartTable, type ChartTable } from "../../policy/model/release-charts.ts";
import { chartBasename } from "../../policy/model/release.ts";
import { text } from "../../policy/model/shape.ts";
import { readChart } from "../chart-read.ts";
import { chartTables } from "../chart-table.ts";

/** The chart of gateway and controller, whose values are in plan/values.ts; the console's are in plan/console.ts. */
const chartName = "higress-core";
/**
 * From here on images are `{hub}/higress/{image}`; before it, the hub had `/higress` at its end (higress v2.2.1,
 * helm/core/templates/_pod.tpl).
 */
const oldest = "2.2.1";

/**
 * A chart of a fleet: read where it is a directory, and otherwise as the policy pack knows it, since a repository may be out of reach.
 * @param setting where the fleet file names it
 * @param name of the chart that it must be
 * @throws Error, for people, when it is no chart whose images can be told for certain
 */
export function chartOfFleet(chart: Chart, setting: string, name = chartName): ChartTable {
  const table = chart.from === "path" ? inDirectory(chart.path, setting, name) : published(chart, setting, name);
  const { appVersion } = table;
  if (!/^v?\d+\.\d+\.\d+/.test(appVersion) || compare(appVersion.replace(/^v/, ""), oldest) < 0) {
    throw new Error(
      `${setting} is of Higress ${JSON.stringify(appVersion)}, and how its images are called is known from ${oldest} on: take a newer chart.`,
    );
  }
  return table;
}

/** One line: which chart, and where Helm gets it. */
export function chartLine(chart: Chart, { chart: name, version }: ChartTable): string {
  const places = { repository: "repository ", oci: "", path: "directory " };
  const { chart: source, repository = source } = chartSource(chart);
  return `${name} ${version} from ${places[chart.from]}${repository}`;
}

const compare = (one: string, other: string): number => one.localeCompare(other, "en", { numeric: true });

function published(chart: Exclude<Chart, { readonly from: "path" }>, setting: string, wanted: string): ChartTable {
  const name = chartBasename(chartSource(chart).chart);
  if (name !== wanted) throw otherChart(name, setting, wanted);
  const known = chartTable(name, chart.version);
  if (known !== undefined) return known;
  throw new Error(
    `${setting} is ${JSON.stringify(name)} ${chart.version}, whose values are not known here, and they name its images. ` +
      "Get it with `helm pull` and tell its values: npm run chart:values -- <its directory or archive>.",
  );
}

function inDirectory(path: string, setting: string, wanted: string): ChartTable {
  const table = readTable(path, setting);
  if (table.chart !== wanted) throw otherChart(table.chart, setting, wanted);
  return table;
}

const otherChart = (name: string, setting: string, wanted: string): Error =>
  new Error(
    `${setting} is chart ${JSON.stringify(name)}, and the program writes values for "${wanted}" only: take that one.`,
  );

function readTable(path: string, setting: string): ChartTable {
  try {
    const chart = readChart(path);
    const [table] = chartTables(chart);
    if (table === undefined || table.chart !== chart.metadata.name) throw new Error("it only wraps other charts");
    if (text(chart.metadata.appVersion) === undefined) {
      throw new Error("its Chart.yaml has no appVersion in quotes, which is the tag of its images");
    }
    return table;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${setting}.path: ${path} cannot be taken for a chart: ${reason}.`, { cause: error });
  }
}
