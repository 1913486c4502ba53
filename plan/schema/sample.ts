/** What a map looks like, for whoever wrote something else in its place. */
import * as z from "zod";

/** All settings of the map, then how one is written: `from`, `{ from: […] }`. */
export function sampleOf(map: z.ZodObject): readonly [settings: string, sample: string] {
  return [Object.keys(map.shape).join(", "), sample(map)];
}

/** Values that the schema itself names; `…` for what only the writer knows. */
function sample(schema: unknown): string {
  if (schema instanceof z.ZodPrefault) return byDefault(schema.def.defaultValue) ?? sample(schema.def.innerType);
  if (schema instanceof z.ZodExactOptional) return sample(schema.def.innerType);
  if (schema instanceof z.ZodPipe) return sample(schema.def.in);
  if (schema instanceof z.ZodUnion) return sample(schema.options[0]);
  if (schema instanceof z.ZodBoolean) return "true";
  if (schema instanceof z.ZodNumber) return String(schema.minValue ?? 1);
  if (schema instanceof z.ZodEnum) return String(schema.options[0]);
  if (schema instanceof z.ZodArray) return `[${sample(schema.element)}]`;
  return schema instanceof z.ZodObject ? `{ ${shown(schema.shape).join(", ")} }` : "…";
}

/** Of a switch `true`, since whoever writes it down wants it on. */
const byDefault = (value: unknown): string | undefined =>
  typeof value === "number" || typeof value === "string" ? String(value) : undefined;

/** Those that must be there, or the first where none must. */
function shown(shape: Readonly<Record<string, unknown>>): readonly string[] {
  const written = Object.entries(shape).map(([key, value]) => ({ key, value, needed: isNeeded(value) }));
  const needed = written.filter((each) => each.needed);
  return (needed.length > 0 ? needed : written.slice(0, 1)).map(({ key, value }) => `${key}: ${sample(value)}`);
}

const isNeeded = (schema: unknown): boolean =>
  !(schema instanceof z.ZodPrefault || schema instanceof z.ZodExactOptional);
