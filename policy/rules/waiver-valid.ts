import type { Facts, Waiver } from "../facts.ts";
import { isObject } from "../model/kinds.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";
import type { Past } from "../run.ts";
import { daysLeft, isWithin, longestDays, waiverRule } from "../waivers.ts";

export default stackRule({
  id: waiverRule,
  number: 80,
  title: "Every waiver is needed, answered for and about to end",
  why: "An exception that nobody remembers is a hole: the next mistake in its scope passes unseen.",
  severity: "medium",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Mend what was waived and take the waiver out of the fleet file, or grant it anew with rule, scope, reason, owner and day.",
  url: ruleUrl(waiverRule),
  settings: {
    maxDays: {
      type: "integer",
      minimum: 1,
      maximum: longestDays,
      description: "Days from today until a waiver's last day at most.",
      default: longestDays,
    },
  },
  check(resources, facts, { maxDays }, past) {
    if (facts.waivers.length === 0) return undefined;
    return facts.waivers.flatMap((waiver, index) => {
      const found = [...grant(waiver, past), ...days(waiver, maxDays, past.today)];
      const faults = found.length > 0 ? found : idle(waiver, resources, facts, past);
      return faults.map(({ path, message }) => ({
        path: `waivers[${index}].${path}`,
        message: `${message}; the waiver is from ${waiver.rule || "no rule"} for ${Object.entries(waiver.scope).flat().join(" ")}`,
      }));
    });
  },
});

function grant({ rule, reason, owner }: Waiver, past: Past): readonly Finding[] {
  const isEmpty = (text: string): boolean => text.trim() === "";
  return [
    ...(rule === waiverRule ? [{ path: "rule", message: "is the rule about waivers, which none takes away" }] : []),
    ...(past.scopeOf(rule) === undefined ? [{ path: "rule", message: "is no rule of the pack" }] : []),
    ...(isEmpty(reason) ? [{ path: "reason", message: "says nothing" }] : []),
    ...(isEmpty(owner) ? [{ path: "owner", message: "is nobody" }] : []),
  ];
}

function days(waiver: Waiver, maxDays: number, today: string): readonly Finding[] {
  const left = daysLeft(waiver, today);
  const day = JSON.stringify(waiver.expires);
  if (left === undefined) return [{ path: "expires", message: `${day} is no date` }];
  if (left < 0) return [{ path: "expires", message: `${day} is over: nothing is waived any more` }];
  if (left <= maxDays) return [];
  return [{ path: "expires", message: `${day} is ${left} days ahead, and ${maxDays} are the most` }];
}

/**
 * A waiver that took nothing away. Where the run did not ask about every resource in its scope, as with `--target`, or
 * the scope is a resource of another stack, that proves nothing.
 */
function idle(waiver: Waiver, resources: readonly Resource[], facts: Facts, past: Past): readonly Finding[] {
  if (past.hasUsed(waiver) || isElsewhere(waiver, resources)) return [];
  const isForResources = past.scopeOf(waiver.rule) === "resource";
  const unasked = resources.filter((one) => isObject(one) && isWithin(waiver, one, facts) && !past.hasJudged(one.urn));
  if (isForResources && unasked.length > 0) return [];
  return [{ path: "scope", message: "takes nothing away: the rule finds nothing there" }];
}

function isElsewhere({ scope }: Waiver, [first]: readonly Resource[]): boolean {
  const stackOf = (urn: string): string | undefined => urn.split("::")[0];
  return "urn" in scope && first !== undefined && stackOf(scope.urn) !== stackOf(first.urn);
}
