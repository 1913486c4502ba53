/** Destinations of a route, spoiled one at a time, in the file of ../written.ts. */
import type { Spoiled } from "./settings.ts";

export const destinations: readonly Spoiled[] = [
  [
    "one destination of several without weight",
    "{ service: api, port: 8080 }",
    "{ destinations: [{ registry: billing, weight: 50 }, { registry: billing, port: 443 }] }",
    "27:103 tenants[0].routes[0].backend.destinations[1]: the map has no weight",
    "Give each of several destinations its share in percent: weight: 50.",
  ],
  [
    "a weight beside shares",
    "{ service: api, port: 8080 }",
    "{ shares: { local: 100 }, destinations: [{ service: api, port: 80, region: south, weight: 100 }] }",
    "27:141 tenants[0].routes[0].backend.destinations[0].weight: 100 stands beside shares, which say the same",
    "Remove one of the two.",
  ],
  [
    "shares of a destination that stands nowhere",
    "{ service: api, port: 8080 }",
    "{ shares: { local: 100 }, destinations: [{ service: api, port: 80 }] }",
    "27:92 tenants[0].routes[0].backend.destinations[0]: the map has no region, and shares go by regions",
    "Say where it stands: region: south.",
  ],
  [
    "shares that are not everything",
    "{ service: api, port: 8080 }",
    "{ shares: { local: 80, near: 15 }, destinations: [{ service: api, port: 80, region: south }] }",
    "27:53 tenants[0].routes[0].backend.shares: the map adds up to 95",
    "Change them so that they add up to 100.",
  ],
  [
    "a share of nothing",
    "{ service: api, port: 8080 }",
    "{ shares: { local: 100, remote: 0 }, destinations: [{ service: api, port: 80, region: south }] }",
    "27:83 tenants[0].routes[0].backend.shares.remote: 0 is no share",
    "Use a whole number from 1 to 100, or leave it out where no destination is that far.",
  ],
  ...["0", "101", "-1"].map((weight): Spoiled => [
    `a weight of ${weight}`,
    "{ service: api, port: 8080 }",
    `{ destinations: [{ registry: billing, weight: ${weight} }] }`,
    `27:97 tenants[0].routes[0].backend.destinations[0].weight: ${weight} is no weight`,
    "Use a whole number from 1 to 100, or remove the destination: without a share it serves nothing.",
  ]),
];
