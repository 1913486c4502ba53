import { readFleet } from "../../fleets/read.ts";
import { formatFault, type Fleet } from "../../plan/index.ts";

/** The fleet of a file that a test counts on; its faults end the test. */
export function fleetOf(path: string): Fleet {
  const result = readFleet(path);
  if ("faults" in result) throw new Error(result.faults.map(formatFault).join("\n"));
  return result.fleet;
}
