/** Every text in what a plugin is told, keys included, with its place. */
import type { FleetPath } from "../fault.ts";

export interface PlacedText {
  readonly path: FleetPath;
  readonly text: string;
}

export function textsOf(value: unknown, path: FleetPath = []): readonly PlacedText[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, at) => textsOf(item, [...path, at]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = [...path, key];
    return [{ path: place, text: key }, ...textsOf(inner, place)];
  });
}
