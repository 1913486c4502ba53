/** Reads plain data whose shape nobody promised: what is not of the expected kind counts as absent. */

export type Tree = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The mapping, or an empty one. */
export const record = (value: unknown): Tree => (isRecord(value) ? value : {});

/** The list, or an empty one. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The value at a path of keys: `at(props, "metadata", "labels")`; undefined when a step is missing. */
export const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((tree, key) => record(tree)[key], value);

/** Whether both are the same plain data, in whichever order mappings have their keys. */
export const same = (one: unknown, other: unknown): boolean => ordered(one) === ordered(other);

const ordered = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
