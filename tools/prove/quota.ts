/**
 * Whether the gateways live inside their quotas: all of them are restarted at once, then each is scaled to the most that its
 * quota takes, as a HorizontalPodAutoscaler at its maximum would do, and then by one more. It changes the cluster and puts back
 * what it changed.
 */
import { at, list, record, text } from "../../policy/model/shape.ts";
import { must, type Kubectl } from "./kubectl.ts";
import type { Proof } from "./proof.ts";
import { rooms, type Room } from "./room.ts";

const deployment = "higress-gateway";
const patience = "180s";

interface Gateway {
  readonly namespace: string;
  readonly replicas: number;
  /** Most gateway pods that the quota takes beside the controller. */
  readonly most: number;
  /** What runs out first. */
  readonly limitedBy: string;
}

/** @param namespaces of the fleet */
export async function proveQuota(run: Kubectl, namespaces: readonly string[]): Promise<Proof> {
  const restarts = await Promise.all(namespaces.map((namespace) => restarted(run, namespace)));
  const tried = await Promise.all(
    namespaces.map(async (namespace) => {
      const gateway = await gatewayIn(run, namespace);
      return { gateway, failures: await scaled(run, gateway) };
    }),
  );
  const failures = [...restarts.flat(), ...tried.flatMap((one) => one.failures)];
  return {
    lines: [
      `every Deployment of ${namespaces.length} namespaces restarted at once, every gateway scaled until its quota is full, then by one.`,
      ...tried.map(
        ({ gateway: { namespace, replicas, most, limitedBy } }) =>
          `${namespace.padEnd(24)} ${replicas} gateway pods, ${most} fit, the next is refused (${limitedBy})`,
      ),
    ],
    failures,
  };
}

async function restarted(run: Kubectl, namespace: string): Promise<readonly string[]> {
  await must(run, ["rollout", "restart", "deployment", "--namespace", namespace]);
  return rolledOut(run, namespace, "a restart of every Deployment");
}

async function rolledOut(run: Kubectl, namespace: string, what: string): Promise<readonly string[]> {
  const { code, err } = await run(["rollout", "status", "deployment", "--namespace", namespace, "--timeout", patience]);
  return code === 0 ? [] : [`${namespace}: ${what} does not finish inside the quota: ${err.trim()}`];
}

async function gatewayIn(run: Kubectl, namespace: string): Promise<Gateway> {
  const read = async (what: string) =>
    record(JSON.parse(await must(run, ["get", what, "--namespace", namespace, "--output=json"])) as unknown);
  const gateway = await read(`deployment/${deployment}`);
  const replicas = Number(at(gateway, "spec", "replicas"));
  const containers = list(at(gateway, "spec", "template", "spec", "containers"));
  const quotas = list((await read("resourcequotas")).items);
  const [first, ...others] = quotas.flatMap((quota) => rooms(record(quota), containers));
  if (first === undefined) throw new Error(`namespace ${namespace} has no ResourceQuota that counts pods`);
  const least = others.reduce<Room>((a, b) => (b.pods < a.pods ? b : a), first);
  return { namespace, replicas, most: replicas + least.pods, limitedBy: least.dimension };
}

async function scaled(run: Kubectl, { namespace, replicas, most }: Gateway): Promise<readonly string[]> {
  const scale = (count: number) =>
    must(run, ["scale", `deployment/${deployment}`, "--namespace", namespace, "--replicas", String(count)]);
  try {
    await scale(most);
    const full = await rolledOut(run, namespace, `${most} gateway pods`);
    await scale(most + 1);
    return [...full, ...(await refused(run, namespace, most + 1))];
  } finally {
    await scale(replicas);
    await rolledOut(run, namespace, "going back");
  }
}

/** The controller of ReplicaSets says on the Deployment why a pod was not made. */
async function refused(run: Kubectl, namespace: string, count: number): Promise<readonly string[]> {
  const condition = ["wait", `deployment/${deployment}`, "--namespace", namespace, "--for=condition=ReplicaFailure"];
  const { code } = await run([...condition, "--timeout=30s"]);
  if (code !== 0) return [`${namespace}: ${count} gateway pods are not refused`];
  const conditions = ["get", `deployment/${deployment}`, "--namespace", namespace, "--output=json"];
  const { status } = record(JSON.parse(await must(run, conditions)) as unknown);
  const failure = list(record(status).conditions)
    .map(record)
    .find(({ type }) => type === "ReplicaFailure");
  const message = text(failure?.message) ?? "";
  return message.includes("exceeded quota") ? [] : [`${namespace}: refused for another reason: ${message}`];
}
