/** Settings that make two regions differ, and what one of the two would be without each. */
import { overrideIn } from "../../plan/in-region.ts";
import type { Fleet } from "../../plan/index.ts";
import type { Override } from "../../plan/model.ts";
import { runningIn } from "../../plan/site.ts";

export interface Cause {
  /** A fact of the region, or who runs there. */
  readonly kind: "fact" | "home";
  /** Where it is written. */
  readonly setting: string;
  /** What it says for the two, for people. */
  readonly said: readonly [string, string];
  /** The fleet in which it says for the second region what it says for the first. */
  readonly undo: (fleet: Fleet) => Fleet;
}

/** @param one the region that the other is made like, setting by setting */
export const causesOf = (fleet: Fleet, one: string, other: string): readonly Cause[] => [
  ...facts(fleet, one, other),
  ...homes("gateways", fleet, one, other),
  ...homes("tenants", fleet, one, other),
  ...overrides(fleet, one, other),
];

function facts({ regions }: Fleet, one: string, other: string): readonly Cause[] {
  const [first, second] = [regions[one], regions[other]];
  if (first === undefined || second === undefined) return [];
  // As it would be there: what is near to the one by the other's name.
  const { near } = first;
  const there = { ...first, ...(near && { near: near.map((each) => (each === other ? one : each)) }) };
  const keys = [...new Set([...Object.keys(first), ...Object.keys(second)])].toSorted() as (keyof typeof first)[];
  return keys
    .filter((key) => JSON.stringify(there[key]) !== JSON.stringify(second[key]))
    .map((key) => ({
      kind: "fact",
      setting: `regions.<name>.${key}`,
      said: [spoken(first[key]), spoken(second[key])],
      undo: (fleet) => {
        // A key that the first has not is undefined then, and reads the same to the planners.
        const made = { ...second, [key]: there[key] };
        return { ...fleet, regions: { ...fleet.regions, [other]: made } };
      },
    }));
}

/** Whoever runs in one of the two only. */
function homes(list: "gateways" | "tenants", fleet: Fleet, one: string, other: string): readonly Cause[] {
  return fleet[list].flatMap(({ id, regions }) => {
    const [here, there] = [regions.includes(one), regions.includes(other)];
    if (here === there) return [];
    const moved = here ? [...regions, other] : regions.filter((region) => region !== other);
    const home = (runs: boolean): string => (runs ? "runs" : "does not run");
    return [
      {
        kind: "home" as const,
        setting: `${list}.${id}.regions`,
        said: [home(here), home(there)] as const,
        undo: (before: Fleet): Fleet => ({
          ...before,
          [list]: before[list].map((each) => (each.id === id ? { ...each, regions: moved } : each)),
        }),
      },
    ];
  });
}

const spoken = (value: unknown): string => (value === undefined ? "not said" : JSON.stringify(value));

/** What is computed from a setting, and not written by anybody: it goes with it. */
const followers: Readonly<Partial<Record<keyof Override, readonly (keyof Override)[]>>> = {
  size: ["limits"],
  resources: ["limits"],
  registries: ["routes"],
};

/** Of tenants that run in both. */
const overrides = ({ tenants }: Fleet, one: string, other: string): readonly Cause[] =>
  runningIn(one, runningIn(other, tenants)).flatMap((tenant) => {
    const [here, there] = [overrideIn(tenant, one) ?? {}, overrideIn(tenant, other) ?? {}];
    const keys = [...new Set([...Object.keys(here), ...Object.keys(there)])].toSorted() as (keyof Override)[];
    const differing = keys.filter((key) => JSON.stringify(here[key]) !== JSON.stringify(there[key]));
    const following = differing.flatMap((key) => followers[key] ?? []);
    return differing
      .filter((key) => !following.includes(key))
      .map((key): Cause => {
        const made = [key, ...(followers[key] ?? [])].map((each) => [each, here[each] ?? tenant[each]] as const);
        const inRegion = { ...tenant.inRegion, [other]: { ...there, ...Object.fromEntries(made) } };
        return {
          kind: "fact",
          setting: `tenants.${tenant.id}.inRegion.<name>.${key}`,
          said: [spoken(here[key]), spoken(there[key])],
          undo: (fleet) => ({
            ...fleet,
            tenants: fleet.tenants.map((each) => (each.id === tenant.id ? { ...each, inRegion } : each)),
          }),
        };
      });
  });
