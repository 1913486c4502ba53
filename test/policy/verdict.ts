import { ownLevel } from "../../policy/config.ts";
import type { Facts } from "../../policy/facts.ts";
import type { Given, Rule } from "../../policy/rule.ts";
import { rules } from "../../policy/rules.ts";
import { judge, newRun, resource, type Sketch } from "./harness.ts";
import { facts, world } from "./world.ts";

/** Paths of what the rule finds in these resources, in order; undefined when it has nothing to say about them. */
export function found(
  rule: Rule,
  sketches: Sketch | readonly Sketch[],
  given: Facts = facts(),
): readonly string[] | undefined {
  return verdict(rule, sketches, given)?.map(({ path }) => path);
}

/** Messages likewise. */
export function messages(
  rule: Rule,
  sketches: Sketch | readonly Sketch[],
  given: Facts = facts(),
): readonly string[] | undefined {
  return verdict(rule, sketches, given)?.map(({ message }) => message);
}

/** Whether the rule's one finding is that preview cannot know the value at this path. */
export function cannotKnow(rule: Rule, sketches: Sketch | readonly Sketch[], path: string): boolean {
  const [first, ...rest] = verdict(rule, sketches, facts()) ?? [];
  return first?.path === path && first.message.startsWith("cannot be known in preview") && rest.length === 0;
}

/** Names of the world's resources that the rule has something to say about. */
export const judged = (rule: Rule): readonly (string | undefined)[] =>
  world()
    .filter((sketch) => found(rule, sketch) !== undefined)
    .map(({ name }) => name);

/** The rules that are on in an environment like that. */
export const active = (given: Facts): readonly Rule[] =>
  rules.filter(({ enforcement }) => ownLevel(enforcement, given) !== "disabled");

/**
 * Ids of the rules that find something in these resources, each once.
 * @param settings by id of the rule
 */
export function fired(
  sketches: readonly Sketch[],
  given: Facts = facts(),
  settings: Readonly<Record<string, Given>> = {},
): readonly string[] {
  const resources = sketches.map(resource);
  const run = newRun(rules);
  return active(given)
    .filter((rule) => (judge(rule, resources, given, settings[rule.id] ?? {}, run) ?? []).length > 0)
    .map(({ id }) => id);
}

const verdict = (rule: Rule, sketches: Sketch | readonly Sketch[], given: Facts) =>
  judge(rule, "type" in sketches ? resource(sketches) : sketches.map(resource), given);
