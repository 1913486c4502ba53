import { Ajv } from "ajv";
import type { JsonSchema } from "../../plan/jsonSchema.ts";

/** What the schema's own parts are typed as: a part may also be `true` or `false`. */
type Part = NonNullable<JsonSchema["not"]>;
type Form = Exclude<Part, boolean>;

const ajv = new Ajv({ strict: false });

/**
 * Paths of the settings that a schema has: `tenants[].routes[].path`. Where one of several forms is to be written, each
 * is a path of its own, named by what tells it apart: `higress.chart<path>.path`.
 */
export function settingsIn(schema: JsonSchema): ReadonlySet<string> {
  return new Set(walk(schema, undefined, ""));
}

/** Those of them that a file has: the same walk, wherever the file goes along. */
export function settingsUsed(schema: JsonSchema, file: unknown): ReadonlySet<string> {
  return new Set(walk(schema, { value: file }, ""));
}

/** @param data what the file has at this path; absent to go everywhere */
function walk(schema: Part | undefined, data: { readonly value: unknown } | undefined, path: string): string[] {
  if (schema === undefined || typeof schema === "boolean") return [];
  const forms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter((form) => typeof form !== "boolean");
  if (forms.length > 0) {
    return forms
      .filter((form) => data === undefined || ajv.validate(form, data.value))
      .flatMap((form) => walk(form, data, `${path}<${nameOf(form)}>`));
  }
  if (schema.properties !== undefined) {
    return Object.entries(schema.properties).flatMap(([key, property]) => {
      const inner = path === "" ? key : `${path}.${key}`;
      if (data === undefined) return walk(property, undefined, inner);
      return isRecord(data.value) && key in data.value ? walk(property, { value: data.value[key] }, inner) : [];
    });
  }
  if (schema.items !== undefined && !Array.isArray(schema.items)) {
    const { items } = schema;
    const values = data === undefined ? [undefined] : Array.isArray(data.value) ? data.value.map(wrap) : [];
    return values.flatMap((value) => walk(items, value, `${path}[]`));
  }
  if (isRecord(schema.additionalProperties)) {
    const rest: Form = schema.additionalProperties;
    const values = data === undefined ? [undefined] : isRecord(data.value) ? Object.values(data.value).map(wrap) : [];
    return values.flatMap((value) => walk(rest, value, `${path}.*`));
  }
  return [path];
}

const wrap = (value: unknown) => ({ value });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What tells a form from the others beside it: its `type`, of a key its `kty`, of a plugin its `use`, or else its first key, or what it is. */
function nameOf(form: Form): string {
  const type = form.properties?.type ?? form.properties?.kty ?? form.properties?.use;
  if (isRecord(type)) return [type.const ?? type.enum].flat().join("|");
  return Object.keys(form.properties ?? {})[0] ?? String(form.type);
}
