/** The form of what people write for the policy pack, `{ "facts": …, "rules": … }`: a JSON schema and a page. */
import { factsSchema } from "../policy/config.ts";
import type { Rule } from "../policy/rule.ts";
import { meanings } from "./policy-facts.ts";

/** The part of JSON schema that the facts use. */
interface Schema {
  readonly type?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

/** @throws Error when a fact has no meaning given, or a meaning no fact. */
export function policySchema(rules: readonly Rule[]) {
  const facts = described(factsSchema as Schema, "");
  const known = new Set(fields(facts, "").map(({ path }) => path));
  const strange = Object.keys(meanings).find((path) => !known.has(path));
  if (strange !== undefined) throw new Error(`tools/policy-facts.ts: there is no fact ${strange}; remove its meaning`);
  const level = {
    description: "Level other than the rule's own.",
    enum: ["mandatory", "advisory", "remediate", "disabled"],
  };
  const choices = rules.map(({ id, title, settings }) => [
    id,
    { type: "object", description: `${title}.`, properties: { level, ...settings }, additionalProperties: false },
  ]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "What the Higress fleet policy pack is told",
    type: "object",
    properties: {
      $schema: { type: "string" },
      facts: { ...facts, description: "Who owns what." },
      rules: {
        type: "object",
        description: "Levels and settings, by id of the rule.",
        properties: Object.fromEntries(choices) as Readonly<Record<string, unknown>>,
        additionalProperties: false,
      },
    },
    required: ["facts"],
    additionalProperties: false,
  };
}

/** Every fact with its type and meaning, as Markdown. */
export function factsPage(): string {
  const rows = fields(described(factsSchema as Schema, ""), "").map(
    ({ path, schema, isRequired }) =>
      `| \`${path}\` | ${typeOf(schema)} | ${isRequired ? "yes" : "no"} | ${schema.description ?? ""} |`,
  );
  return `# Facts

Written by \`npm run generate\` from \`policy/config.ts\` and \`tools/policy-facts.ts\`. \`[]\` is any element of a list. Every list may be
empty. \`facts.schema.json\` says the same to editors.

<!-- prettier-ignore -->
| Fact | Type | Required | Meaning |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
}

function described(schema: Schema, path: string): Schema {
  const description = meanings[path];
  const isElement = path === "" || path.endsWith("[]");
  if (description === undefined && !isElement)
    throw new Error(`tools/policy-facts.ts: say what the fact ${path} means`);
  return {
    ...schema,
    ...(description !== undefined && { description }),
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([key, part]) => [key, described(part, below(path, key))]),
      ),
    }),
    ...(schema.items && { items: described(schema.items, `${path}[]`) }),
  };
}

interface Field {
  readonly path: string;
  readonly schema: Schema;
  readonly isRequired: boolean;
}

function fields({ properties = {}, required = [], items }: Schema, path: string): readonly Field[] {
  return [
    ...Object.entries(properties).flatMap(([key, schema]) => {
      const inner = below(path, key);
      return [{ path: inner, schema, isRequired: required.includes(key) }, ...fields(schema, inner)];
    }),
    ...(items === undefined ? [] : fields(items, `${path}[]`)),
  ];
}

const below = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

function typeOf({ type, enum: values, items }: Schema): string {
  if (values !== undefined) return values.map((value) => `\`${String(value)}\``).join(" or ");
  return items === undefined ? String(type) : `list of ${typeOf(items)}s`;
}
