/**
 * `npm run business-policy -- --tenant acme`: the NetworkPolicy that a cluster of services needs to be called by a tenant's gateways
 * in another cluster, on standard output. It needs no cluster.
 */
import { readFleet } from "../../fleets/read.ts";
import { sound } from "../../fleets/sound.ts";
import { command } from "../command.ts";
import { wanted } from "./arguments.ts";
import { businessPolicy } from "./policy.ts";
import { printed } from "./print.ts";

await command(() => {
  const asked = wanted(process.argv.slice(2));
  const { fleet } = sound(readFleet(asked.fleet));
  for (const line of printed(businessPolicy(fleet, asked), asked.tenant)) console.log(line);
});
