/** Destinations of routes: hosts that the tenant's registries produce, with weights that make a whole. */
import type { Destination, Tenant } from "../model.ts";
import type { Finding } from "../fault.ts";
import { isWildcard, overlaps } from "../hosts.ts";
import { producedHosts } from "../produced.ts";
import { eachRoute, found, quote, quoteAll, repeated, within } from "./check.ts";
import { notAPort } from "./ports.ts";

const eachDestinations = (check: (destinations: readonly Destination[], tenant: Tenant) => readonly Finding[]) =>
  eachRoute(({ backend }, tenant) =>
    "service" in backend ? [] : within(["backend", "destinations"], check(backend.destinations, tenant)),
  );

export const weightsMakeAWhole = eachDestinations((destinations) => {
  const sum = destinations.reduce((total, { weight }) => total + weight, 0);
  return sum === 100
    ? []
    : [{ path: [], message: `the weights add up to ${sum}`, remedy: "Change them so that they add up to 100." }];
});

/** As it may stand in a line of the annotation, where a space or a line break would begin something else. */
const hostForm = /^[0-9A-Za-z]([0-9A-Za-z.:_-]*[0-9A-Za-z])?$/;

export const destinationsAreProduced = eachDestinations((destinations, { id, registries }) => {
  const produced = registries.flatMap(producedHosts);
  return destinations.flatMap(({ host }, at) =>
    hostForm.test(host) && produced.some((pattern) => overlaps(pattern, host))
      ? []
      : [
          {
            path: [at, "host"],
            message: `no registry of tenant ${quote(id)} produces ${quote(host)}`,
            remedy:
              produced.length === 0
                ? "Declare the registry that knows it under registries."
                : `Use a host of the form ${quoteAll(produced.map(spoken))}; upper and lower case differ.`,
          },
        ],
  );
});

const spoken = (pattern: string): string => (isWildcard(pattern) ? `<service>${pattern.slice(1)}` : pattern);

export const destinationsAreDistinct = eachDestinations((destinations) =>
  repeated(destinations.map(({ host, port }) => (port === undefined ? host : `${host}:${port}`))).map(
    ({ value, at }) => ({
      path: [at, "host"],
      message: `${quote(value)} is a destination twice`,
      remedy: "Add the weights up in one destination.",
    }),
  ),
);

export const destinationPortsAreLegal = eachDestinations((destinations) =>
  destinations.flatMap(({ port }, at) => (port === undefined ? [] : found([at, "port"], notAPort(port)))),
);
