/** Networks of the clusters, and those that clients come from. */
import { intersects } from "../cidr.ts";
import type { Finding, FleetPath } from "../fault.ts";
import type { Fleet, Region } from "../model.ts";
import { malformed, nobodys } from "./blocks.ts";
import { found, quote } from "./check.ts";

interface Network {
  readonly cidr: string;
  readonly what: string;
  readonly path: FleetPath;
}

const kinds: readonly { readonly key: "podCidrs" | "serviceCidrs" | "apiServerCidrs"; readonly what: string }[] = [
  { key: "podCidrs", what: "pod network" },
  { key: "serviceCidrs", what: "Service network" },
  { key: "apiServerCidrs", what: "API server address" },
];

/** Without all three, blocks meant for the outside could not leave the cluster out, and controllers not reach the API server. */
export const clusterNetworksAreKnown = ({ regions }: Fleet): readonly Finding[] =>
  Object.entries(regions).flatMap(([name, region]) =>
    kinds
      .filter(({ key }) => region[key].length === 0)
      .map(({ key, what }) => ({
        path: ["regions", name, key],
        message: `region ${quote(name)} has no ${what}`,
        remedy: "Name at least one CIDR.",
      })),
  );

export const clusterNetworksAreLegal = ({ regions }: Fleet): readonly Finding[] =>
  Object.entries(regions).flatMap(([name, region]) => judge(networksOf(name, region)));

/** Clusters of two regions may use the same networks: no stack sees both. */
export const clusterNetworksAreApart = ({ regions }: Fleet): readonly Finding[] =>
  Object.entries(regions).flatMap(([name, region]) => {
    const networks = networksOf(name, region);
    return networks.flatMap(({ cidr, what, path }, at) => {
      const other = networks.slice(0, at).find((earlier) => intersects(earlier.cidr, cidr));
      return other === undefined
        ? []
        : [
            {
              path,
              message: `${what} ${quote(cidr)} overlaps ${other.what} ${quote(other.cidr)} of region ${quote(name)}`,
              remedy: "Give each its own network, as the cluster has it.",
            },
          ];
    });
  });

const networksOf = (name: string, region: Region): readonly Network[] =>
  kinds.flatMap(({ key, what }) => region[key].map((cidr, at) => ({ cidr, what, path: ["regions", name, key, at] })));

export const sourcesAreLegal = ({ entry, gateways }: Fleet): readonly Finding[] => [
  ...judgeSources("the entry", entry.sourceCidrs, ["entry", "sourceCidrs"]),
  ...gateways.flatMap(({ id, sourceCidrs }, at) =>
    judgeSources(`gateway ${quote(id)}`, sourceCidrs, ["gateways", at, "sourceCidrs"]),
  ),
];

/** An empty list would not close the door: a NetworkPolicy rule without peers admits everybody. */
const judgeSources = (what: string, cidrs: readonly string[], path: FleetPath): readonly Finding[] =>
  cidrs.length === 0
    ? [
        {
          path,
          message: `${what} names no clients`,
          remedy: 'Name their networks, or "0.0.0.0/0" and "::/0" for everybody.',
        },
      ]
    : judge(cidrs.map((cidr, at) => ({ cidr, what, path: [...path, at] })));

const judge = (networks: readonly Network[]): readonly Finding[] =>
  networks.flatMap(({ cidr, path }) => found(path, malformed(cidr) ?? nobodys(cidr)));
