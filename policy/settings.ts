/** What users of the pack may tune of a rule, and the values it then has. */
import type { PolicyConfigSchema } from "@pulumi/policy";

/** JSON schema of one setting. The default is part of it, so that a rule works without configuration. */
export type Setting = PolicyConfigSchema["properties"][string] & {
  /** Meaning, unit, allowed values. */
  readonly description: string;
  readonly default: unknown;
};

/** By name, in camel case. */
export type Settings = Readonly<Record<string, Setting>>;

export type Values<S extends Settings> = { readonly [Name in keyof S]: Widened<S[Name]["default"]> };

/** A default is one value among many: `false` stands for a boolean. */
type Widened<Default> = Default extends boolean
  ? boolean
  : Default extends number
    ? number
    : Default extends string
      ? string
      : Default;

/** Of the many rules without settings: they are asked about every resource. */
const none = Object.freeze({});

/**
 * The given values over the defaults. Whatever else is given (a misspelt name) is left out here; the tools that write
 * configurations refuse it.
 */
export function valuesOf<S extends Settings>(
  settings: S | undefined,
  given: Readonly<Record<string, unknown>> = {},
): Values<S> {
  if (settings === undefined) return none as Values<S>;
  const values = Object.entries(settings).map(([name, setting]) => [name, given[name] ?? setting.default]);
  // A cast, because entries lose the names; the engine checked the values against the schema.
  return Object.fromEntries(values) as Values<S>;
}
