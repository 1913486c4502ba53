/** Applies a rule so that nothing is passed by accident: what cannot be known and what breaks are findings too. */
import type { Facts } from "./facts.ts";
import type { Finding, Given, Resource, ResourceRule, StackRule, Verdict } from "./rule.ts";
import type { Run } from "./run.ts";
import { UnknownField } from "./unknown.ts";
import { unwaived } from "./waivers.ts";

/** Where waivers are applied to what resource rules find. That a rule broke is no finding of it: nothing waives that. */
export function judgeResource(rule: ResourceRule, resource: Resource, facts: Facts, given: Given, run: Run): Verdict {
  if (isOnlyRead(resource)) return undefined;
  run.noteJudged(resource.urn);
  let verdict: Verdict;
  try {
    verdict = rule.check(resource, facts, given);
  } catch (error) {
    if (!(error instanceof UnknownField)) return [brokenFinding(rule.id, error)];
    verdict = [unknownFinding(error)];
  }
  return verdict && unwaived(rule, verdict, () => resource, facts, run);
}

/**
 * The same for rules over the whole stack, which read many resources. One with an unknown value becomes a finding and is
 * left out of the next reading, so that it hides nothing that is wrong with the others.
 */
export function judgeStack(
  rule: StackRule,
  resources: readonly Resource[],
  facts: Facts,
  given: Given,
  run: Run,
): Verdict {
  const at = ({ urn }: Finding) => resources.find((resource) => resource.urn === urn);
  const waive = (findings: readonly Finding[]) => unwaived(rule, findings, at, facts, run);
  const unknown: UnknownField[] = [];
  for (;;) {
    const left = resources.filter(({ urn }) => unknown.every((field) => field.urn !== urn));
    try {
      const verdict = rule.check(left, facts, given, run);
      if (verdict === undefined && unknown.length === 0) return undefined;
      return waive([...unknown.map(unknownFinding), ...(verdict ?? [])]);
    } catch (error) {
      const isNew = error instanceof UnknownField && left.some(({ urn }) => urn === error.urn);
      if (!isNew) return [...waive(unknown.map(unknownFinding)), brokenFinding(rule.id, error)];
      unknown.push(error);
    }
  }
}

/**
 * Whether the program reads the object and does not make it. `policy analyze` shows those of a state too, without inputs
 * (resource/deploy/analyze_snapshot.go of engine 3.259); `up` shows none to resource rules. What a program makes never
 * comes without: the provider has given it its name and kind by then.
 */
const isOnlyRead = ({ kind, props }: Resource): boolean => kind !== "" && Object.keys(props).length === 0;

const unknownFinding = ({ path, urn, reason }: UnknownField): Finding => ({ path, message: reason, urn });

/** Without the error's own message: it may quote a value. */
function brokenFinding(id: string, error: unknown): Finding {
  const [place = ""] = error instanceof Error ? (/[\w.-]+\.[jt]s:\d+:\d+/.exec(error.stack ?? "") ?? []) : [];
  const name = error instanceof Error ? error.name : typeof error;
  return {
    path: "",
    message: `rule ${id} failed (${[name, place].filter(Boolean).join(" at ")}), so nothing is proved`,
  };
}
