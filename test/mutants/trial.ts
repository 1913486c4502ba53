/** Judges mutants, and no more of a stack than each can have changed. */
import type { Resource, Rule } from "../../policy/rule.ts";
import { groups, rules as pack } from "../../policy/rules.ts";
import { judge, newRun, resource, type Sketch } from "../policy/harness.ts";
import { active } from "../policy/verdict.ts";
import type { Harmful, Mutant, Operator, Stage } from "./mutant.ts";

type Rules = Readonly<Record<string, readonly Rule[]>>;

/** What became of a mutant. */
export interface Outcome<O extends Operator = Operator> {
  readonly mutant: Mutant<O>;
  /** Rules that found it, by id; of a harmful one those of the right families only. */
  readonly found: readonly string[];
}

/** Harmful mutants that no rule of the right family finds. */
export const missed = (outcomes: readonly Outcome<Harmful>[]): readonly Outcome<Harmful>[] =>
  outcomes.filter(({ found }) => found.length === 0);

/** @param by the groups of rules that may find it */
export function tryHarmful(mutants: readonly Mutant<Harmful>[], by: Rules = groups): readonly Outcome<Harmful>[] {
  return mutants.map((mutant) => {
    const family = mutant.operator.families.flatMap((name) => by[name] ?? []);
    return { mutant, found: finders(mutant, family).slice(0, 1) };
  });
}

/** Harmless mutants in which some rule finds something. */
export function tryHarmless(mutants: readonly Mutant[], by: Rules = groups): readonly Outcome[] {
  const every = Object.values(by).flat();
  return mutants.map((mutant) => ({ mutant, found: finders(mutant, every) }));
}

/**
 * Ids of the rules that find something. Rules about one resource found nothing in the stage, so only the changed one is
 * shown to them; rules over the whole stack see all of it.
 */
function finders({ stage, edit }: Mutant, rules: readonly Rule[]): readonly string[] {
  const facts = edit.facts ?? stage.facts;
  const changed = edit.becomes === undefined ? [] : [resource(edit.becomes)];
  const whole = resourcesOf(stage).flatMap(([sketch, is]) => (sketch === edit.was ? changed : [is]));
  const resources = edit.was === undefined ? [...whole, ...changed] : whole;
  const on = new Set(active(facts));
  return rules
    .filter((rule) => on.has(rule))
    .filter((rule) => {
      const subject = rule.scope === "resource" ? changed : resources;
      const run = newRun(pack);
      return (judge(rule, subject, facts, stage.settings[rule.id] ?? {}, run) ?? []).length > 0;
    })
    .map(({ id }) => id);
}

const known = new WeakMap<Stage, readonly (readonly [Sketch, Resource])[]>();

function resourcesOf(stage: Stage): readonly (readonly [Sketch, Resource])[] {
  const made = known.get(stage) ?? stage.sketches.map((sketch) => [sketch, resource(sketch)] as const);
  known.set(stage, made);
  return made;
}
