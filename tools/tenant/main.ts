/**
 * `npm run tenant -- COMMAND …`: the tenants of a fleet file. `add` writes the file of the new tenant, `suspend` and `resume`
 * one line of a tenant's, `retire` one of a stack file, and the others nothing. It needs no cluster, no state and no network.
 */
import { join } from "node:path";
import { readFleet } from "../../fleets/read.ts";
import { formatFaults, type Fleet } from "../../plan/index.ts";
import { quote } from "../../plan/quote.ts";
import { nearest } from "../../plan/schema/nearest.ts";
import { addTenant } from "./add.ts";
import { help, readCall, type Call } from "./arguments.ts";
import { candidates, script, shells } from "./completion.ts";
import { fleetOf, requestOf, subjectOf, type Choices } from "./interview.ts";
import { knownIn, sizesIn } from "./known.ts";
import { tellList } from "./list.ts";
import { onTerminal, type Ask } from "./prompt.ts";
import { command } from "../command.ts";
import { printable } from "../printable.ts";
import { tellRemoval } from "./remove.ts";
import { leavable, retireIn } from "./retire.ts";
import { switchTenant } from "./suspend.ts";
import { tellTenant } from "./show.ts";
import { placesOf, readFiles, type FleetFiles } from "./sources.ts";
import { fleetAt, fleetFor, fleetsOf, stacksIn } from "./stacks.ts";

interface Result {
  readonly lines: readonly string[];
  readonly exitCode: number;
}

const root = process.cwd();
const told = (lines: readonly string[]): Result => ({ lines, exitCode: 0 });

const noTenant = (path: string): Error => new Error(`${path} has no tenant yet; \`add\` makes the first.`);

/** @throws Error, for people, when the fleet has faults */
function sound(path: string): { readonly fleet: Fleet; readonly files: FleetFiles } {
  const read = readFleet(path, root);
  const files = readFiles(path, root);
  if ("faults" in read && (!("main" in files) || files.faults.length > 0)) throw new Error(formatFaults(read.faults));
  if ("faults" in read || !("main" in files)) throw noTenant(path);
  return { fleet: read.fleet, files };
}

/** @throws Error, for people, when there is none of that id */
function oneOf<T extends { readonly id: string }>(tenants: readonly T[], id: string, path: string): T {
  const tenant = tenants.find((each) => each.id === id);
  if (tenant !== undefined) return tenant;
  if (tenants.length === 0) throw noTenant(path);
  const ids = tenants.map((each) => each.id).toSorted();
  const meant = nearest(id, ids);
  const hint = meant === undefined ? `Its tenants: ${ids.join(", ")}.` : `Did you mean ${quote(meant, [])}?`;
  throw new Error(`${path} has no tenant ${quote(id, [])}. ${hint}`);
}

async function run(call: Call, ask: Ask | undefined): Promise<Result> {
  const stacks = stacksIn(root);
  const choices: Choices = {
    fleets: fleetsOf(stacks),
    fleetAt: (typed) => fleetAt(typed, root),
    sizes: (fleet) => sizesIn(fleet, root),
  };
  switch (call.command) {
    case "completion": {
      const shell = shells.find((each) => each === call.subject);
      if (shell === undefined) throw new Error(`completion needs a shell: ${shells.join(" or ")}.`);
      const installed = { root, node: process.execPath, tool: join(import.meta.dirname, "main.ts") };
      return told([script(shell, installed).trimEnd()]);
    }
    case "list": {
      const path = await fleetOf(call, fleetFor(call, stacks, root), choices, ask);
      const { fleet, files } = sound(path);
      return told(tellList(fleet, placesOf(files)));
    }
    case "add": {
      const { fleet, request } = await requestOf(call, fleetFor(call, stacks, root), choices, ask);
      const { lines, written } = addTenant(fleet, request, stacks, root);
      return { lines, exitCode: written ? 0 : 1 };
    }
    case "retire": {
      const { fleet: path, id } = await subjectOf(call, fleetFor(call, stacks, root), choices, ask);
      const { fleet } = sound(path);
      const leaving = oneOf(leavable(fleet), id, path);
      const own = stacks.filter((stack) => stack.fleet === path && leaving.regions.includes(stack.region));
      return told(retireIn(fleet, leaving, own, call.flags.stack?.[0], root));
    }
    case "show":
    case "suspend":
    case "resume":
    case "remove": {
      const { fleet: path, id } = await subjectOf(call, fleetFor(call, stacks, root), choices, ask);
      const { fleet, files } = sound(path);
      const tenant = oneOf(fleet.tenants, id, path);
      if (call.command === "show") return told(tellTenant(fleet, tenant, placesOf(files).get(id)));
      const own = stacks.filter((stack) => stack.fleet === path && tenant.regions.includes(stack.region));
      if (call.command === "remove") return told(tellRemoval(fleet, tenant, files, own));
      return told(switchTenant(fleet, tenant, files, call.command === "suspend", own, root));
    }
  }
}

/** Whoever completes a word wants candidates or nothing: a message would end up in the middle of the line they type. */
function complete(words: readonly string[]): Result {
  try {
    return told(candidates(words, knownIn(root, words)));
  } catch {
    return told([]);
  }
}

async function answer(words: readonly string[]): Promise<Result> {
  if (words[0] === "complete") return complete(words.slice(1));
  if (words.includes("--help") || words.includes("-h")) return told([help()]);
  const call = readCall(words);
  if (call.command === "completion" || !process.stdin.isTTY || !process.stderr.isTTY) return run(call, undefined);
  return onTerminal((ask) => run(call, ask));
}

await command(async () => {
  const { lines, exitCode } = await answer(process.argv.slice(2));
  for (const line of lines) console.log(printable(line));
  process.exitCode = exitCode;
}, printable);
