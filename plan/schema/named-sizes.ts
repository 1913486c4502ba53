/** Sizes that settings name: any that the fleet file has, which no schema by itself can know. */
import type { FleetPath } from "../fault.ts";
import { builtInSizes } from "../sizes.ts";
import { unknownChoice, type SchemaRemark } from "./issues.ts";

/** Names that may stand for a size; those with faults of their own too, so that whoever uses one is not told that there is none. */
export const sizeNames = ({ sizes }: Readonly<Record<string, unknown>>): readonly string[] => [
  ...builtInSizes,
  ...Object.keys(record(sizes)),
];

/**
 * What there is to say of the sizes named in a part of the file, as far as they are text.
 * @param written the fleet file's settings, or one tenant
 * @param at where it stands
 */
export const unknownSizes = (written: unknown, at: FleetPath, known: readonly string[]): readonly SchemaRemark[] =>
  named(written).flatMap(({ path, size }) =>
    typeof size !== "string" || known.includes(size) ? [] : [unknownChoice(known, size, [...at, ...path])],
  );

function named(written: unknown): readonly { readonly path: FleetPath; readonly size: unknown }[] {
  const { size, entry, gateways, inRegion } = record(written);
  const list = Array.isArray(gateways) ? (gateways as readonly unknown[]) : [];
  return [
    { path: ["size"], size },
    { path: ["entry", "size"], size: record(entry)["size"] },
    ...Object.entries(record(inRegion)).map(([region, own]) => ({
      path: ["inRegion", region, "size"],
      size: record(own)["size"],
    })),
    ...list.map((gateway, at) => ({ path: ["gateways", at, "size"], size: record(gateway)["size"] })),
  ];
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
