/** The edge: stack configuration and fleet file → plan → resources → outputs. */
import * as pulumi from "@pulumi/pulumi";
import { readBefore } from "./components/before.ts";
import { cluster } from "./components/cluster.ts";
import { Fleet } from "./components/fleet.ts";
import { answering, readPeers } from "./components/peers.ts";
import { tune } from "./components/tuning.ts";
import { readPair } from "./fleets/pairs.ts";
import { planFile } from "./fleets/plan.ts";
import { isProtected, moved, recordsTo, remembered, retire, setbacks, withdrawn } from "./plan/index.ts";

const config = new pulumi.Config();
const debug = config.requireBoolean("debug");
const stack = pulumi.getStack();

await pulumi.requirePulumiVersion(">=3.259.0");
const warn = (warning: string): void => void pulumi.log.warn(warning);
const planned = await planFile(config.require("fleet"), config.require("region"), { keys: true, warn }).catch(
  (error: unknown) => {
    // A mistake in what people wrote needs its place there, which the message has, and no place in our code.
    throw debug || !(error instanceof Error) ? error : new pulumi.RunError(error.message);
  },
);
const before = await readBefore([pulumi.getOrganization(), pulumi.getProject(), stack].join("/"));
const peers = await readPeers(config.getObject("peers"), planned);
const retirement = retire(planned, config.getObject("retire"), before, stack);
const losses = [
  ...moved(before, planned),
  ...setbacks(before.higress, planned.installed),
  ...withdrawn(before, planned),
];
// Nothing is registered yet: a program that ends here has deleted nothing either.
if ("faults" in retirement || losses.length > 0) {
  const faults = [...("faults" in retirement ? retirement.faults : []), ...losses];
  throw new pulumi.RunError(["Nothing was changed.", ...faults].join("\n"));
}
const { plan } = retirement;
if (!debug) tune();

const provider = cluster(plan.environment, plan.region, config.require("context"));
const fleet = new Fleet(plan.environment, plan, { providers: [provider] }, readPair);

// The next run reads the outputs again (plan/before.ts), and older versions of the program have left some of them.

/** Versions of chart and CRDs, behind which no later run goes back. */
export const higress = remembered(before.higress, plan.installed);
/** What the stack is; under another name it would be made anew. */
export const place = { environment: plan.environment, region: plan.region };
/** Where all traffic comes in: what the DNS records of every host point to. */
export const entry = { address: fleet.entry.address, namespace: fleet.entry.namespace };
/** The same of every region that is not drained: of those whose stacks configuration `peers` names, and this one. */
export const entries = answering({ ...peers, [plan.region]: { address: fleet.entry.address } }, plan.drained);
export const gateways = Object.fromEntries(
  Object.entries(fleet.gateways).map(([id, { address, namespace }]) => [
    id,
    { address, namespace, protected: isProtected(plan, id) },
  ]),
);
export const tenants = Object.fromEntries(
  Object.entries(fleet.tenants).map(([id, { hosts, withheld, namespace, suspended }]) => [
    id,
    { hosts, withheld, namespace, suspended, protected: isProtected(plan, id) },
  ]),
);
/** What people create in DNS: the way to each host, and what proves those that are not served yet. */
export const records = fleet.entry.address.apply((address) =>
  recordsTo(
    plan.tenants.flatMap((tenant) => tenant.records),
    address,
  ),
);
