/**
 * Prints the policy pack's configuration for a stack, made from the fleet file that the stack file names:
 * `node tools/policy-config.ts Pulumi.prod.yaml > policy-config.json`, then `pulumi up --policy-pack-config policy-config.json`.
 */
import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { readFleet } from "../fleets/read.ts";
import { fleetFacts, formatFaults } from "../plan/index.ts";
import { policyConfig } from "../policy/config.ts";
import { rules } from "../policy/rules.ts";
import { faultsIn } from "./policy-choices.ts";

interface StackFile {
  readonly config?: Readonly<Record<string, unknown>>;
}

const [stackFile = "Pulumi.test.yaml"] = process.argv.slice(2);

/** A setting of the stack file that the fleet cannot be found without. */
function setting(key: string): string {
  if (!existsSync(stackFile))
    throw new Error(`There is no ${stackFile}; name a stack file, for example Pulumi.prod.yaml`);
  const { config } = parse(readFileSync(stackFile, "utf8")) as StackFile;
  const value = config?.[`higress-fleet:${key}`];
  if (typeof value !== "string") throw new Error(`${stackFile} has no higress-fleet:${key}; add it under config:`);
  return value;
}

try {
  const read = readFleet(setting("fleet"));
  if ("faults" in read) throw new Error(formatFaults(read.faults));
  const facts = fleetFacts(read.fleet, setting("region"));
  const choices = read.fleet.policy.rules;
  const faults = faultsIn(choices, rules, facts);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  console.log(JSON.stringify(policyConfig(facts, choices), null, 2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
