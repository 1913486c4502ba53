/** How the requests of routes move from destinations of one region to others. */
import type { Fleet } from "../../plan/index.ts";
import type { Route } from "../../plan/model.ts";
import type { Backend } from "../../plan/model/backend.ts";
import { tenantsIn } from "../../plan/in-region.ts";
import { sortedBy } from "../../plan/order.ts";
import { weighedIn } from "../../plan/shares.ts";
import { runningIn } from "../../plan/site.ts";
import { targetName } from "../../plan/targets.ts";
import { plainRoutes } from "../../plan/variants.ts";

/** One destination of one route in one region, whose percents differ. */
export interface Shift {
  readonly region: string;
  /** Whose route it is: `tenant acme`, `gateway internal`. */
  readonly owner: string;
  /** Or variant of one, by the name of its object. */
  readonly route: string;
  readonly destination: string;
  /** Percent; 0: no requests. */
  readonly before: number;
  readonly after: number;
}

/** By region, then tenants and the platform's gateways by their names, and then as the file has them. */
export const shiftsOf = (before: Fleet, after: Fleet): readonly Shift[] =>
  Object.keys(before.regions)
    .toSorted()
    .flatMap((region) =>
      ownersIn(region, before).flatMap(({ owner, routes }) =>
        routes.flatMap(plainRoutes).flatMap(({ name, backend }) =>
          moved(backend, (fleet) => percents(backend, region, fleet), before, after).map((shift) => ({
            region,
            owner,
            route: name,
            ...shift,
          })),
        ),
      ),
    );

interface Owner {
  readonly owner: string;
  readonly routes: readonly Route[];
}

const ownersIn = (region: string, { gateways, tenants }: Fleet): readonly Owner[] => [
  ...named("tenant", tenantsIn(region, tenants)),
  ...named("gateway", runningIn(region, gateways)),
];

const named = (
  kind: "tenant" | "gateway",
  owners: readonly { readonly id: string; readonly routes: readonly Route[] }[],
): readonly Owner[] => sortedBy(owners, ({ id }) => id).map(({ id, routes }) => ({ owner: `${kind} ${id}`, routes }));

type Percents = ReadonlyMap<string, number>;

function moved(backend: Backend, of: (fleet: Fleet) => Percents, one: Fleet, other: Fleet) {
  const [before, after] = [of(one), of(other)];
  return namesOf(backend).flatMap((destination) => {
    const shift = { destination, before: before.get(destination) ?? 0, after: after.get(destination) ?? 0 };
    return shift.before === shift.after ? [] : [shift];
  });
}

const namesOf = (backend: Backend): readonly string[] =>
  "service" in backend ? [] : backend.destinations.map(targetName);

const percents = (backend: Backend, region: string, { regions }: Fleet): Percents =>
  "service" in backend
    ? new Map()
    : new Map(weighedIn(region, backend, regions).map((each) => [targetName(each), each.weight]));
