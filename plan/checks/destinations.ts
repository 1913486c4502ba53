/** Hosts that the tenant's registries produce, and destinations with weights that make a whole. */
import type { FleetPath, Finding } from "../fault.ts";
import { isWildcard, overlaps } from "../hosts.ts";
import type { Route } from "../model.ts";
import type { Destination } from "../model/backend.ts";
import { hostForm, producedHosts } from "../produced.ts";
import { targetName, targetsOf } from "../targets.ts";
import { eachRoute, eachTenantRoute, found, quote, quoteAll, repeated, within } from "./check.ts";
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

export const destinationsAreProduced = eachTenantRoute((route, { id, registries }) => {
  const produced = registries.flatMap(producedHosts);
  return targetsOf(route).flatMap(({ path, target }) => {
    if ("service" in target) return [];
    const { host } = target;
    if (hostForm.test(host) && produced.some((pattern) => overlaps(pattern, host))) return [];
    const remedy =
      produced.length === 0
        ? "Declare the registry that knows it under registries."
        : `Use a host of the form ${quoteAll(produced.map(spoken))}; upper and lower case differ.`;
    const message = `no registry of tenant ${quote(id)} produces ${quote(host)}`;
    return [{ path: [...path, "host"], message, remedy }];
  });
});

const spoken = (pattern: string): string => (isWildcard(pattern) ? `<service>${pattern.slice(1)}` : pattern);

export const destinationPortsAreLegal = eachRoute((route) =>
  targetsOf(route).flatMap(({ path, target }) =>
    "service" in target || target.port === undefined ? [] : found([...path, "port"], notAPort(target.port)),
  ),
);
