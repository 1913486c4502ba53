/** Turns rules into CrossGuard policies. */
import type { Policies, Policy, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { factsSchema } from "./config.ts";
import type { Facts } from "./facts.ts";
import { judgeResource, judgeStack } from "./judge.ts";
import { ownerOf } from "./model/ownership.ts";
import type { Finding, Given, Resource, Rule } from "./rule.ts";
import type { Registered } from "./snapshot.ts";
import { snapshot } from "./snapshot.ts";

/**
 * The pack was started without configuration. It ends the operation at its first resource: as a violation the same
 * message would come once for every rule and resource.
 */
class MissingFacts extends Error {
  constructor() {
    super(
      "the pack was started without facts about the fleet. Write them with `npm run --silent policy:config > facts.json` " +
        "and pass `--policy-pack-config facts.json`",
    );
    // The SDK prints the stack, which says nothing here.
    this.stack = this.message;
  }
}

export function policies(rules: readonly Rule[]): Policies {
  return rules.map((rule) => {
    const common = describe(rule);
    return rule.scope === "resource"
      ? {
          ...common,
          validateResource: (args, report) => {
            const { facts, ...given } = configurationOf(args);
            const resource = read("resource", args);
            const findings = judgeResource(rule, resource, facts, given) ?? args.notApplicable();
            for (const finding of findings) report(text(rule, finding, resource, facts));
          },
        }
      : {
          ...common,
          validateStack: (args, report) => {
            const { facts, ...given } = configurationOf(args);
            const resources = args.resources.map((resource) => read("stack", resource));
            const findings = judgeStack(rule, resources, facts, given) ?? args.notApplicable();
            for (const finding of findings) {
              const at = resources.find(({ urn }) => urn === finding.urn);
              report(text(rule, finding, at, facts), finding.urn);
            }
          },
        };
  });
}

function describe(rule: Rule): Policy {
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
    tags: [`catalogue-${rule.number}`],
    ...(rule.framework === undefined
      ? {}
      : { framework: { ...rule.framework, specification: rule.framework.reference } }),
  };
}

function configurationOf(args: ResourceValidationArgs | StackValidationArgs): Given & { readonly facts: Facts } {
  const { facts, ...given } = args.getConfig<Given & { readonly facts?: Facts }>();
  if (facts === undefined) throw new MissingFacts();
  return { ...given, facts };
}

/** The remedy too, since the engine shows no `remediationSteps`. */
function text(rule: Rule, { path, message }: Finding, resource: Resource | undefined, facts: Facts): string {
  const owner = resource && ownerOf(resource, facts);
  return `${path === "" ? "" : `${path}: `}${message}${owner === undefined ? "" : ` (${owner})`}\n${rule.remedy}`;
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
