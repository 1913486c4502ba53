/** The file of proofs, read: what is in it, or every fault. */
import type { Fault } from "./fault.ts";
import { judge } from "./judge.ts";
import type { Proof } from "./model/domains.ts";
import { report } from "./report.ts";
import { proofsSchema } from "./schema/proofs.ts";
import { openFile, type File, type Unread } from "./yaml/file.ts";
import type { Source } from "./yaml/tree.ts";

export interface Proofs {
  /** Absent when there is none, or it is no map at all. */
  readonly file?: File;
  /** Whether they fit the fleet is for checks/proofs.ts to say. */
  readonly proofs: readonly Proof[];
  readonly faults: readonly Fault[];
}

/** @param source undefined when there is no file: nothing is proven then */
export function readProofs(source: Source | Unread | undefined): Proofs {
  if (source === undefined) return { proofs: [], faults: [] };
  const file = openFile(source, "the proofs");
  if (!("tree" in file)) return { proofs: [], faults: file };
  const { value, remarks } = judge(proofsSchema, [], { file, path: [], written: file.settings });
  return { file, proofs: value?.proofs ?? [], faults: report(file, remarks) };
}
