/** Turns rules into CrossGuard policies. */
import type {
  Policies,
  Policy,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationArgs,
  StackValidationPolicy,
} from "@pulumi/policy";
import { factsSchema } from "./config.ts";
import type { Facts } from "./facts.ts";
import { judgeResource, judgeStack } from "./judge.ts";
import { apply, mend } from "./mend.ts";
import { violation } from "./message.ts";
import type { Given, Resource, ResourceRule, Rule, StackRule } from "./rule.ts";
import { startRun, type Run } from "./run.ts";
import type { Registered } from "./snapshot.ts";
import { snapshot } from "./snapshot.ts";

/**
 * The pack's configuration cannot be gone by. It ends the operation at its first resource: as a violation the same
 * message would come once for every rule and resource.
 */
class Misconfigured extends Error {
  constructor(message: string) {
    super(message);
    // The SDK prints the stack, which says nothing here.
    this.stack = message;
  }
}

/**
 * @param groups rules by the name of their group, in the order in which they are asked: the one about waivers last
 * @param today date in UTC, `2026-12-31`
 */
export function policies(groups: Readonly<Record<string, readonly Rule[]>>, today: string): Policies {
  const run = startRun(Object.values(groups).flat(), today);
  return Object.entries(groups).flatMap(([group, rules]) =>
    rules.map((rule) => {
      const common = describe(rule, group);
      return rule.scope === "resource"
        ? { ...common, ...resourcePolicy(rule, run) }
        : { ...common, ...stackPolicy(rule, run) };
    }),
  );
}

function describe(rule: Rule, group: string): Policy {
  return {
    name: rule.id,
    displayName: rule.title,
    description: `${rule.title}. ${rule.why}`,
    // Without configuration nothing is known about the environment: as strict as it gets.
    enforcementLevel: rule.enforcement.protected,
    configSchema: { properties: { facts: factsSchema, ...rule.settings } },
    severity: rule.severity,
    remediationSteps: rule.remedy,
    url: rule.url,
    tags: [`catalogue-${rule.number}`, group],
    ...(rule.framework === undefined
      ? {}
      : { framework: { ...rule.framework, specification: rule.framework.reference } }),
  };
}

function resourcePolicy(rule: ResourceRule, run: Run): Omit<ResourceValidationPolicy, keyof Policy> {
  return {
    validateResource: (args, report) => {
      const { facts, ...given } = configurationOf(rule, args);
      const resource = read("resource", args);
      // Not `notApplicable()`, which nearly every rule would call for nearly every resource: to make, send and read those
      // answers takes longer than all the judging.
      const findings = judgeResource(rule, resource, facts, given, run) ?? [];
      for (const finding of findings) report(violation(rule, finding, resource, facts));
    },
    ...(rule.remediate && {
      // The SDK asks at level `remediate` only. Read anew: another rule may have mended the same resource just now.
      remediateResource: (args: ResourceValidationArgs) => {
        const { facts, ...given } = configurationOf(rule, args);
        const all = mend(rule, snapshot(args), facts, given, run);
        return all.length === 0 ? undefined : apply(args.props, all);
      },
    }),
  };
}

function stackPolicy(rule: StackRule, run: Run): Omit<StackValidationPolicy, keyof Policy> {
  return {
    validateStack: (args, report) => {
      const { facts, ...given } = configurationOf(rule, args);
      const resources = args.resources.map((resource) => read("stack", resource));
      const findings = judgeStack(rule, resources, facts, given, run) ?? args.notApplicable();
      for (const finding of findings) {
        const at = resources.find(({ urn }) => urn === finding.urn);
        report(violation(rule, finding, at, facts), finding.urn);
      }
    },
  };
}

type Configuration = Given & { readonly facts: Facts };

function configurationOf(rule: Rule, args: ResourceValidationArgs | StackValidationArgs): Configuration {
  const { facts, ...given } = args.getConfig<Given & { readonly facts?: Facts }>();
  if (facts === undefined) {
    throw new Misconfigured(
      "the pack was started without facts about the fleet. Write them with `npm run --silent policy:config > facts.json` " +
        "and pass `--policy-pack-config facts.json`",
    );
  }
  // The engine lets pass what the schema of a policy's configuration does not name.
  const strange = Object.keys(given).find((name) => !Object.hasOwn(rule.settings, name));
  if (strange !== undefined) {
    const known = Object.keys(rule.settings).join(", ") || "none";
    throw new Misconfigured(`rule ${rule.id} has no setting ${JSON.stringify(strange)}. Its settings are: ${known}`);
  }
  return { ...given, facts };
}

/**
 * The SDK hands every policy its own copy of the same resource; reading it once takes a third of the time. All policies
 * of one request run without yielding to the event loop, and the engine asks about a resource again only after an
 * answer, so what was read stays good until the loop turns.
 */
const turn = new Map<string, Resource>();

function read(scope: Rule["scope"], registered: Registered): Resource {
  if (turn.size === 0) setImmediate(() => turn.clear());
  const key = `${scope} ${registered.urn}`;
  const known = turn.get(key);
  if (known !== undefined) return known;
  const resource = snapshot(registered);
  turn.set(key, resource);
  return resource;
}
