/** `add`: judges the fleet with the new tenant, writes the tenant's file, and says what follows from it. */
import { closeSync, lstatSync, mkdirSync, openSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { formatFault } from "../../plan/fault.ts";
import { foreign } from "./difference.ts";
import { effectsOfComing, tellEffects } from "./effects.ts";
import { tellFloor } from "./floor.ts";
import { tellNeeds } from "./need.ts";
import { propose, type NewFile, type Proposal } from "./proposal.ts";
import type { Request } from "./request.ts";
import { isInside, readFiles, type FleetFiles } from "./sources.ts";
import type { Stack } from "./stacks.ts";
import { tenantItem } from "./written.ts";

export interface Outcome {
  readonly lines: readonly string[];
  /** Whether the tenant is in the fleet's files now. */
  readonly written: boolean;
}

/**
 * @param fleet path of the fleet file, relative to the root
 * @throws Error, for people, with all faults; nothing is written then
 */
export function addTenant(fleet: string, request: Request, stacks: readonly Stack[], root: string): Outcome {
  const files = readFiles(fleet, root);
  if (!("main" in files)) throw nothingWritten(files.faults.map(formatFault));
  const proposal = propose(files, request);
  if ("faults" in proposal) throw nothingWritten(proposal.faults);
  const effects = effectsOfComing(proposal.fleet, request.id);
  const strangers = effects.flatMap(({ changes }) => foreign(changes, request.id));
  if (strangers.length > 0) {
    const names = strangers.map(({ kind, namespace = "", name }) => `${kind} ${namespace}/${name}`).join(", ");
    throw nothingWritten([
      `the tenant would change what belongs to others: ${names}\n    This is a fault of the program: report it.`,
    ]);
  }
  if (proposal.file !== undefined) write(proposal.file, files, root);
  const tenant = proposal.fleet.tenants.find(({ id }) => id === request.id);
  const itsStacks = stacks.filter((stack) => stack.fleet === fleet && tenant?.regions.includes(stack.region));
  return {
    written: proposal.file !== undefined,
    lines: [
      ...tellFile(proposal, files),
      "",
      ...tellEffects(effects),
      "Nothing else changes.",
      ...tellFloor(proposal.fleet, request.id),
      "",
      ...(tenant === undefined ? [] : tellNeeds(tenant, proposal.fleet, itsStacks)),
    ],
  };
}

function tellFile({ file, settings }: Proposal, { main, own }: FleetFiles): readonly string[] {
  if (file !== undefined)
    return [
      `Written: ${file.path}`,
      "",
      ...file.text
        .trimEnd()
        .split("\n")
        .map((line) => `  ${line}`),
    ];
  const item = tenantItem(settings);
  if (own === undefined) {
    return [
      `Nothing is written: ${main.path} lists its tenants itself. The tenant is sound; add this to its \`tenants\`:`,
      "",
      item,
    ];
  }
  const place = `${JSON.stringify(own.pattern)} in ${main.path} leaves open where`;
  return [
    `Nothing is written: ${place} a new file belongs. The tenant is sound; write this to a file of your choice:`,
    "",
    item,
  ];
}

/** @throws Error, for people; what was there before is untouched */
function write({ path, text }: NewFile, { main }: FleetFiles, root: string): void {
  const file = join(root, path);
  const folder = dirname(file);
  if (!isInside(folder, dirname(join(root, main.path)))) {
    throw nothingWritten([
      `${dirname(path)} leads out of the folder of the fleet file\n    Replace the link by a folder.`,
    ]);
  }
  let begun = false;
  try {
    mkdirSync(folder, { recursive: true });
    const descriptor = openSync(file, "wx");
    begun = true;
    writeFileSync(descriptor, text);
    closeSync(descriptor);
  } catch (error) {
    if (begun) rmSync(file, { force: true });
    throw nothingWritten([unwritable(path, error, root)]);
  }
}

function unwritable(path: string, error: unknown, root: string): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EEXIST" && lstatSync(join(root, dirname(path)), { throwIfNoEntry: false })?.isDirectory() === true) {
    return `${path} exists already, with another tenant or none in it\n    Move it away, or choose another id.`;
  }
  // Node's message goes on with the call and the absolute path.
  const reason = error instanceof Error ? (error.message.split(",")[0] ?? "") : String(error);
  return `${path} cannot be written: ${reason}\n    Check the disk, and who may write to ${dirname(path)}.`;
}

function nothingWritten(faults: readonly string[]): Error {
  const count = faults.length === 1 ? "1 fault" : `${faults.length} faults`;
  return new Error(`${count}; nothing was written.\n${faults.join("\n")}`);
}
