/**
 * Whether the gateways live inside their quotas: each is scaled to its autoscaler's maximum, all are restarted at once, and then
 * each is scaled until its quota is full, and by one more. It changes the cluster and puts back what it changed. The autoscaler
 * stays as it is: it lets be whatever is not above its maximum.
 */
import { at, list, record, text } from "../../policy/model/shape.ts";
import { must, type Kubectl } from "./kubectl.ts";
import type { Proof } from "./proof.ts";
import { rooms, type Room } from "./room.ts";

const deployment = "higress-gateway";
const patience = "180s";

interface Gateway {
  readonly namespace: string;
  /** As it was found, or the autoscaler's minimum where it has not looked yet. */
  readonly replicas: number;
  /** The autoscaler's; undefined without one. */
  readonly maximum: number | undefined;
}

interface Filled {
  /** Most gateway pods that the quota takes beside the controller. */
  readonly most: number;
  /** What runs out first. */
  readonly limitedBy: string;
  readonly failures: readonly string[];
}

/** @param namespaces of the fleet */
export async function proveQuota(run: Kubectl, namespaces: readonly string[]): Promise<Proof> {
  const all = await Promise.all(namespaces.map((namespace) => gatewayIn(run, namespace)));
  // Whoever is suspended has no controller either, and gateways without one never become ready.
  const gateways = all.filter(({ replicas }) => replicas > 0);
  try {
    const restarts = await Promise.all(gateways.map((gateway) => restarted(run, gateway)));
    const filled = await Promise.all(gateways.map((gateway) => fill(run, gateway)));
    return {
      lines: [
        `every Deployment of ${gateways.length} namespaces restarted at once at the autoscaler's maximum, every gateway scaled until its quota is full, then by one.`,
        ...gateways.map((gateway, index) => line(gateway, filled[index])),
        ...all.flatMap(({ namespace, replicas }) =>
          replicas > 0 ? [] : [`${namespace.padEnd(24)} suspended, not tried`],
        ),
      ],
      failures: [...restarts.flat(), ...filled.flatMap(({ failures }) => failures)],
    };
  } finally {
    await Promise.all(gateways.map(({ namespace, replicas }) => scale(run, namespace, replicas)));
  }
}

function line({ namespace, replicas, maximum }: Gateway, filled: Filled | undefined): string {
  const scaled = maximum === undefined ? "" : `, ${maximum} under load`;
  return `${namespace.padEnd(24)} ${replicas} gateway pods${scaled}, ${filled?.most} fit, the next is refused (${filled?.limitedBy})`;
}

const scale = (run: Kubectl, namespace: string, count: number): Promise<string> =>
  must(run, ["scale", `deployment/${deployment}`, "--namespace", namespace, "--replicas", String(count)]);

async function gatewayIn(run: Kubectl, namespace: string): Promise<Gateway> {
  const autoscalers = list((await read(run, namespace, "horizontalpodautoscalers")).items);
  const own = autoscalers.find((one) => at(one, "spec", "scaleTargetRef", "name") === deployment);
  return {
    namespace,
    replicas: Math.max(await replicasIn(run, namespace), Number(at(own, "spec", "minReplicas") ?? 0)),
    maximum: own === undefined ? undefined : Number(at(own, "spec", "maxReplicas")),
  };
}

async function replicasIn(run: Kubectl, namespace: string): Promise<number> {
  return Number(at(await read(run, namespace, `deployment/${deployment}`), "spec", "replicas"));
}

async function read(run: Kubectl, namespace: string, what: string) {
  return record(JSON.parse(await must(run, ["get", what, "--namespace", namespace, "--output=json"])) as unknown);
}

async function restarted(run: Kubectl, { namespace, maximum }: Gateway): Promise<readonly string[]> {
  if (maximum !== undefined) await scale(run, namespace, maximum);
  const scaled = await rolledOut(run, namespace, `${maximum ?? "the same"} gateway pods`);
  await must(run, ["rollout", "restart", "deployment", "--namespace", namespace]);
  return [...scaled, ...(await rolledOut(run, namespace, "a restart of every Deployment"))];
}

async function rolledOut(run: Kubectl, namespace: string, what: string): Promise<readonly string[]> {
  const { code, err } = await run(["rollout", "status", "deployment", "--namespace", namespace, "--timeout", patience]);
  return code === 0 ? [] : [`${namespace}: ${what} do not come up inside the quota: ${err.trim()}`];
}

async function fill(run: Kubectl, { namespace, maximum }: Gateway): Promise<Filled> {
  const containers = list(
    at(await read(run, namespace, `deployment/${deployment}`), "spec", "template", "spec", "containers"),
  );
  const quotas = list((await read(run, namespace, "resourcequotas")).items);
  const [first, ...others] = quotas.flatMap((quota) => rooms(record(quota), containers));
  if (first === undefined) throw new Error(`namespace ${namespace} has no ResourceQuota that counts pods`);
  const least = others.reduce<Room>((a, b) => (b.pods < a.pods ? b : a), first);
  const most = (await replicasIn(run, namespace)) + least.pods;
  // Above its maximum an autoscaler takes pods away again before they all run.
  const full = maximum === undefined ? await scaledTo(run, namespace, most) : [];
  return { most, limitedBy: least.dimension, failures: [...full, ...(await oneMore(run, namespace, most + 1))] };
}

async function scaledTo(run: Kubectl, namespace: string, count: number): Promise<readonly string[]> {
  await scale(run, namespace, count);
  return rolledOut(run, namespace, `${count} gateway pods`);
}

/** The autoscaler looks every quarter of a minute, which may be before anybody sees the refusal. */
const attempts = 4;

async function oneMore(run: Kubectl, namespace: string, count: number, attempt = 1): Promise<readonly string[]> {
  await scale(run, namespace, count);
  const failures = await refused(run, namespace, count);
  return failures.length === 0 || attempt === attempts ? failures : oneMore(run, namespace, count, attempt + 1);
}

/** The controller of ReplicaSets says on the Deployment why a pod was not made. */
async function refused(run: Kubectl, namespace: string, count: number): Promise<readonly string[]> {
  const condition = ["wait", `deployment/${deployment}`, "--namespace", namespace, "--for=condition=ReplicaFailure"];
  const { code } = await run([...condition, "--timeout=10s"]);
  if (code !== 0) return [`${namespace}: ${count} gateway pods are not refused`];
  const conditions = ["get", `deployment/${deployment}`, "--namespace", namespace, "--output=json"];
  const { status } = record(JSON.parse(await must(run, conditions)) as unknown);
  const failure = list(record(status).conditions)
    .map(record)
    .find(({ type }) => type === "ReplicaFailure");
  const message = text(failure?.message) ?? "";
  return message.includes("exceeded quota") ? [] : [`${namespace}: refused for another reason: ${message}`];
}
