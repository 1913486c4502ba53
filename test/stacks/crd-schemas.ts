/** The schemas of the CRDs that fleets/test.yaml names, as the API server holds objects against them. */
import { readFileSync } from "node:fs";
import { Ajv, type AnySchema, type ValidateFunction } from "ajv";
import { parseAllDocuments } from "yaml";
import type { GatewayApiObject } from "../../plan/index.ts";

interface Definition {
  readonly kind: string;
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: AnySchema } }[];
  };
}

/** Formats and most CEL rules apart, which test/cluster has. */
const ajv = new Ajv({ strict: false, validateFormats: false });

/** Lists of which no two items have the same keys. */
ajv.addKeyword({
  keyword: "x-kubernetes-list-map-keys",
  type: "array",
  validate: (keys: readonly string[], items: readonly Readonly<Record<string, unknown>>[]) =>
    new Set(items.map((item) => JSON.stringify(keys.map((key) => item[key])))).size === items.length,
});

type Judge = (value: string) => boolean;

/** What a rule asks of a path that is compared letter by letter, in the words of the CRDs. */
const asked: readonly (readonly [form: RegExp, judge: (text: string) => Judge])[] = [
  [/^self\.value\.startsWith\('(.+)'\)$/, (text) => (value) => value.startsWith(text)],
  [/^!self\.value\.contains\('(.+)'\)$/, (text) => (value) => !value.includes(text)],
  [/^!self\.value\.endsWith\('(.+)'\)$/, (text) => (value) => !value.endsWith(text)],
  [/^self\.value\.matches\(r"""(.+)"""\)$/, (text) => (value) => new RegExp(text).test(value)],
];

const ofLetters = "(self.type in ['Exact','PathPrefix']) ? ";

/** Of rules of paths; any other is nothing that this can judge. */
function judgeOf(rule: string): Judge | undefined {
  if (!rule.startsWith(ofLetters)) return undefined;
  const condition = rule.slice(ofLetters.length).replace(/ ?: ?true$/, "");
  for (const [form, judge] of asked) {
    const [, text] = form.exec(condition) ?? [];
    if (text !== undefined) return judge(text);
  }
  throw new Error(`a rule of paths that nobody here reads: ${rule}`);
}

/** How many of the rules of paths were read. */
export const pathRules = new Set<string>();

ajv.addKeyword({
  keyword: "x-kubernetes-validations",
  type: "object",
  compile: (rules: readonly { readonly rule: string }[]) => {
    const judges = rules.flatMap(({ rule }) => {
      const judge = judgeOf(rule);
      if (judge !== undefined) pathRules.add(rule);
      return judge ?? [];
    });
    return ({ type, value }: { readonly type?: string; readonly value?: string }) =>
      type === "RegularExpression" || judges.every((judge) => judge(value ?? "/"));
  },
});

/** A field that they do not have is a fault here, which the API server would drop in silence. */
const schemas: ReadonlyMap<string, ValidateFunction> = new Map(
  parseAllDocuments(readFileSync(".fleet/crds/gateway-api-1.6.1.yaml", "utf8"))
    .map((document) => document.toJS() as Definition)
    .filter(({ kind }) => kind === "CustomResourceDefinition")
    .flatMap(({ spec: { names, versions } }) =>
      versions.map(({ name, schema }) => {
        // What was added keeps it a schema.
        const whole = closed(schema.openAPIV3Schema) as AnySchema;
        return [`${name} ${names.kind}`, ajv.compile(whole)] as const;
      }),
    ),
);

function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return "properties" in inner && !("additionalProperties" in inner)
    ? { ...inner, additionalProperties: false }
    : inner;
}

/** What the schema of its kind has against an object. */
export function problems({ apiVersion, kind, spec }: GatewayApiObject): readonly unknown[] {
  const validate = schemas.get(`${apiVersion.split("/")[1] ?? ""} ${kind}`);
  if (validate === undefined) throw new Error(`no CRD has ${apiVersion} ${kind}`);
  return validate({ spec }) ? [] : (validate.errors ?? []);
}
