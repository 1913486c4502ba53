/** Destinations: weights that make a whole, each once, and their ports. */
import type { FleetPath, Finding } from "../fault.ts";
import type { Route } from "../model.ts";
import type { Destination } from "../model/backend.ts";
import { targetName, targetsOf } from "../targets.ts";
import { eachRoute, found, quote, repeated, within } from "./check.ts";
import { notAPort } from "./ports.ts";

interface List {
  readonly path: FleetPath;
  readonly destinations: readonly Destination[];
}

/** The route's and its variants'. */
function listsOf({ backend, variants = [] }: Route): readonly List[] {
  const all = [
    { path: ["backend"], backend },
    ...variants.map((variant, at) => ({ path: ["variants", at, "backend"], backend: variant.backend })),
  ];
  return all.flatMap((each) =>
    "destinations" in each.backend
      ? [{ path: [...each.path, "destinations"], destinations: each.backend.destinations }]
      : [],
  );
}

const eachDestinations = (check: (destinations: readonly Destination[]) => readonly Finding[]) =>
  eachRoute((route) => listsOf(route).flatMap(({ path, destinations }) => within(path, check(destinations))));

export const weightsMakeAWhole = eachDestinations((destinations) => {
  const sum = destinations.reduce((total, { weight }) => total + weight, 0);
  return sum === 100
    ? []
    : [{ path: [], message: `the weights add up to ${sum}`, remedy: "Change them so that they add up to 100." }];
});

export const destinationsAreDistinct = eachDestinations((destinations) =>
  repeated(destinations.map(targetName)).map(({ value, at }) => ({
    path: [at, ...(destinations[at] !== undefined && "host" in destinations[at] ? ["host"] : ["service"])],
    message: `${quote(value)} is a destination twice`,
    remedy: "Add the weights up in one destination.",
  })),
);

export const destinationPortsAreLegal = eachRoute((route) =>
  targetsOf(route).flatMap(({ path, target }) =>
    "service" in target || target.port === undefined ? [] : found([...path, "port"], notAPort(target.port)),
  ),
);
