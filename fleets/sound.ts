/** What was read, where nothing is wrong with it. */
import { formatFaults, type Fault } from "../plan/index.ts";

interface Faulty {
  readonly faults: readonly Fault[];
}

/** @throws Error with every fault, for people */
export function sound<T extends object>(read: T | Faulty): T {
  if (isFaulty(read)) throw new Error(formatFaults(read.faults));
  return read;
}

const isFaulty = (read: object): read is Faulty => "faults" in read;
