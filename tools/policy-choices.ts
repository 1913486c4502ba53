/** What a fleet chooses for rules of the policy pack, held against the rules: the plan knows none of them. */
import * as z from "zod";
import type { RuleChoice } from "../plan/model/platform.ts";
import { nearest } from "../plan/schema/nearest.ts";
import { ownLevel } from "../policy/config.ts";
import type { Facts } from "../policy/facts.ts";
import type { Enforcement, Rule } from "../policy/rule.ts";

/** From what is not asked to what stops a run. To mend is to stop for the rest. */
const strictness: Readonly<Record<Enforcement, number>> = { disabled: 0, advisory: 1, mandatory: 2, remediate: 2 };

/** Every fault, one line each; none when the choices can be handed to the pack. */
export function faultsIn(
  choices: Readonly<Record<string, RuleChoice>>,
  rules: readonly Rule[],
  facts: Pick<Facts, "protect">,
): readonly string[] {
  return Object.entries(choices).flatMap(([id, { level, ...settings }]) => {
    const path = `policy.rules.${id}`;
    const rule = rules.find((each) => each.id === id);
    if (rule === undefined) {
      const known = rules.map((each) => each.id);
      return [`${path}: there is no such rule. ${meant(id, known) ?? "docs/policy.md lists the rules."}`];
    }
    const found = [
      level === undefined ? undefined : wrongLevel(level, rule, facts),
      ...Object.entries(settings).map(([name, value]) => wrongSetting(name, value, rule)),
    ];
    return found.flatMap((fault) => (fault === undefined ? [] : [`${path}.${fault}`]));
  });
}

function wrongLevel(level: Enforcement, rule: Rule, { protect }: Pick<Facts, "protect">): string | undefined {
  const own = ownLevel(rule.enforcement, { protect });
  if (level === "remediate") {
    if (rule.scope !== "resource" || rule.remediate === undefined) {
      return "level: this rule can mend nothing. Leave the level out, or make it mandatory.";
    }
    return protect ? "level: nothing is mended where `protect` is on. Leave the level out." : undefined;
  }
  if (!protect || strictness[level] >= strictness[own]) return undefined;
  return `level: "${level}" is less than the rule's own "${own}", and \`protect\` is on. Leave it out; where the rule cannot hold, grant a waiver.`;
}

function wrongSetting(name: string, value: unknown, rule: Rule): string | undefined {
  const setting = rule.settings[name];
  if (setting === undefined || !Object.hasOwn(rule.settings, name)) {
    const known = [...Object.keys(rule.settings), "level"];
    return `${name}: there is no such setting. ${meant(name, known) ?? `The rule has ${known.join(", ")}.`}`;
  }
  // The two describe schemas in types of their own; what the rules write is plain JSON schema.
  const judged = z.fromJSONSchema(setting as Parameters<typeof z.fromJSONSchema>[0]).safeParse(value);
  if (judged.success) return undefined;
  const [issue] = judged.error.issues;
  const at = [name, ...(issue?.path ?? [])].join(".");
  return `${at}: ${issue?.message ?? "is wrong"}. ${setting.description}`;
}

function meant(word: string, known: readonly string[]): string | undefined {
  const guess = nearest(word, known);
  return guess === undefined ? undefined : `Did you mean "${guess}"?`;
}
