/** What can be judged of a tenant with faults in single routes, registries or plugins: all the rest of it. */
import type { FleetPath } from "./fault.ts";
import { judge, type Part, type Verdict } from "./judge.ts";
import { tenantSchema, type WrittenTenant } from "./schema/tenant.ts";

/** Lists of a tenant that are read without the items that have faults. */
const lists = ["routes", "registries", "plugins"] as const;
type List = (typeof lists)[number];

export interface Legible {
  readonly part: Part;
  readonly value: WrittenTenant;
  /** Of a tenant that is not read as a whole: the places in the file of the items that are, by list. */
  readonly kept?: Readonly<Record<List, readonly number[]>>;
}

/** None when faults elsewhere keep it from being read. */
export function legibleOf(
  { part, value, remarks }: Verdict<WrittenTenant>,
  known: readonly string[],
): readonly Legible[] {
  if (value !== undefined) return [{ part, value }];
  const { written } = part;
  if (!isMap(written)) return [];
  const faulty = remarks.map(({ path }) => path.slice(part.path.length));
  if (!faulty.every(isInItem)) return [];
  const isSound = (list: List, at: number): boolean => !faulty.some(([key, item]) => key === list && item === at);
  const registries = itemsOf(written, "registries");
  const lost = registries.filter((_, at) => !isSound("registries", at));
  // Where a region has registries of its own, nobody knows which of them a route means.
  if (lost.length > 0 && (!lost.every(isNamed) || written["inRegion"] !== undefined)) return [];
  const leadsThere = (route: unknown): boolean => lost.filter(isNamed).some(({ name }) => names(route, name));
  const keeps = (list: List): readonly number[] =>
    itemsOf(written, list).flatMap((item, at) =>
      isSound(list, at) && !(list === "routes" && leadsThere(item)) ? [at] : [],
    );
  const kept = { routes: keeps("routes"), registries: keeps("registries"), plugins: keeps("plugins") };
  const rest = Object.fromEntries(
    lists.flatMap((list) =>
      Object.hasOwn(written, list) ? [[list, kept[list].map((at) => itemsOf(written, list)[at])]] : [],
    ),
  );
  const again = judge(tenantSchema, known, { ...part, written: { ...written, ...rest } });
  return again.value === undefined ? [] : [{ part, value: again.value, kept }];
}

/**
 * The finding in such a tenant by the places in the file. None where what is left out may be what is missing: plugins are for
 * routes and come after each other.
 * @param path from the tenant on
 */
export function asKept(path: FleetPath, kept: Legible["kept"]): FleetPath | undefined {
  const [list, at, ...rest] = path;
  if (kept === undefined) return path;
  if (list === "plugins") return undefined;
  const place = (list === "routes" || list === "registries") && typeof at === "number" ? kept[list][at] : undefined;
  return place === undefined ? path : [list as List, place, ...rest];
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isInItem = ([list, at]: FleetPath): boolean => lists.some((each) => each === list) && typeof at === "number";

const itemsOf = (tenant: Readonly<Record<string, unknown>>, list: List): readonly unknown[] => {
  const items = tenant[list];
  return Array.isArray(items) ? (items as readonly unknown[]) : [];
};

const isNamed = (item: unknown): item is { readonly name: string } => isMap(item) && typeof item["name"] === "string";

/** Whether it has the name as a text of its own, or behind an "@". */
const names = (value: unknown, name: string): boolean => {
  if (typeof value === "string") return value === name || value.endsWith(`@${name}`);
  return typeof value === "object" && value !== null && Object.values(value).some((inner) => names(inner, name));
};
