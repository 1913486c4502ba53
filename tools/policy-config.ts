/**
 * Prints the policy pack's configuration for a stack, made from the fleet file that the stack file names:
 * `node tools/policy-config.ts Pulumi.prod.yaml > policy-config.json`, then `pulumi up --policy-pack-config policy-config.json`.
 */
import { readFleet } from "../fleets/read.ts";
import { fleetFacts, formatFaults } from "../plan/index.ts";
import { policyConfig } from "../policy/config.ts";
import { rules } from "../policy/rules.ts";
import { faultsIn } from "./policy-choices.ts";
import { readStackFile } from "./stack-file.ts";

const [stackFile = "Pulumi.test.yaml"] = process.argv.slice(2);

try {
  const { fleet, region, retire } = readStackFile(stackFile);
  const read = readFleet(fleet);
  if ("faults" in read) throw new Error(formatFaults(read.faults));
  const facts = fleetFacts(read.fleet, region, retire);
  const choices = read.fleet.policy.rules;
  const faults = faultsIn(choices, rules, facts);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  console.log(JSON.stringify(policyConfig(facts, choices), null, 2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
