/** docs/settings.md: every setting of the fleet file, from the JSON schema. */
import type { JsonSchema } from "../plan/jsonSchema.ts";

type Schema = JsonSchema | boolean | undefined;

interface Row {
  readonly setting: string;
  readonly type: string;
  readonly fallback: string;
  readonly meaning: string;
}

export function settingsPage(fleet: JsonSchema, tenant: JsonSchema): string {
  const sections = [
    section("## Fleet file", "One per environment, for example `fleets/prod.yaml`.", rowsOf(fleet, "", ["tenants"])),
    section("## Tenant", "An item of `tenants`, or a file of its own.", rowsOf(tenant, "", ["registries", "plugins"])),
    "## Registries\n\nItems of a tenant's `registries`. The type decides which settings there are.",
    ...kinds(tenant, "registries"),
    "## Plugins\n\nItems of a tenant's `plugins` ([plugins](plugins.md)). What `use` names decides what `config` may hold.",
    ...kinds(tenant, "plugins"),
  ];
  return [head, ...sections].join("\n\n") + "\n";
}

/** A section for each of the forms that items of a list have. */
const kinds = (schema: JsonSchema, list: string): readonly string[] =>
  alternatives(at(schema, list, "items")).map((each) =>
    section(`### ${each.title ?? ""}`, each.description ?? "", rowsOf(each, "", [])),
  );

const head = `# Settings

Written by \`npm run generate\` from the schema in \`plan/schema.ts\`: change it there. Editors check fleet files with
\`fleets/fleet.schema.json\`, files of one tenant with \`fleets/tenant.schema.json\`. \`[]\` stands for each item of a list,
\`<name>\` for a key of your choice.`;

function section(title: string, about: string, rows: readonly Row[]): string {
  const lines = rows.map(
    ({ setting, type, fallback, meaning }) => `| \`${setting}\` | ${type} | ${fallback} | ${meaning} |`,
  );
  const table = ["| Setting | Type | Default | Meaning |", "| --- | --- | --- | --- |", ...lines].join("\n");
  return `${title}\n\n${about}\n\n<!-- prettier-ignore -->\n${table}`;
}

/** @param unopened settings whose inside has a section of its own */
function rowsOf(schema: Schema, prefix: string, unopened: readonly string[]): readonly Row[] {
  if (typeof schema !== "object") return [];
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const setting = `${prefix}${key}`;
    const row = rowOf(setting, inner, schema.required?.includes(key) === true);
    return unopened.includes(setting) ? [row] : [row, ...inside(inner, setting)];
  });
  const forms = alternatives(schema).flatMap((each) => rowsOf(each, prefix, unopened));
  const first = forms.filter(({ setting }, at) => forms.findIndex((other) => other.setting === setting) === at);
  return [...own, ...first.map((row) => ({ ...row, fallback: row.fallback && `${row.fallback} in its form` }))];
}

/** Rows of what a setting holds. */
function inside(schema: Schema, setting: string): readonly Row[] {
  if (typeof schema !== "object") return [];
  if (schema.type === "array") return rowsOf(schema.items as Schema, `${setting}[].`, []);
  if (typeof schema.additionalProperties === "object")
    return rowsOf(schema.additionalProperties, `${setting}.<name>.`, []);
  return rowsOf(schema, `${setting}.`, []);
}

function rowOf(setting: string, schema: Schema, required: boolean): Row {
  const { description = "", default: fallback } = typeof schema === "object" ? schema : {};
  const shown = fallback === undefined || isEmptyMap(fallback) ? "" : `\`${JSON.stringify(fallback)}\``;
  return { setting, type: typeOf(schema), fallback: required ? "**required**" : shown, meaning: cell(description) };
}

/** A map of settings has the defaults of its settings. */
const isEmptyMap = (value: unknown): boolean => JSON.stringify(value) === "{}";

function typeOf(schema: Schema): string {
  if (typeof schema !== "object") return "anything";
  const forms = alternatives(schema);
  if (forms.length > 0) return [...new Set(forms.map(typeOf))].join(" or ");
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.type === "array") return `list of ${plural(typeOf(schema.items as Schema))}`;
  return words[String(schema.type)] ?? String(schema.type);
}

const words: Readonly<Record<string, string>> = { object: "map", string: "text", integer: "whole number" };

const plural = (type: string): string => (type.startsWith("`") ? type : `${type}s`);

const alternatives = (schema: Schema): readonly JsonSchema[] =>
  typeof schema === "object"
    ? [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter((each) => typeof each === "object")
    : [];

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

function at(schema: JsonSchema, property: string, part: "items"): Schema {
  const found = schema.properties?.[property];
  return typeof found === "object" ? (found[part] as Schema) : undefined;
}
