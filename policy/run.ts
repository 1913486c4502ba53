/** What happened so far in one run of the pack: rules over the whole stack come last and may ask. */
import type { Waiver } from "./facts.ts";
import type { Rule } from "./rule.ts";

export interface Past {
  /** Date in UTC, `2026-12-31`. */
  readonly today: string;
  /** What the rule of that id judges; undefined when there is none. */
  readonly scopeOf: (id: string) => Rule["scope"] | undefined;
  /** Whether resource rules were asked about the resource: a run with `--target` asks about some only. */
  readonly hasJudged: (urn: string) => boolean;
  /** Whether the waiver took a finding away. */
  readonly hasUsed: (waiver: Waiver) => boolean;
}

export interface Run extends Past {
  readonly noteJudged: (urn: string) => void;
  readonly noteUsed: (waiver: Waiver) => void;
}

/**
 * A run that begins. The engine starts the pack once per operation, so a run lasts as long as the process.
 * @param today date in UTC, `2026-12-31`
 */
export function startRun(rules: readonly Pick<Rule, "id" | "scope">[], today: string): Run {
  const scopes = new Map(rules.map(({ id, scope }) => [id, scope]));
  const judged = new Set<string>();
  const used = new Set<string>();
  return {
    today,
    scopeOf: (id) => scopes.get(id),
    hasJudged: (urn) => judged.has(urn),
    hasUsed: (waiver) => used.has(keyOf(waiver)),
    noteJudged: (urn) => judged.add(urn),
    noteUsed: (waiver) => used.add(keyOf(waiver)),
  };
}

/** Every rule has a copy of the facts of its own, so a waiver is known by what it says. */
const keyOf = ({ rule, scope }: Waiver): string => JSON.stringify([rule, scope]);
