/**
 * `npm run images`: every image that a fleet pulls and where to copy it from, for a mirror in a private registry.
 * `-- --stack NAME` asks for the region of one stack (`test` where nothing is named), `-- fleets/prod.yaml` for all regions.
 * Standard output has the images alone, for a shell loop; chart and CRDs, which are no images, go to standard error.
 */
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { readFleet } from "../../fleets/read.ts";
import { formatFaults, planFleet } from "../../plan/index.ts";
import { readStackFile } from "../stack-file.ts";
import { chartLine, chartOfFleet } from "./chart.ts";
import { neededImages } from "./images.ts";
import { imageLines } from "./print.ts";

/** No image depends on them. */
const surroundings = { crds: [], chartDigest: "", narrowDigest: "" };

interface Asked {
  readonly fleet: string;
  /** Absent: all that the fleet has. */
  readonly region?: string;
}

function asked(files: readonly string[], stack: string | undefined): Asked {
  const [fleet, ...more] = files;
  if (more.length > 0 || (fleet !== undefined && stack !== undefined)) {
    throw new Error(
      "Name one stack or one fleet file: npm run images -- --stack prod, or npm run images -- fleets/prod.yaml",
    );
  }
  const named = /^Pulumi\.(.+)\.ya?ml$/.exec(basename(fleet ?? ""))?.[1];
  if (named !== undefined) throw new Error(`${fleet ?? ""} is a stack file: npm run images -- --stack ${named}`);
  return fleet === undefined ? readStackFile(`Pulumi.${stack ?? "test"}.yaml`) : { fleet };
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { stack: { type: "string", short: "s" }, json: { type: "boolean", default: false } },
  });
  const { fleet: file, region } = asked(positionals, values.stack);
  const read = readFleet(file);
  if ("faults" in read) throw new Error(formatFaults(read.faults));
  const { fleet } = read;
  const { chart, crds } = fleet.higress;
  const regions = region === undefined ? Object.keys(fleet.regions).toSorted() : [region];
  const table = chartOfFleet(chart);
  const images = neededImages(
    regions.map((each) => planFleet(fleet, each, surroundings)),
    table,
  );
  if (values.json) {
    const source = { name: table.chart, version: table.version, ...chart };
    console.log(JSON.stringify({ fleet: file, regions, chart: source, crds, images }, null, 2));
  } else {
    console.error(`chart  ${chartLine(chart, table)}`);
    console.error(`CRDs   ${crds}`);
    for (const line of imageLines(images)) console.log(line);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
