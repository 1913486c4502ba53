/**
 * `npm run capacity`: what entry, gateways and tenants ask of each region's cluster, held against the capacity that the fleet file
 * declares. `-- --stack NAME` asks for the region of one stack (`test` where nothing is named), `-- fleets/prod.yaml` for all regions.
 * It needs no cluster. Exit code 1 when something does not fit, or nobody says what the cluster has.
 */
import { styleText } from "node:util";
import { readFleet } from "../../fleets/read.ts";
import { sound } from "../../fleets/sound.ts";
import { asked } from "../asked.ts";
import { command } from "../command.ts";
import { reportOf } from "./report.ts";

await command(() => {
  const { fleet: file, region } = asked("capacity", process.argv.slice(2));
  const { fleet } = sound(readFleet(file));
  const regions = region === undefined ? Object.keys(fleet.regions).toSorted() : [region];
  for (const [at, each] of regions.entries()) {
    if (at > 0) console.log("");
    const { lines, faults } = reportOf(fleet, each, file);
    for (const line of lines) console.log(line);
    if (faults.length === 0) continue;
    process.exitCode = 1;
    console.log("");
    // Colour where standard output is a terminal that has it, and nobody asked for none (NO_COLOR).
    for (const line of faults) console.log(line === "" ? line : styleText("red", line));
  }
});
