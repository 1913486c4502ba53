/** Destinations: weights that make a whole, each once, and their ports. */
import type { Finding } from "../fault.ts";
import type { Spread } from "../model/backend.ts";
import { spreadsOf, targetIdentity, targetsOf } from "../targets.ts";
import { eachRoute, found, quote, repeated, within } from "./check.ts";
import { notAPort } from "./ports.ts";

const eachDestinations = (check: (spread: Spread) => readonly Finding[]) =>
  eachRoute((route) =>
    spreadsOf(route).flatMap(({ path, backend }) => within([...path, "destinations"], check(backend))),
  );

export const weightsMakeAWhole = eachDestinations((spread) => {
  if ("shares" in spread) return [];
  const { destinations } = spread;
  const sum = destinations.reduce((total, { weight }) => total + weight, 0);
  return sum === 100
    ? []
    : [{ path: [], message: `the weights add up to ${sum}`, remedy: "Change them so that they add up to 100." }];
});

export const destinationsAreDistinct = eachDestinations(({ destinations }) =>
  repeated(destinations.map(targetIdentity)).map(({ value, at }) => ({
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
