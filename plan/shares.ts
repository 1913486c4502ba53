/**
 * How a route's destinations share its requests in one region. Higress knows no place of an endpoint (registry/memory/cache.go sets
 * none), so proximity is nothing but weights, which differ from region to region.
 */
import type { Destination, Distance, Spread, Target } from "./model/backend.ts";
import type { Fleet } from "./model.ts";
import { targetName } from "./targets.ts";

type Regions = Fleet["regions"];

export const distances: readonly Distance[] = ["local", "near", "remote"];

/** How far a region is for a gateway in another. */
export function distanceTo(to: string, from: string, regions: Regions): Distance {
  if (to === from) return "local";
  return regionNamed(regions, from)?.near?.includes(to) === true ? "near" : "remote";
}

export const isDrained = (regions: Regions, name: string): boolean => regionNamed(regions, name)?.drained === true;

const regionNamed = (regions: Regions, name: string) => (Object.hasOwn(regions, name) ? regions[name] : undefined);

/** Destinations that take requests: those that stand in no drained region. */
export const takers = <T extends { readonly region?: string }>(all: readonly T[], regions: Regions): readonly T[] =>
  all.filter(({ region }) => region === undefined || !isDrained(regions, region));

type Placed = Target & { readonly region?: string };

/** Parts of the requests, to one another as the amounts. */
interface Part {
  readonly destination: Placed;
  readonly amount: number;
}

/**
 * The destinations with their weights in a region, in the order of the file. What a drained region or a distance without a destination would
 * get, the others get in proportion. Where nothing at all is left, those that there are keep theirs: a region that is being drained
 * answers as well as it can (checks/shares.ts refuses the same elsewhere).
 */
export function weighedIn(region: string, spread: Spread, regions: Regions): readonly Destination[] {
  if (!("shares" in spread)) {
    if (takers(spread.destinations, regions).length === spread.destinations.length) return spread.destinations;
    return percent(left(spread.destinations, regions).map((each) => ({ destination: each, amount: each.weight })));
  }
  const placed = left(spread.destinations, regions).map((destination) => ({
    destination,
    distance: distanceTo(destination.region, region, regions),
  }));
  const count = (wanted: Distance): number => Math.max(1, placed.filter(({ distance }) => distance === wanted).length);
  // Multiplied so that the share of each, divided by how many there are at its distance, is a whole number.
  const common = distances.reduce((product, distance) => product * count(distance), 1);
  return percent(
    placed.map(({ destination, distance }) => ({
      destination,
      amount: ((spread.shares[distance] ?? 0) * common) / count(distance),
    })),
  );
}

function left<T extends Placed>(all: readonly T[], regions: Regions): readonly T[] {
  const some = takers(all, regions);
  return some.length > 0 ? some : all;
}

/** Whole percents that add up to 100, by largest remainder; what gets none is left out. Equal remainders go by name, not by the file's order. */
function percent(parts: readonly Part[]): readonly Destination[] {
  const total = parts.reduce((sum, { amount }) => sum + amount, 0);
  if (total === 0) return [];
  const floors = parts.map(({ amount }) => Math.floor((100 * amount) / total));
  const missing = 100 - floors.reduce((sum, floor) => sum + floor, 0);
  const more = parts
    .map((each, at) => ({ at, rest: (100 * each.amount) % total, name: nameOf(each) }))
    .toSorted((a, b) => b.rest - a.rest || (a.name < b.name ? -1 : 1))
    .slice(0, missing)
    .map(({ at }) => at);
  return parts
    .map(({ destination }, at) => ({ ...destination, weight: (floors[at] ?? 0) + (more.includes(at) ? 1 : 0) }))
    .filter(({ weight }) => weight > 0);
}

const nameOf = ({ destination }: Part): string => `${destination.region ?? ""} ${targetName(destination)}`;
