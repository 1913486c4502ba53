import { existsSync, mkdirSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { clusterEnvironment, clusterIsReady, kubectl } from "./cluster.ts";
import { launch } from "./launch.ts";
import { withLock } from "./lock.mjs";
import { checkout, homeAt, type Home } from "./paths.ts";
import { clusterDirectory, clusterName, componentsUnder, endAll, engineProcesses, launcherEnded } from "./processes.ts";
import { logged } from "./run.ts";
import { Failure, say, timed } from "./say.ts";

/** Which control plane, and how large. */
export interface ClusterSize {
  /** Directory of its state; two homes are two control planes. */
  readonly home: string;
  /** Simulated nodes, each with 32 CPU, 256 Gi and 110 pods; 3 for a new control plane, unchanged otherwise. */
  readonly nodes?: number;
}

const defaultNodes = 3;

/** Runs the action while no other process starts, stops or resets the same control plane. */
async function alone<T>(root: string, purpose: string, action: (home: Home) => Promise<T>): Promise<T> {
  mkdirSync(root, { recursive: true });
  const real = realpathSync(root);
  const wait = (holder: string): void => {
    say(`waiting for ${holder}`);
  };
  return withLock(real, purpose, wait, () => action(homeAt(real)));
}

/** Starts the control plane unless it runs; needs the toolchain. Safe to call at any time, from several processes. */
export async function startCluster({ home: root, nodes }: ClusterSize): Promise<void> {
  await alone(root, "starting the control plane", async (home) => {
    if (!(await clusterIsReady(home.root))) await timed("control plane", () => launch(home));
    await standIn(home);
    await scale(home, nodes);
  });
}

/** Ends every process of the control plane, and of an engine that works on it, and keeps the state. Returns whether any ran. */
export async function stopCluster(root: string): Promise<boolean> {
  if (!existsSync(root)) return false;
  return alone(root, "stopping the control plane", stopped);
}

async function stopped(home: Home): Promise<boolean> {
  const running = () => [...engineProcesses(home.pulumi), ...componentsUnder(clusterDirectory(home.cluster))];
  await launcherEnded(home.cluster);
  const ran = running().length > 0;
  await endAll(running);
  return ran;
}

/** Stops the control plane and forgets it, and with it what the engine recorded about it. */
export async function resetCluster(root: string): Promise<void> {
  if (!existsSync(root)) return;
  await alone(root, "resetting the control plane", async (home) => {
    await stopped(home);
    const { cluster, state, config, kubeconfig, auditLog, cache, policy } = home;
    for (const path of [cluster, state, config, kubeconfig, auditLog, cache, policy]) {
      rmSync(path, { recursive: true, force: true });
    }
  });
}

/**
 * What the platform brings to a real cluster: the kinds by which a fleet asks cert-manager for certificates and tells Prometheus of
 * pods, and namespaces that gateways lead into. Each file with the objects in it.
 */
const platforms = [
  { file: "cert-manager", objects: ["customresourcedefinition/certificates.cert-manager.io"] },
  { file: "prometheus-operator", objects: ["customresourcedefinition/podmonitors.monitoring.coreos.com"] },
  { file: "backends", objects: ["namespace/old-shops", "namespace/search"] },
] as const;

async function standIn(home: Home): Promise<void> {
  const all = platforms.flatMap(({ objects }) => objects);
  const found = await kubectl(home.root, "get", "--ignore-not-found", "--output=name", ...all);
  // Where kinds are written in full.
  const isThere = (object: string): boolean => found.stdout.includes(`${object.slice(object.indexOf("/"))}\n`);
  const missing = platforms.filter(({ objects }) => !objects.every(isThere));
  for (const { file } of missing) {
    const apply = ["apply", "--server-side", "--filename", join(checkout, "local", `${file}.yaml`)];
    await logged("kubectl", apply, join(home.logs, `${file}.log`), { env: clusterEnvironment(home.root) });
  }
}

async function scale(home: Home, wanted: number | undefined): Promise<void> {
  const listed = await kubectl(home.root, "get", "nodes", "--output=name");
  if (listed.code !== 0) throw new Failure(`kubectl get nodes: ${listed.stderr.trim()}`);
  const present = listed.stdout.split("\n").filter((line) => line !== "").length;
  const target = wanted ?? (present === 0 ? defaultNodes : present);
  if (present === target) return;
  const env = clusterEnvironment(home.root);
  await timed(`${target} nodes`, async () => {
    const replicas = ["scale", "node", "--replicas", String(target), "--name", clusterName];
    await logged("kwokctl", replicas, join(home.logs, "kwokctl-scale.log"), { env });
    const ready = ["wait", "--for=condition=Ready", "node", "--all", "--timeout=60s"];
    await logged("kubectl", ready, join(home.logs, "nodes.log"), { env });
  });
}
