/** Something wrong in what people wrote, told in their own terms. */

/** Where a value stands in the fleet: `["tenants", 2, "hosts", 0]`. */
export type FleetPath = readonly (string | number)[];

/** A fault found by a check, before its place in the files is known. */
export interface Finding {
  readonly path: FleetPath;
  /** What is wrong, with the offending value quoted by JSON.stringify. Never a secret. */
  readonly message: string;
  /** What to do about it, as an imperative sentence. */
  readonly remedy: string;
}

export interface Fault extends Finding {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** `tenants[2].hosts[0]`, `entry.quota["requests.cpu"]` */
export function formatPath(path: FleetPath): string {
  return path.map(formatStep).join("");
}

function formatStep(step: string | number, at: number): string {
  if (typeof step === "number" || !/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
  return at === 0 ? step : `.${step}`;
}

/** One fault, two lines: place and problem, then the way out. */
export function formatFault(fault: Fault): string {
  const place = `${fault.file}:${fault.line}:${fault.column}`;
  const path = formatPath(fault.path);
  return `${place} ${path === "" ? "" : `${path}: `}${fault.message}\n    ${fault.remedy}`;
}

/** All of them under their number, as whoever wrote the file sees them. */
export function formatFaults(faults: readonly Fault[]): string {
  const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  return `${count}; nothing was registered.\n${faults.map(formatFault).join("\n")}`;
}
