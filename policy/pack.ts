/** Turns rules into CrossGuard policies. */
import type {
  Policies,
  Policy,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { brief, type Briefing } from "./briefing.ts";
import { judgeResource, judgeStack } from "./judge.ts";
import { apply, mend } from "./mend.ts";
import { violation } from "./message.ts";
import { read } from "./reading.ts";
import type { ResourceRule, Rule, StackRule } from "./rule.ts";
import { startRun, type Run } from "./run.ts";
import { snapshot } from "./snapshot.ts";

/**
 * @param groups rules by the name of their group, in the order in which they are asked: the one about waivers last
 * @param today date in UTC, `2026-12-31`
 */
export function policies(groups: Readonly<Record<string, readonly Rule[]>>, today: string): Policies {
  const run = startRun(Object.values(groups).flat(), today);
  const briefing = brief();
  const judges = Object.entries(groups).flatMap(([group, rules]) =>
    rules.map((rule) => {
      const common = describe(rule, group);
      return rule.scope === "resource"
        ? { ...common, ...resourcePolicy(rule, briefing, run) }
        : { ...common, ...stackPolicy(rule, briefing, run) };
    }),
  );
  return [briefing.policy, ...judges];
}

function describe(rule: Rule, group: string): Policy {
  return {
    name: rule.id,
    displayName: rule.title,
    description: `${rule.title}. ${rule.why}`,
    // Without configuration nothing is known about the environment: as strict as it gets.
    enforcementLevel: rule.enforcement.protected,
    configSchema: { properties: { ...rule.settings } },
    severity: rule.severity,
    remediationSteps: rule.remedy,
    url: rule.url,
    tags: [`catalogue-${rule.number}`, group],
    ...(rule.framework === undefined
      ? {}
      : { framework: { ...rule.framework, specification: rule.framework.reference } }),
  };
}

function resourcePolicy(
  rule: ResourceRule,
  briefing: Briefing,
  run: Run,
): Omit<ResourceValidationPolicy, keyof Policy> {
  return {
    validateResource: (args, report) => {
      const [facts, given] = [briefing.facts(), briefing.settingsOf(rule, args)];
      const resource = read("resource", args);
      // Not `notApplicable()`, which nearly every rule would call for nearly every resource: to make, send and read those
      // answers takes longer than all the judging.
      const findings = judgeResource(rule, resource, facts, given, run) ?? [];
      for (const finding of findings) report(violation(rule, finding, resource, facts));
    },
    ...(rule.remediate && {
      // The SDK asks at level `remediate` only. Read anew: another rule may have mended the same resource just now.
      remediateResource: (args: ResourceValidationArgs) => {
        const [facts, given] = [briefing.facts(), briefing.settingsOf(rule, args)];
        const all = mend(rule, snapshot(args), facts, given, run);
        return all.length === 0 ? undefined : apply(args.props, all);
      },
    }),
  };
}

function stackPolicy(rule: StackRule, briefing: Briefing, run: Run): Omit<StackValidationPolicy, keyof Policy> {
  return {
    validateStack: (args, report) => {
      const [facts, given] = [briefing.facts(), briefing.settingsOf(rule, args)];
      const resources = args.resources.map((resource) => read("stack", resource));
      const findings = judgeStack(rule, resources, facts, given, run) ?? args.notApplicable();
      for (const finding of findings) {
        const at = resources.find(({ urn }) => urn === finding.urn);
        report(violation(rule, finding, at, facts), finding.urn);
      }
    },
  };
}
