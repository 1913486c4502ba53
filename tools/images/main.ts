/**
 * `npm run images`: every image that a fleet pulls and where to copy it from, for a mirror in a private registry.
 * `-- --stack NAME` asks for the region of one stack (`test` where nothing is named), `-- fleets/prod.yaml` for all regions.
 * Standard output has the images alone, for a shell loop; chart and CRDs, which are no images, go to standard error.
 */
import { readFleet } from "../../fleets/read.ts";
import { sound } from "../../fleets/sound.ts";
import { installationsOf, planFleet } from "../../plan/index.ts";
import type { Chart } from "../../plan/model/higress.ts";
import { chartNames } from "../../plan/names.ts";
import { chartOf, consoleChart } from "../../plan/release.ts";
import { asked } from "../asked.ts";
import { command } from "../command.ts";
import { chartLine, chartOfFleet } from "./chart.ts";
import { neededImages } from "./images.ts";
import { imageLines } from "./print.ts";

/** The console's chart, which stands beside one of Higress's own. */
function beside(core: Chart) {
  const chart = consoleChart(core);
  return { chart, table: chartOfFleet(chart, "the console's chart beside higress.chart", chartNames.console) };
}

/** No image depends on them. */
const surroundings = { crds: [], chartDigest: () => "", narrowDigest: "" };

await command(() => {
  const { fleet: file, region, given } = asked("images", process.argv.slice(2), ["json"]);
  const { fleet } = sound(readFleet(file));
  const { chart, canary, crds, gatewayApi } = fleet.higress;
  const regions = region === undefined ? Object.keys(fleet.regions).toSorted() : [region];
  const table = chartOfFleet(chart, "higress.chart");
  const second = canary && { chart: canary.chart, table: chartOfFleet(canary.chart, "higress.canary.chart") };
  const plans = regions.map((each) => planFleet(fleet, each, surroundings));
  const withConsole = plans.flatMap(installationsOf).filter((each) => each.console !== undefined);
  // Of the charts that somebody has a console by.
  const consoles = new Map(
    [...new Set(withConsole.map((each) => chartOf(fleet.higress, each)))].map((core) => [core, beside(core)]),
  );
  const images = neededImages(plans, (installation, release) => {
    const core = chartOf(fleet.higress, installation);
    const own = release === installation.console ? consoles.get(core)?.table : undefined;
    return own ?? (second && core === second.chart ? second.table : table);
  });
  if (given.has("json")) {
    const named = (of: typeof table, from: typeof chart) => ({ name: of.chart, version: of.version, ...from });
    const charts = {
      chart: named(table, chart),
      ...(second && { canary: named(second.table, second.chart) }),
      ...(consoles.size > 0 && { consoles: [...consoles.values()].map((each) => named(each.table, each.chart)) }),
    };
    const definitions = { crds, ...(gatewayApi && { gatewayApi }) };
    console.log(JSON.stringify({ fleet: file, regions, ...charts, ...definitions, images }, null, 2));
  } else {
    console.error(`chart  ${chartLine(chart, table)}`);
    if (second) console.error(`canary ${chartLine(second.chart, second.table)}`);
    console.error(`CRDs   ${crds}`);
    if (gatewayApi) console.error(`CRDs   ${gatewayApi.crds}`);
    for (const each of consoles.values()) console.error(`chart  ${chartLine(each.chart, each.table)}`);
    for (const line of imageLines(images)) console.log(line);
  }
});
