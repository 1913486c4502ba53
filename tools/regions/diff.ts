/** Every difference between the plans of two regions, by the setting that makes it. */
import type { Fleet } from "../../plan/index.ts";
import { planOf } from "../tenant/effects.ts";
import { causesOf, type Cause } from "./causes.ts";
import { leavesOf, unlike, type Leaf } from "./leaves.ts";

/** One value that differs; undefined where a side has none. */
export interface Difference {
  readonly place: Leaf;
  readonly values: readonly [unknown, unknown];
  /** Whether the whole object is on one side only. */
  readonly only?: "first" | "second";
}

export interface Reason {
  /** Several where each of them changes the value. None: what the region is called, as in its labels, and as destinations are local to it. */
  readonly causes: readonly Cause[];
  readonly differences: readonly Difference[];
}

/**
 * What makes a difference is found by trying: the second region is planned once more with each setting as the first has it, and what
 * then changes there is that setting's.
 */
export function differencesOf(fleet: Fleet, one: string, other: string): readonly Reason[] {
  const [first, second] = [leavesOf(planOf(fleet, one)), leavesOf(planOf(fleet, other))];
  const tried = causesOf(fleet, one, other).map((cause) => ({
    cause,
    changes: unlike(second, leavesOf(planOf(cause.undo(fleet), other))),
  }));
  const [here, there] = [first, second].map((leaves) => new Set([...leaves.values()].map(objectOf)));
  const sideOf = (object: string): Difference["only"] =>
    here?.has(object) === true ? (there?.has(object) === true ? undefined : "first") : "second";
  const groups = Map.groupBy([...unlike(first, second)].toSorted(), (place) => {
    const leaf = first.get(place) ?? second.get(place);
    const whole = leaf !== undefined && sideOf(objectOf(leaf)) !== undefined;
    // Of an object that is on one side only, what stands in it explains nothing.
    return tried
      .flatMap(({ cause, changes }, at) => (changes.has(place) && !(whole && cause.kind === "fact") ? [at] : []))
      .join();
  });
  return [...groups].toSorted(byCause).map(([key, places]) => ({
    causes: key === "" ? [] : key.split(",").flatMap((at) => tried[Number(at)]?.cause ?? []),
    differences: places.flatMap((place): readonly Difference[] => {
      const leaf = first.get(place) ?? second.get(place);
      if (leaf === undefined) return [];
      const side = sideOf(objectOf(leaf));
      const values = [first.get(place)?.value, second.get(place)?.value] as const;
      return [{ place: leaf, values, ...(side !== undefined && { only: side }) }];
    }),
  }));
}

export const objectOf = ({ kind, namespace = "", name }: Leaf): string =>
  `${kind} ${namespace === "" ? name : `${namespace}/${name}`}`;

/** In the order of causesOf; what has none comes last. */
const byCause = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a === "" ? 1 : b === "" ? -1 : a.localeCompare(b, "en", { numeric: true });
