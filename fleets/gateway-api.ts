/** Reads the CRDs of the Gateway API, for whoever has said where they are. */
import {
  chartsWithGatewayApi,
  parseChartVersion,
  parseGatewayApi,
  type CrdResult,
  type Fleet,
  type ServingChart,
} from "../plan/index.ts";
import { readText } from "./read.ts";

/**
 * None where the fleet has nothing to do with the Gateway API.
 * @param file the fleet's own, for messages
 * @throws Error when one of the files cannot be read
 */
export async function readGatewayApi(fleet: Fleet, file: string): Promise<CrdResult> {
  const { gatewayApi } = fleet.higress;
  if (gatewayApi === undefined) return { crds: [] };
  const charts = await Promise.all(chartsWithGatewayApi(fleet).map((chart) => versionOf(chart, file)));
  return parseGatewayApi({ file: gatewayApi.crds, text: await readText(gatewayApi.crds) }, charts);
}

async function versionOf(chart: Fleet["higress"]["chart"], file: string): Promise<ServingChart> {
  if (chart.from !== "path") return { file, version: chart.version };
  const inside = `${chart.path}/Chart.yaml`;
  return { file: inside, version: parseChartVersion(await readText(inside)) };
}
