/** How the requests of routes move from destinations of one region to others. */
import type { Fleet } from "../../plan/index.ts";
import type { Backend } from "../../plan/model/backend.ts";
import { tenantsIn } from "../../plan/in-region.ts";
import { weighedIn } from "../../plan/shares.ts";
import { targetName } from "../../plan/targets.ts";
import { plainRoutes } from "../../plan/variants.ts";

/** One destination of one route in one region, whose percents differ. */
export interface Shift {
  readonly region: string;
  readonly tenant: string;
  /** Or variant of one, by the name of its Ingress. */
  readonly route: string;
  readonly destination: string;
  /** Percent; 0: no requests. */
  readonly before: number;
  readonly after: number;
}

/** By region, tenant, and then as the file has them. */
export const shiftsOf = (before: Fleet, after: Fleet): readonly Shift[] =>
  Object.keys(before.regions)
    .toSorted()
    .flatMap((region) =>
      tenantsIn(region, before.tenants)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .flatMap((tenant) =>
          tenant.routes.flatMap(plainRoutes).flatMap(({ name, backend }) =>
            moved(backend, (fleet) => percents(backend, region, fleet), before, after).map((shift) => ({
              region,
              tenant: tenant.id,
              route: name,
              ...shift,
            })),
          ),
        ),
    );

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
