/** What completion and questions offer, read from the files of the checkout. */
import { readFleet } from "../../fleets/read.ts";
import type { Fleet } from "../../plan/index.ts";
import { builtInSizes } from "../../plan/sizes.ts";
import type { FlagName } from "./arguments.ts";
import type { Known } from "./completion.ts";
import { fleetFor, fleetsOf, stacksIn } from "./stacks.ts";

/** The built-in ones, and those of the fleet file's own where it can be read. */
export function sizesIn(path: string, root: string): readonly string[] {
  const read = readFleet(path, root);
  return [...builtInSizes, ...("fleet" in read ? Object.keys(read.fleet.sizes) : [])];
}

/** @param words typed so far: `--stack` or `--fleet` among them says whose tenants are meant; without, those of all fleets */
export function knownIn(root: string, words: readonly string[]): Known {
  const stacks = stacksIn(root);
  const fleets = fleetsOf(stacks);
  const sound = (): readonly Fleet[] => {
    const meant = fleetFor({ flags: { ...flagIn(words, "stack"), ...flagIn(words, "fleet") } }, stacks, root);
    return (meant === undefined ? fleets : [meant]).flatMap((path) => {
      const read = readFleet(path, root);
      return "fleet" in read ? [read.fleet] : [];
    });
  };
  const named = (names: (fleet: Fleet) => readonly string[]) => () => [...new Set(sound().flatMap(names))].toSorted();
  return {
    tenants: named(({ tenants }) => tenants.map(({ id }) => id)),
    regions: named(({ regions }) => Object.keys(regions)),
    stacks: () => stacks.map(({ name }) => name),
    fleets: () => fleets,
    sizes: () => [...builtInSizes, ...named((fleet) => Object.keys(fleet.sizes))()],
  };
}

function flagIn(words: readonly string[], flag: FlagName): Readonly<Partial<Record<FlagName, readonly string[]>>> {
  const at = words.indexOf(`--${flag}`);
  const value = at < 0 ? undefined : words[at + 1];
  return value === undefined ? {} : { [flag]: [value] };
}
