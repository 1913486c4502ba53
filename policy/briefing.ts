/**
 * What all rules go by. The facts stand once in the pack's configuration, at a policy that finds nothing and is asked before any rule.
 * A copy for every rule took the engine and the pack seconds to check, send and read.
 */
import type { ResourceValidationArgs, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { factsSchema } from "./config.ts";
import { briefingId, briefingLevel, type Facts } from "./facts.ts";
import { read } from "./reading.ts";
import type { Given, Rule } from "./rule.ts";

/** What the arguments of all requests have in common. */
type Configured = Pick<ResourceValidationArgs, "getConfig">;

export interface Briefing {
  readonly policy: ResourceValidationPolicy & StackValidationPolicy;
  /** @throws Misconfigured when the policy was not asked before: without facts nothing is proved */
  readonly facts: () => Facts;
  /** @throws Misconfigured at a setting that the rule has not: the engine lets pass what no schema names */
  readonly settingsOf: (rule: Rule, args: Configured) => Given;
}

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

export function brief(): Briefing {
  let known: Facts | undefined;
  const settings = new Map<string, Given>();
  const take = (args: Configured): undefined => {
    const { facts } = args.getConfig<{ readonly facts?: Facts }>();
    // The SDK makes new objects when it is configured, and then only.
    if (facts !== known) settings.clear();
    known = facts;
    requireFacts(known);
  };
  return {
    policy: {
      name: briefingId,
      description: "The facts about the fleet that all rules go by.",
      enforcementLevel: briefingLevel,
      configSchema: { properties: { facts: factsSchema }, required: ["facts"] },
      remediateResource: take,
      // Asked first, it also is the one that sees what the messages say (reading.ts).
      validateResource: (args) => {
        take(args);
        read("resource", args);
      },
      validateStack: (args) => {
        take(args);
        for (const resource of args.resources) read("stack", resource);
      },
    },
    facts: () => requireFacts(known),
    settingsOf: (rule, args) => {
      const before = settings.get(rule.id);
      if (before !== undefined) return before;
      const given = args.getConfig<Given>();
      refuseStrange(rule, given);
      settings.set(rule.id, given);
      return given;
    },
  };
}

function requireFacts(facts: Facts | undefined): Facts {
  if (facts !== undefined) return facts;
  throw new Misconfigured(
    "the pack was started without facts about the fleet. Write them with `npm run --silent policy:config > facts.json` " +
      "and pass `--policy-pack-config facts.json`",
  );
}

function refuseStrange(rule: Rule, given: Given): void {
  const strange = Object.keys(given).find((name) => !Object.hasOwn(rule.settings, name));
  if (strange === undefined) return;
  const known = Object.keys(rule.settings).join(", ") || "none";
  throw new Misconfigured(`rule ${rule.id} has no setting ${JSON.stringify(strange)}. Its settings are: ${known}`);
}
