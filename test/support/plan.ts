import { digestOf } from "../../fleets/digest.ts";
import { readFleet, readText } from "../../fleets/read.ts";
import { formatFault, parseCrds, planFleet, type Fleet, type Plan } from "../../plan/index.ts";

/** The fleet of a file that a test counts on; its faults end the test. */
export function fleetOf(path: string): Fleet {
  const result = readFleet(path);
  if ("faults" in result) throw new Error(result.faults.map(formatFault).join("\n"));
  return result.fleet;
}

/** What index.ts plans for a fleet file whose chart and CRDs are local. */
export async function planOf(path: string, region: string): Promise<Plan> {
  const fleet = fleetOf(path);
  const { chart, crds } = fleet.higress;
  const parsed = parseCrds({ file: crds, text: await readText(crds) });
  if ("faults" in parsed) throw new Error(parsed.faults.map(formatFault).join("\n"));
  return planFleet(fleet, region, {
    crds: parsed.crds,
    narrowDigest: digestOf("components/narrow.ts", "components/manifest.ts"),
    ...(chart.from === "path" ? { chartDigest: digestOf(chart.path) } : {}),
  });
}
