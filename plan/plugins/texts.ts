/** What stands in what a plugin is told, with its place. */
import type { FleetPath } from "../fault.ts";
import type { SecretKey } from "./builtin.ts";

export interface PlacedText {
  readonly path: FleetPath;
  readonly text: string;
}

/** Every text, keys included. */
export function textsOf(value: unknown, path: FleetPath = []): readonly PlacedText[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, at) => textsOf(item, [...path, at]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = [...path, key];
    return [{ path: place, text: key }, ...textsOf(inner, place)];
  });
}

export interface PlacedSecret {
  readonly path: FleetPath;
  readonly of: SecretKey;
}

/** Every value of a Secret in it: maps with `secret` and `key`, and nothing else. */
export function secretsOf(value: unknown, path: FleetPath = []): readonly PlacedSecret[] {
  if (typeof value !== "object" || value === null) return [];
  if (isSecretKey(value)) return [{ path, of: value }];
  return Object.entries(value).flatMap(([key, inner]) =>
    secretsOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** Such a map is one everywhere: a plugin that wants one of its own by that shape would want a credential in clear. */
export function isSecretKey(value: unknown): value is SecretKey {
  if (typeof value !== "object" || value === null) return false;
  const keys = Object.keys(value).toSorted();
  return keys.join() === "key,secret" && Object.values(value).every((each) => typeof each === "string");
}
