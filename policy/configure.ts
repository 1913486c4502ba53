#!/usr/bin/env node
/**
 * Turns what people write, `{ "facts": …, "rules": … }` on standard input, into what the engine takes as
 * `--policy-pack-config`, on standard output: every rule with its level, its settings and the facts.
 */
import { policyConfig, type Choice } from "./config.ts";
import type { Facts } from "./facts.ts";
import { rules } from "./rules.ts";

const keys = ["$schema", "facts", "rules"];
const levels = ["mandatory", "advisory", "remediate", "disabled"];

/** @throws Error that says what to mend; of the facts' own form the engine takes care. */
function configured(text: string): string {
  const written = JSON.parse(text) as unknown;
  if (!isMapping(written) || !isMapping(written.facts)) {
    throw new Error('The facts are missing: { "facts": { … }, "rules": { … } }. README.md has an example.');
  }
  const { facts, rules: choices = {} } = written;
  const key = Object.keys(written).find((each) => !keys.includes(each));
  if (key !== undefined) throw new Error(`${key}: there is no such key. The keys are facts and rules.`);
  if (!isMapping(choices)) throw new Error("rules: is no mapping from ids of rules to what is chosen for them.");
  for (const [id, choice] of Object.entries(choices)) refuse(id, choice);
  // The engine checks both against the schema of each rule.
  const config = policyConfig(facts as unknown as Facts, choices as Readonly<Record<string, Choice>>);
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** The engine drops what no rule is called, and what it does not know as a level. */
function refuse(id: string, choice: unknown): void {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) throw new Error(`rules.${id}: there is no such rule. The catalogue lists the rules.`);
  if (!isMapping(choice)) throw new Error(`rules.${id}: is no mapping, such as { "level": "disabled" }.`);
  const { level = "mandatory", ...settings } = choice;
  if (!levels.some((each) => each === level)) {
    throw new Error(`rules.${id}.level: is none of ${levels.join(", ")}.`);
  }
  const name = Object.keys(settings).find((each) => !Object.hasOwn(rule.settings, each));
  if (name !== undefined) {
    const known = ["level", ...Object.keys(rule.settings)].join(", ");
    throw new Error(`rules.${id}.${name}: there is no such setting. The rule has ${known}.`);
  }
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

let text = "";
for await (const chunk of process.stdin.setEncoding("utf8")) text += String(chunk);
try {
  process.stdout.write(configured(text));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
