/** Which fleet file a command about regions means. */
import type { Fleet } from "../../plan/index.ts";
import { quote } from "../../plan/quote.ts";
import { fleetFor, fleetsOf, type Stack } from "../tenant/stacks.ts";

interface Flags {
  readonly flags: { readonly stack?: readonly string[]; readonly fleet?: readonly string[] };
}

/**
 * The fleet file that the flags name; without any, the only one that has stacks of all these regions.
 * @throws Error, for people, when there is not exactly one
 */
export function fleetWith(
  regions: readonly string[],
  { flags }: Flags,
  stacks: readonly Stack[],
  root: string,
): string {
  const chosen = fleetFor({ flags: { ...flags } }, stacks, root);
  if (chosen !== undefined) return chosen;
  const having = fleetsOf(stacks).filter((fleet) =>
    regions.every((region) => stacks.some((stack) => stack.fleet === fleet && stack.region === region)),
  );
  const [only, ...others] = having;
  if (only !== undefined && others.length === 0) return only;
  const missing = regions.filter((region) => !stacks.some((stack) => stack.region === region));
  const what =
    missing.length > 0 ? "No stack runs" : only === undefined ? "No fleet has stacks of both" : "Several fleets have";
  const named = (missing.length > 0 ? missing : regions).map((each) => JSON.stringify(each)).join(" and ");
  const all = (only === undefined ? fleetsOf(stacks) : having).join(", ");
  throw new Error(`${what} ${named}: name the fleet file with --fleet. Those of the stacks: ${all}.`);
}

/** @throws Error, for people, when the fleet of the file lacks one of them */
export function regionsIn(path: string, { regions }: Fleet, wanted: readonly string[]): void {
  const stranger = wanted.find((region) => !Object.hasOwn(regions, region));
  if (stranger === undefined) return;
  throw new Error(`${path} has no region ${quote(stranger, [])}. Its regions: ${Object.keys(regions).join(", ")}.`);
}
