/** From a fleet file to the plan of one of its regions. */
import { formatFaults, parseCrds, planFleet, type Fault, type Plan } from "../plan/index.ts";
import { digestOf } from "./digest.ts";
import { readFleet, readText } from "./read.ts";

/**
 * @param path of the fleet file, relative to the project's root, where its relative paths start too
 * @param crds file or URL to read in place of the fleet's own, for whoever has no way to the Internet
 * @throws Error with every fault of the file, for people; Error when the fleet has no such region
 */
export async function planFile(path: string, region: string, crds?: string): Promise<Plan> {
  const read = readFleet(path);
  if ("faults" in read) refuse(read.faults);
  const file = crds ?? read.fleet.higress.crds;
  const definitions = parseCrds({ file, text: await readText(file) });
  if ("faults" in definitions) refuse(definitions.faults);
  return planFleet(read.fleet, region, {
    crds: definitions.crds,
    narrowDigest: digestOf("components/narrow.ts", "components/manifest.ts"),
    chartDigest: digestOf,
  });
}

function refuse(faults: readonly Fault[]): never {
  throw new Error(formatFaults(faults));
}
