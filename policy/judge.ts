/** Applies a rule so that nothing is passed by accident: what cannot be known and what breaks are findings too. */
import type { Facts } from "./facts.ts";
import type { Finding, Given, Resource, ResourceRule, StackRule, Verdict } from "./rule.ts";
import { UnknownField } from "./unknown.ts";

export function judgeResource(rule: ResourceRule, resource: Resource, facts: Facts, given: Given = {}): Verdict {
  try {
    return rule.check(resource, facts, given);
  } catch (error) {
    return [error instanceof UnknownField ? unknownFinding(error) : brokenFinding(rule.id, error)];
  }
}

/**
 * A stack rule reads many resources. One with an unknown value becomes a finding and is left out of the next reading,
 * so that it hides nothing that is wrong with the others.
 */
export function judgeStack(rule: StackRule, resources: readonly Resource[], facts: Facts, given: Given = {}): Verdict {
  const unknown: UnknownField[] = [];
  for (;;) {
    const left = resources.filter(({ urn }) => unknown.every((field) => field.urn !== urn));
    try {
      const verdict = rule.check(left, facts, given);
      return unknown.length === 0 ? verdict : [...unknown.map(unknownFinding), ...(verdict ?? [])];
    } catch (error) {
      const isNew = error instanceof UnknownField && left.some(({ urn }) => urn === error.urn);
      if (!isNew) return [...unknown.map(unknownFinding), brokenFinding(rule.id, error)];
      unknown.push(error);
    }
  }
}

function unknownFinding({ path, urn }: UnknownField): Finding {
  const message = "cannot be known in preview, so the rule cannot hold; give it a plain value instead of an output";
  return { path, message, urn };
}

/** Without the error's own message: it may quote a value. */
function brokenFinding(id: string, error: unknown): Finding {
  const [place = ""] = error instanceof Error ? (/[\w.-]+\.ts:\d+:\d+/.exec(error.stack ?? "") ?? []) : [];
  const name = error instanceof Error ? error.name : typeof error;
  return {
    path: "",
    message: `rule ${id} failed (${[name, place].filter(Boolean).join(" at ")}), so nothing is proved`,
  };
}
