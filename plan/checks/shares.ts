/** Destinations that stand in regions: every one gets something in each region that asks, and something is left while others are drained. */
import type { Finding } from "../fault.ts";
import type { Shared, Spread } from "../model/backend.ts";
import type { Fleet } from "../model.ts";
import { distances, distanceTo, isDrained, takers } from "../shares.ts";
import { spreadsOf } from "../targets.ts";
import { distinct, quote, quoteAll, regionsOf, within, type Check } from "./check.ts";

/** @param asking regions of the fleet that the routes' owner runs in */
type SpreadCheck = (spread: Spread, fleet: Fleet, asking: readonly string[]) => readonly Finding[];

const eachSpread =
  (check: SpreadCheck): Check =>
  (fleet) =>
    (["gateways", "tenants"] as const).flatMap((owners) =>
      fleet[owners].flatMap(({ regions, routes }, nth) => {
        const asking = regionsOf(regions, fleet).map(({ name }) => name);
        return routes.flatMap((route, at) =>
          spreadsOf(route).flatMap(({ path, backend }) =>
            within([owners, nth, "routes", at, ...path], check(backend, fleet, asking)),
          ),
        );
      }),
    );

export const destinationsStandInRegions = eachSpread(({ destinations }, { regions }) =>
  destinations.flatMap(({ region }, at) =>
    region === undefined || Object.hasOwn(regions, region)
      ? []
      : [
          {
            path: ["destinations", at, "region"],
            message: `the fleet has no region ${quote(region)}`,
            remedy: `Use one of ${quoteAll(Object.keys(regions))}, or describe ${quote(region)} under regions.`,
          },
        ],
  ),
);

/** Without this a destination would stand in the file and never be asked, or a share would stand there and mean nothing. */
export const sharesFitTheDestinations = eachSpread((spread, fleet, asking) =>
  "shares" in spread && isPlaced(spread, fleet)
    ? distinct([...unshared(spread, fleet, asking), ...unused(spread, fleet, asking)])
    : [],
);

const isPlaced = ({ destinations }: Shared, { regions }: Fleet): boolean =>
  destinations.every(({ region }) => Object.hasOwn(regions, region));

const unshared = ({ destinations, shares }: Shared, { regions }: Fleet, asking: readonly string[]) =>
  asking.flatMap((from) =>
    destinations.flatMap(({ region }, at): readonly Finding[] => {
      const distance = distanceTo(region, from, regions);
      if (shares[distance] !== undefined) return [];
      return [
        {
          path: ["destinations", at],
          message: `is ${distance} in region ${quote(from)}, and ${quote(distance)} has no share, so that nothing ever asks it there`,
          remedy: `Give ${quote(distance)} a share, or take the destination out.`,
        },
      ];
    }),
  );

const unused = ({ destinations, shares }: Shared, { regions }: Fleet, asking: readonly string[]) =>
  distances.flatMap((distance): readonly Finding[] => {
    const some = asking.some((from) =>
      destinations.some(({ region }) => distanceTo(region, from, regions) === distance),
    );
    if (shares[distance] === undefined || some || asking.length === 0) return [];
    return [
      {
        path: ["shares", distance],
        message: `has ${quote(shares[distance])} percent, and in none of the regions ${quoteAll(asking)} is a destination ${distance}`,
        remedy: "Add such a destination, correct `near` of the regions, or give the percents to the others.",
      },
    ];
  });

/** In the drained region itself they answer on, as long as anybody asks. */
export const somethingTakesRequests = eachSpread((spread, { regions }, asking) => {
  const destinations: readonly { readonly region?: string }[] = spread.destinations;
  const drained = [...new Set(destinations.flatMap(({ region }) => (region === undefined ? [] : [region])))];
  const open = asking.filter((from) => !isDrained(regions, from));
  return destinations.length === 0 || open.length === 0 || takers(destinations, regions).length > 0
    ? []
    : [
        {
          path: ["destinations"],
          message: `all stand in drained regions (${quoteAll(drained)}), so that nothing is left in ${quoteAll(open)}`,
          remedy: "Add a destination elsewhere, or take `drained` back.",
        },
      ];
});
