/** What a rule is. How it becomes a CrossGuard policy is in pack.ts. */
import type { Facts } from "./facts.ts";
import type { Past } from "./run.ts";
import { valuesOf, type Settings, type Values } from "./settings.ts";

/**
 * A registered resource as a rule sees it: plain data. Reading a value that preview cannot know throws `UnknownField`
 * (unknown.ts); the pack turns that into a finding on this resource, so a rule neither catches it nor asks beforehand.
 */
export interface Resource {
  /** Pulumi type token: `kubernetes:core/v1:Namespace`. */
  readonly type: string;
  /** `*Patch` kinds folded onto the kind they patch: `Namespace`. Empty for what is no Kubernetes object. */
  readonly kind: string;
  /** `core/v1` as the token has it; empty likewise. */
  readonly apiVersion: string;
  /** Registered as a `*Patch`: it holds what changes and nothing else. */
  readonly isPatch: boolean;
  readonly urn: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly opts: { readonly protect: boolean; readonly ignoreChanges: readonly string[] };
  /** Type token of the parent component; absent below the stack itself. */
  readonly parentType?: string;
  /** Logical name of the provider that will create it; absent for components. Its inputs hold credentials and stay out. */
  readonly provider?: string;
}

export interface Finding {
  /** Inside the resource: `spec.rules[0].host`. */
  readonly path: string;
  /** What is wrong; quotes names and sizes, never a value that may be secret. */
  readonly message: string;
  /** Resource at fault, for rules over the whole stack. */
  readonly urn?: string;
}

/** `undefined`: the rule has nothing to say about this resource. An empty list: looked at, nothing found. */
export type Verdict = readonly Finding[] | undefined;

export type Severity = "low" | "medium" | "high" | "critical";
/** `remediate`: mends what it can before it judges, and is mandatory for the rest; for rules that can mend, never where `protect` is on. */
export type Enforcement = "mandatory" | "advisory" | "remediate" | "disabled";

interface RuleBase {
  /** Equals the file name; kebab-case. */
  readonly id: string;
  /** Number in the catalogue (docs/policy.md). */
  readonly number: number;
  /** One line: what must hold. */
  readonly title: string;
  /** Why: what a tenant could do otherwise. */
  readonly why: string;
  readonly severity: Severity;
  /** Level in an environment with `protect`, and in one without. */
  readonly enforcement: { readonly protected: Enforcement; readonly open: Enforcement };
  /** What to do about a finding. */
  readonly remedy: string;
  readonly framework?: { readonly name: string; readonly version: string; readonly reference: string };
  readonly url: string;
  /** What users of the pack may tune; none by default. */
  readonly settings: Settings;
}

/** Values that a policy configuration gives for a rule's settings; missing ones have their default. */
export type Given = Readonly<Record<string, unknown>>;

/** Judges one resource, before anything is applied. */
export interface ResourceRule extends RuleBase {
  readonly scope: "resource";
  readonly check: (resource: Resource, facts: Facts, given?: Given) => Verdict;
  /** The properties as they should be, where that can be told without doubt; undefined: nothing to mend. */
  readonly remediate?: (resource: Resource, facts: Facts, given?: Given) => Resource["props"] | undefined;
}

/** Judges the stack as a whole. */
export interface StackRule extends RuleBase {
  readonly scope: "stack";
  /** @param past what happened in the run before, resource by resource */
  readonly check: (resources: readonly Resource[], facts: Facts, given: Given, past: Past) => Verdict;
}

export type Rule = ResourceRule | StackRule;

/** A rule as its file writes it: settings are optional there, and `check` sees their values with the defaults filled in. */
type Written<R extends Rule, Subject, S extends Settings, More extends readonly unknown[] = []> = Omit<
  R,
  "scope" | "settings" | "check" | "remediate"
> & {
  readonly settings?: S;
  readonly check: (subject: Subject, facts: Facts, values: Values<S>, ...more: More) => Verdict;
  readonly remediate?: (subject: Subject, facts: Facts, values: Values<S>) => Resource["props"] | undefined;
};

export function resourceRule<S extends Settings = Settings>(written: Written<ResourceRule, Resource, S>): ResourceRule {
  const { check, remediate, settings, ...rule } = written;
  return {
    scope: "resource",
    ...rule,
    settings: settings ?? {},
    check: (resource, facts, given) => check(resource, facts, valuesOf(settings, given)),
    ...(remediate && {
      remediate: (resource: Resource, facts: Facts, given?: Given) =>
        remediate(resource, facts, valuesOf(settings, given)),
    }),
  };
}

export function stackRule<S extends Settings = Settings>(
  written: Omit<Written<StackRule, readonly Resource[], S, readonly [past: Past]>, "remediate">,
): StackRule {
  const { check, settings, ...rule } = written;
  return {
    scope: "stack",
    ...rule,
    settings: settings ?? {},
    check: (resources, facts, given, past) => check(resources, facts, valuesOf(settings, given), past),
  };
}
