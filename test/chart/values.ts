import { readFileSync } from "node:fs";
import { renderEach, type Values } from "./helm.ts";

/** A value that chart higress-core 2.2.4 knows, with what was found out about it. */
export interface KnownValue {
  /** As written in `helm --set`, without the umbrella chart's `higress-core.`. */
  readonly path: string;
  /** Absent: read by a template, declared nowhere. */
  readonly default?: unknown;
  /** No rendering changes with it. */
  readonly inert?: boolean;
  /** Base configuration in which it changes the rendering; absent: the chart's defaults. */
  readonly with?: string;
  /** Another value it may have, where one cannot be made up from the default. */
  readonly alter?: unknown;
}

interface Known {
  readonly chart: string;
  /** Paths below which any key is legal. */
  readonly open: readonly string[];
  /** Name of a base configuration → path → value. */
  readonly bases: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly values: readonly KnownValue[];
}

// The file is ours and its shape is held by the tests that use every entry.
export const known = JSON.parse(readFileSync(new URL("values.json", import.meta.url), "utf8")) as Known;

/** Keys may hold dots (`prometheus.io/port`), so a path is a list of keys until it is printed. */
export type Path = readonly string[];

export interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

/** Everything that is set: scalars, lists as a whole, empty maps. */
export function leaves(values: unknown, path: Path = []): readonly Leaf[] {
  if (!isMap(values) || Object.keys(values).length === 0) return [{ path, value: values }];
  return Object.entries(values).flatMap(([key, value]) => leaves(value, [...path, key]));
}

/** A copy with the value at the path replaced. */
export function put(values: Values, [key = "", ...rest]: Path, value: unknown): Values {
  if (rest.length === 0) return { ...values, [key]: value };
  const inner = values[key];
  return { ...values, [key]: put(isMap(inner) ? inner : {}, rest, value) };
}

/** A copy without the value at the path. */
export function without(values: Values, [key = "", ...rest]: Path): Values {
  const inner = values[key];
  const others = Object.fromEntries(Object.entries(values).filter(([name]) => name !== key));
  return rest.length > 0 && isMap(inner) ? { ...others, [key]: without(inner, rest) } : others;
}

/** Some other value of the same type. */
export function altered(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  if (typeof value === "string") return `${value}altered`;
  if (Array.isArray(value)) return [...(value as unknown[]), (value as unknown[]).at(-1) ?? "altered"];
  return { ...(isMap(value) ? value : {}), altered: "altered" };
}

/**
 * What is wrong with the values that a program hands to the chart, one line each: a path that chart 2.2.4 does not have (Helm
 * ignores it without a word), and a value that changes nothing, neither when it is taken away nor when it is another.
 */
export function valueFaults(values: Values, namespace: string): readonly string[] {
  const set = leaves(values);
  const text = renderEach(
    [values, ...set.flatMap(({ path, value }) => [without(values, path), put(values, path, altered(value))])],
    namespace,
  );
  return set.flatMap(({ path }, index) => {
    const name = path.join(".");
    if (!isKnown(name)) return [`${name}: ${known.chart} has no such value`];
    const changes = text[2 * index + 1] !== text[0] || text[2 * index + 2] !== text[0];
    return changes ? [] : [`${name}: changes nothing`];
  });
}

function isKnown(path: string): boolean {
  return (
    known.values.some((value) => value.path === path) ||
    known.open.some((open) => path === open || path.startsWith(`${open}.`))
  );
}

export function isMap(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
