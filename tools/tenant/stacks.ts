/** Which stacks there are, and which fleet file a command is about. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { quote } from "../../plan/quote.ts";
import { refuseStackFile, stackOfFile } from "../asked.ts";
import { readStackFile, type StackSettings } from "../stack-file.ts";
import type { Call } from "./arguments.ts";

export interface Stack extends StackSettings {
  readonly name: string;
}

/** Of the stack files in the root, by name. One that tells no fleet and region is not ours. */
export function stacksIn(root: string): readonly Stack[] {
  return namesIn(root).flatMap((name) => {
    try {
      const { fleet, region, retire } = readStackFile(fileOf(name), root);
      return [{ name, fleet: inRoot(fleet, root), region, retire }];
    } catch {
      return [];
    }
  });
}

const namesIn = (root: string): readonly string[] =>
  readdirSync(root)
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .toSorted();

export const fileOf = (stack: string): string => `Pulumi.${stack}.yaml`;

/** One spelling for each file. */
const inRoot = (path: string, root: string): string => relative(root, resolve(root, path)).split(sep).join("/");

/** What a path means where a fleet file is asked for: the file in the spelling of the stacks, or why it is none. */
export function fleetAt(typed: string, root: string): { readonly fleet: string } | { readonly fault: string } {
  if (stackOfFile(typed) !== undefined) return { fault: `${typed} is a stack file.` };
  const file = resolve(root, typed);
  const there = existsSync(file) && statSync(file).isFile();
  return there ? { fleet: inRoot(typed, root) } : { fault: `There is no file ${typed}.` };
}

export const fleetsOf = (stacks: readonly Stack[]): readonly string[] =>
  [...new Set(stacks.map(({ fleet }) => fleet))].toSorted();

/**
 * The fleet file that the flags name, or the only one there is; undefined when there are several to choose from.
 * @throws Error, for people, when the flags name none, or a stack file in its place; with the reason where a stack file names none
 */
export function fleetFor({ flags }: Pick<Call, "flags">, stacks: readonly Stack[], root: string): string | undefined {
  const [fleet] = flags.fleet ?? [];
  const [stack] = flags.stack ?? [];
  if (fleet !== undefined && stack !== undefined) {
    throw new Error("--stack and --fleet both say which fleet file is meant: give one of them.");
  }
  if (fleet !== undefined) {
    refuseStackFile(fleet, "take");
    return inRoot(fleet, root);
  }
  if (stack !== undefined) {
    const found = stacks.find(({ name }) => name === stack);
    if (found !== undefined) return found.fleet;
    // There, and none of ours: reading it says why.
    if (namesIn(root).includes(stack)) return inRoot(readStackFile(fileOf(stack), root).fleet, root);
    const known =
      stacks.length === 0 ? "No stack file names a fleet here" : `Stacks: ${stacks.map(({ name }) => name).join(", ")}`;
    throw new Error(`No stack file names the fleet of stack ${quote(stack, [])}. ${known}.`);
  }
  const [only, ...others] = fleetsOf(stacks);
  if (only === undefined)
    throw new Error("No stack file (Pulumi.<stack>.yaml) names a fleet here: name its file with --fleet.");
  return others.length === 0 ? only : undefined;
}
