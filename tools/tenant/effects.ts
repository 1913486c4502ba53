/** What `up` does once a tenant is there, and what once it is gone. */
import { planFleet, type Fleet, type Plan } from "../../plan/index.ts";
import { entryNamespace } from "../../plan/names.ts";
import { difference, type Change } from "./difference.ts";
import { table } from "../table.ts";

export interface Effect {
  readonly region: string;
  readonly changes: readonly Change[];
}

/** Digests and CRDs are the same on both sides, whatever they are. */
const surroundings = { crds: [], chartDigest: () => "", narrowDigest: "" };

export const planOf = (fleet: Fleet, region: string): Plan => planFleet(fleet, region, surroundings);

const without = (fleet: Fleet, id: string): Fleet => ({
  ...fleet,
  tenants: fleet.tenants.filter((tenant) => tenant.id !== id),
});

/** In each region it runs in. @param fleet with the tenant */
export const effectsOfComing = (fleet: Fleet, id: string): readonly Effect[] =>
  regionsOf(fleet, id).map((region) => ({
    region,
    changes: difference(planOf(without(fleet, id), region), planOf(fleet, region)),
  }));

/** In each region it runs in. @param fleet with the tenant */
export const effectsOfGoing = (fleet: Fleet, id: string): readonly Effect[] =>
  regionsOf(fleet, id).map((region) => ({
    region,
    changes: difference(planOf(fleet, region), planOf(without(fleet, id), region)),
  }));

/** In each region it runs in. @param after the fleet with one setting of the tenant changed */
export const effectsOfChange = (before: Fleet, after: Fleet, id: string): readonly Effect[] =>
  regionsOf(after, id).map((region) => ({
    region,
    changes: difference(planOf(before, region), planOf(after, region)),
  }));

const regionsOf = ({ tenants }: Fleet, id: string): readonly string[] =>
  tenants.find((tenant) => tenant.id === id)?.regions.toSorted() ?? [];

/** One row for what is of one kind in one place. Regions in which the same happens share one list. */
export function tellEffects(effects: readonly Effect[]): readonly string[] {
  const lists = Map.groupBy(effects, ({ changes }) => rows(changes).join("\n"));
  return [...lists].flatMap(([list, same], at) => {
    const regions = same.map(({ region }) => region).join(", ");
    return [...(at === 0 ? [] : [""]), `\`up\` will, in ${same.length === 1 ? "region" : "regions"} ${regions}:`, list];
  });
}

function rows(changes: readonly Change[]): readonly string[] {
  const groups = Map.groupBy(changes, ({ sign, kind, namespace }) => JSON.stringify([sign, kind, namespace]));
  const lines = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { sign, kind, namespace = "" } = first;
    // What belongs to the tenant alone comes first, then what the entry holds for it.
    const rank = namespace === entryNamespace ? 1 : 0;
    return [{ rank, cells: [`${sign} ${kind}`, namespace, group.map(({ name }) => name).join(", ")] }];
  });
  return table(
    lines.toSorted((a, b) => a.rank - b.rank).map(({ cells }) => cells),
    { indent: "  " },
  );
}
