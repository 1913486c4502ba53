/** What a mutant is: one edit in what a stack registers, and what the pack must make of it. */
import type { Facts } from "../../policy/facts.ts";
import type { Given } from "../../policy/rule.ts";
import type { Sketch } from "../policy/harness.ts";

/**
 * What a tenant must not do to another: read its data, reach its pods, exhaust what both use, impersonate it, delete what
 * is its own; or widen its own rights. `configure`: no tenant gains by it, but what was meant is not what runs.
 */
export const guarantees = ["read", "reach", "exhaust", "impersonate", "delete", "widen", "configure"] as const;
export type Guarantee = (typeof guarantees)[number];

/** A lawful set of registrations, in which the pack finds nothing. */
export interface Stage {
  readonly name: string;
  readonly facts: Facts;
  readonly sketches: readonly Sketch[];
  /** Those of them that mutants are made of; the others are another stage's too. */
  readonly places: readonly Sketch[];
  /** Settings of rules by id, as far as they are not the default ones. */
  readonly settings: Readonly<Record<string, Given>>;
}

/** One change: an object altered (both), removed (`was` only) or added (`becomes` only). */
export interface Edit {
  readonly was?: Sketch;
  readonly becomes?: Sketch;
  /** The facts, where it is them that change, and about whom; nothing else does then. */
  readonly facts?: Facts;
  readonly about?: string;
}

/** Makes the same change wherever it fits. */
export interface Operator {
  /** What it does; with the place it makes the mutant's name, so it is unique. */
  readonly name: string;
  readonly edits: (stage: Stage) => readonly Edit[];
}

export interface Harmful extends Operator {
  readonly breaks: Guarantee;
  /** Groups of rules of which one must find it (policy/rules.ts). */
  readonly families: readonly string[];
}

export interface Mutant<O extends Operator = Operator> {
  /** `stage: operator: place`; what the command takes to reproduce it. */
  readonly name: string;
  readonly operator: O;
  readonly stage: Stage;
  readonly edit: Edit;
}

type Edits = Readonly<Record<string, Operator["edits"]>>;

/** Operators by name that break the same guarantee and that rules of the same families must find. */
export const harmful = (breaks: Guarantee, families: readonly string[], edits: Edits): readonly Harmful[] =>
  Object.entries(edits).map(([name, each]) => ({ name, breaks, families, edits: each }));

export const harmless = (edits: Edits): readonly Operator[] =>
  Object.entries(edits).map(([name, each]) => ({ name, edits: each }));

/** Every mutant that the operators make in the stages. */
export const mutantsOf = <O extends Operator>(
  operators: readonly O[],
  stages: readonly Stage[],
): readonly Mutant<O>[] =>
  stages.flatMap((stage) =>
    operators.flatMap((operator) =>
      operator
        .edits(stage)
        .map((edit) => ({ name: `${stage.name}: ${operator.name}: ${placeOf(edit)}`, operator, stage, edit })),
    ),
  );

const placeOf = ({ was, becomes, about }: Edit): string => was?.name ?? becomes?.name ?? about ?? "";
