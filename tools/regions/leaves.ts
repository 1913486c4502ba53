/** Plans as values at places, so that two of them can be held against each other. */
import type { Plan } from "../../plan/index.ts";
import { contentsOf } from "../tenant/difference.ts";

/** One value of one object. */
export interface Leaf {
  readonly kind: string;
  /** Absent for what is cluster-wide. */
  readonly namespace?: string;
  readonly name: string;
  /** As in `spec.hard.pods`. */
  readonly path: string;
  readonly value: unknown;
}

/** By object and path. */
export type Leaves = ReadonlyMap<string, Leaf>;

/** Every value of every object. */
export const leavesOf = (plan: Plan): Leaves =>
  new Map(
    [...contentsOf(plan)].flatMap(([identity, content]) => {
      const { kind, metadata } = content;
      const { name, namespace } = metadata;
      const object = { kind, name, ...(namespace !== undefined && { namespace }) };
      return valuesIn(content).map(([path, value]) => [`${identity} ${path}`, { ...object, path, value }] as const);
    }),
  );

function valuesIn(value: unknown, path = ""): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  const entries = Object.entries(value);
  if (entries.length === 0) return [[path, value]];
  const below = (key: string, inner: unknown): string =>
    Array.isArray(value) ? `${path}[${nameOf(inner) ?? key}]` : path === "" ? key : `${path}.${key}`;
  return entries.flatMap(([key, inner]) => valuesIn(inner, below(key, inner)));
}

/** What an item of a list is called: one more before it makes it no other. */
const nameOf = (item: unknown): string | undefined =>
  typeof item === "object" && item !== null && "name" in item && typeof item.name === "string" ? item.name : undefined;

/** Places at which two plans differ. */
export const unlike = (one: Leaves, other: Leaves): ReadonlySet<string> =>
  new Set(
    [...new Set([...one.keys(), ...other.keys()])].filter(
      (place) => !same(one.get(place)?.value, other.get(place)?.value) || one.has(place) !== other.has(place),
    ),
  );

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
