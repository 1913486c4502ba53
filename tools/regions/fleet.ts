/** Which fleet file a command about regions means. */
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
  const named = fleetFor({ flags: { ...flags } }, stacks, root);
  if (named !== undefined) return named;
  const having = fleetsOf(stacks).filter((fleet) =>
    regions.every((region) => stacks.some((stack) => stack.fleet === fleet && stack.region === region)),
  );
  const [only, ...others] = having;
  if (only !== undefined && others.length === 0) return only;
  const all = (only === undefined ? fleetsOf(stacks) : having).join(", ");
  throw new Error(
    `${only === undefined ? "No stack runs" : "Several fleets have"} ${regions.map((each) => JSON.stringify(each)).join(" and ")}: name the fleet file with --fleet. Those of the stacks: ${all}.`,
  );
}
