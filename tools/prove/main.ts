/**
 * `npm run prove`: asks the API server and np-guard's analyzer whether the fleet is as isolated as it promises, and prints what they
 * say. It needs the stack applied in the cluster of KUBECONFIG, and an administrator's rights there. Only the proof of quotas changes
 * something, and puts it back. With `--plan` it needs no cluster and proves the network of the plan.
 */
import { planFile } from "../../fleets/plan.ts";
import { readFleet } from "../../fleets/read.ts";
import { sound } from "../../fleets/sound.ts";
import { fleetFacts, installationsOf, objectsOf, type Plan } from "../../plan/index.ts";
import type { Facts } from "../../policy/facts.ts";
import { record } from "../../policy/model/shape.ts";
import { command } from "../command.ts";
import { readStackFile } from "../stack-file.ts";
import { kubectl, must } from "./kubectl.ts";
import { proveNetwork } from "./network.ts";
import { provePods } from "./pods.ts";
import type { Proof } from "./proof.ts";
import { proveQuota } from "./quota.ts";
import { apiOf } from "./rbac-api.ts";
import { proveRbac } from "./rbac.ts";

interface Subject {
  readonly plan: Plan;
  readonly facts: Facts;
}

const planFlag = "--plan";
/** One open policy is thousands of open ways, and nobody reads them all. */
const mostTold = 40;
/** A download would need a network, and no proof looks at CRDs. */
const standIn = "local/chart/higress-core/crds/customresourcedefinitions.yaml";

async function subjectOf(stackFile: string, planned: boolean): Promise<Subject> {
  const { fleet: file, region } = readStackFile(stackFile);
  const { fleet } = sound(readFleet(file));
  return {
    plan: await planFile(file, region, { crds: planned ? standIn : undefined }),
    facts: fleetFacts(fleet, region),
  };
}

async function running(): Promise<readonly unknown[]> {
  const kinds = "namespaces,networkpolicies,pods,mcpbridges.networking.higress.io";
  return [record(JSON.parse(await must(kubectl, ["get", kinds, "--all-namespaces", "--output=json"])) as unknown)];
}

type Prove = () => Promise<Proof>;

/** By title, in the order they are run: the one that restarts pods comes last. */
function proofs({ plan, facts }: Subject, planned: boolean): Readonly<Record<string, Prove>> {
  if (planned) return { Network: () => proveNetwork({ objects: objectsOf(plan), facts }) };
  const namespaces = installationsOf(plan).map(({ namespace }) => namespace.metadata.name);
  return {
    Permissions: () => proveRbac({ plan, api: apiOf(process.env.KUBECONFIG ?? "") }),
    Network: async () => proveNetwork({ objects: await running(), facts }),
    "Pod Security": () => provePods(kubectl, namespaces),
    Quota: () => proveQuota(kubectl, namespaces),
  };
}

const [stackFile = "Pulumi.test.yaml", ...flags] = process.argv.slice(2);
const planned = flags.includes(planFlag);

await command(async () => {
  const unknown = flags.filter((flag) => flag !== planFlag);
  if (unknown.length > 0)
    throw new Error(`Not known: ${unknown.join(" ")}. There is ${planFlag}, for a plan without a cluster.`);
  const subject = await subjectOf(stackFile, planned);
  for (const [title, prove] of Object.entries(proofs(subject, planned))) {
    const begun = performance.now();
    const { lines, failures } = await prove();
    const verdict = failures.length === 0 ? "proved" : `${failures.length} failures`;
    console.log(`${title}: ${verdict} (${((performance.now() - begun) / 1000).toFixed(0)} s)`);
    const told = failures.slice(0, mostTold).map((failure) => `FAILED ${failure}`);
    const rest = failures.length - told.length;
    const more = rest > 0 ? [`and ${rest} more`] : [];
    for (const line of [...lines, ...told, ...more]) console.log(`  ${line}`);
    if (failures.length > 0) process.exitCode = 1;
  }
});
