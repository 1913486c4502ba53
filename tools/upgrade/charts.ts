/** The chart that a fleet has and the one it is to have, both on this machine. */
import { mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { Fleet } from "../../plan/index.ts";
import { chartSource } from "../../plan/release.ts";
import { chartAt, pullChart, type LocalChart } from "./helm.ts";
import type { Request } from "./request.ts";

export interface Charts {
  readonly from: LocalChart;
  /** What those have who are named in `higress.canary`; absent: nobody is. */
  readonly canary?: LocalChart;
  readonly to: LocalChart;
}

type Chart = Fleet["higress"]["chart"];

/**
 * @param scratch directory for what is fetched
 * @throws Error, for people, when one cannot be had, or is not the version that was named
 */
export async function chartsOf(
  { chart, canary }: Pick<Fleet["higress"], "chart" | "canary">,
  request: Request,
  scratch: string,
): Promise<Charts> {
  const { to: version, chart: newer, fromChart } = request;
  if (newer === undefined && chart.from === "path")
    throw new Error(
      `The fleet's chart is the directory ${chart.path}, so no repository has its next version: name that with --chart DIRECTORY_OR_TGZ.`,
    );
  const from = await (fromChart === undefined ? currentOf(chart, join(scratch, "from")) : chartAt(fromChart));
  const to = await (newer === undefined ? fetched(chart, version ?? "", join(scratch, "to")) : chartAt(newer));
  if (chart.from !== "path") agree(from, chart.version, "the fleet has");
  if (version !== undefined) agree(to, version, "--to names");
  if (from.name !== to.name)
    throw new Error(
      `${to.place} is chart ${JSON.stringify(to.name)}, and the fleet has ${JSON.stringify(from.name)}: their values have nothing in common. Name the same chart.`,
    );
  return { from, to, ...(canary && { canary: await currentOf(canary.chart, join(scratch, "canary")) }) };
}

function currentOf(chart: Chart, into: string): Promise<LocalChart> {
  return chart.from === "path" ? chartAt(chart.path) : fetched(chart, chart.version, into);
}

async function fetched(chart: Chart, version: string, into: string): Promise<LocalChart> {
  mkdirSync(into);
  try {
    return await pullChart(chartSource(chart), version, into);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const elsewhere = "get it elsewhere with `helm pull` and";
    const ways: Readonly<Record<string, string>> = {
      from: `${elsewhere} name the file with --from-chart`,
      canary: `plan for others alone with --tenant`,
    };
    const way = ways[basename(into)] ?? `${elsewhere} name the file with --chart`;
    throw new Error(`Version ${version} of the chart cannot be had: ${reason}\nWithout a way there, ${way}.`, {
      cause: error,
    });
  }
}

function agree(chart: LocalChart, version: string, who: string): void {
  if (chart.version.replace(/^v/, "") === version.replace(/^v/, "")) return;
  throw new Error(`${chart.place} is version ${chart.version}, and ${who} ${version}: name the chart of that version.`);
}
