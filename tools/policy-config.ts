/**
 * Prints the policy pack's configuration for a stack, made from the fleet file that the stack file names:
 * `node tools/policy-config.ts Pulumi.prod.yaml > policy-config.json`, then `pulumi up --policy-pack-config policy-config.json`.
 */
import { readFleet } from "../fleets/read.ts";
import { sound } from "../fleets/sound.ts";
import { fleetFacts } from "../plan/index.ts";
import { policyConfig } from "../policy/config.ts";
import { rules } from "../policy/rules.ts";
import { command } from "./command.ts";
import { faultsIn } from "./policy-choices.ts";
import { readStackFile } from "./stack-file.ts";

const [stackFile = "Pulumi.test.yaml"] = process.argv.slice(2);

await command(() => {
  const { fleet: file, region, retire } = readStackFile(stackFile);
  const { fleet } = sound(readFleet(file));
  const facts = fleetFacts(fleet, region, retire);
  const choices = fleet.policy.rules;
  const faults = faultsIn(choices, rules, facts);
  if (faults.length > 0) throw new Error(faults.join("\n"));
  console.log(JSON.stringify(policyConfig(facts, choices), null, 2));
});
