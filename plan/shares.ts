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

/**
 * Whole percents that add up to 100, by largest remainder; what has no amount is left out. One percent is the least, which the larger give:
 * what is drained would else be missed by a rounding. There are 100 at most (schema/backend.ts). Equal remainders go by name, not by the
 * file's order.
 */
function percent(all: readonly Part[]): readonly Destination[] {
  const parts = all.filter(({ amount }) => amount > 0);
  const small = belowOne(parts);
  const total = sum(parts.filter((part) => !small.has(part)));
  const whole = 100 - small.size;
  const shares = parts.map((part) => {
    if (small.has(part)) return { part, floor: 1, rest: 0 };
    return { part, floor: Math.floor((whole * part.amount) / total), rest: (whole * part.amount) % total };
  });
  const missing = 100 - shares.reduce((had, { floor }) => had + floor, 0);
  const more = new Set(
    shares
      .filter(({ part }) => !small.has(part))
      .toSorted((a, b) => b.rest - a.rest || (nameOf(a.part) < nameOf(b.part) ? -1 : 1))
      .slice(0, missing),
  );
  return shares.map((share) => ({ ...share.part.destination, weight: share.floor + (more.has(share) ? 1 : 0) }));
}

/** Those that would get less than one percent. What they get up to it makes the others' less, of which more may fall below then. */
function belowOne(parts: readonly Part[], small: ReadonlySet<Part> = new Set()): ReadonlySet<Part> {
  const others = parts.filter((part) => !small.has(part));
  const total = sum(others);
  const more = others.filter(({ amount }) => (100 - small.size) * amount < total);
  return more.length === 0 ? small : belowOne(parts, new Set([...small, ...more]));
}

const sum = (parts: readonly Part[]): number => parts.reduce((total, { amount }) => total + amount, 0);

const nameOf = ({ destination }: Part): string => `${destination.region ?? ""} ${targetName(destination)}`;
