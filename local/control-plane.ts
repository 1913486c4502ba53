import { existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import { withLock } from "./lock.mjs";
import { checkout, homeAt, type Home } from "./paths.ts";
import { choosePorts, type Ports } from "./ports.ts";
import { clusterDirectory, clusterName, componentsUnder, endAll, engineProcesses } from "./processes.ts";
import { ask, logged } from "./run.ts";
import { Failure, say, timed } from "./say.ts";
import { describeToolchain } from "./toolchain.ts";

/** Which control plane, and how large. */
export interface ClusterSize {
  /** Directory of its state; two homes are two control planes. */
  readonly home: string;
  /** Simulated nodes, each with 32 CPU, 256 Gi and 110 pods; 3 for a new control plane, unchanged otherwise. */
  readonly nodes?: number;
}

const parts = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok-controller"];
const defaultNodes = 3;
/** Where the API server says it is. Nobody dials it (pods are simulated); without it a machine without network cannot start. */
const advertised = "192.0.2.1";

/** The environment of kubectl and kwokctl for one home: nothing is read from or written to the user's own directories. */
export function clusterEnvironment(root: string): NodeJS.ProcessEnv {
  const home = homeAt(root);
  return {
    ...process.env,
    PATH: `${describeToolchain().bin}:${process.env.PATH ?? ""}`,
    KUBECONFIG: home.kubeconfig,
    KUBECACHEDIR: join(home.cache, "kube"),
    KWOK_WORKDIR: home.cluster,
    KWOK_KUBE_VERSION: "v1.35.4",
  };
}

const kubectl = (root: string, ...args: string[]) => ask("kubectl", args, { env: clusterEnvironment(root) });

/** Whether all parts run and the API server answers. */
export async function clusterIsReady(root: string): Promise<boolean> {
  if (!existsSync(root)) return false;
  const running = componentsUnder(clusterDirectory(homeAt(realpathSync(root)).cluster)).map(({ name }) => name);
  if (!parts.every((part) => running.includes(part))) return false;
  return (await kubectl(root, "get", "--raw", "/readyz")).code === 0;
}

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
    await scale(home, nodes);
  });
}

/** Ends every process of the control plane, and of an engine that works on it, and keeps the state. Returns whether any ran. */
export async function stopCluster(root: string): Promise<boolean> {
  if (!existsSync(root)) return false;
  return alone(root, "stopping the control plane", async (home) => {
    const running = () => [...engineProcesses(home.pulumi), ...componentsUnder(clusterDirectory(home.cluster))];
    const ran = running().length > 0;
    await endAll(running);
    return ran;
  });
}

/** Stops the control plane and forgets it, and with it what the engine recorded about it. */
export async function resetCluster(root: string): Promise<void> {
  await stopCluster(root);
  const { cluster, state, config, kubeconfig, auditLog, cache, policy } = homeAt(root);
  for (const path of [cluster, state, config, kubeconfig, auditLog, cache, policy]) {
    rmSync(path, { recursive: true, force: true });
  }
}

/**
 * First start, restart and start after a crash are the same: etcd's data and the certificates are the state, everything
 * else kwokctl derives anew, so that a moved toolchain, changed flags or a port taken meanwhile need no repair.
 */
async function launch(home: Home): Promise<void> {
  const directory = clusterDirectory(home.cluster);
  await endAll(() => componentsUnder(directory));
  for (const derived of ["pids", "bin", "kwok.yaml"])
    rmSync(join(directory, derived), { recursive: true, force: true });
  mkdirSync(home.cluster, { recursive: true });
  const config = join(home.cluster, "config.yaml");
  writeFileSync(config, stringify(kwokConfiguration(home, await choosePorts(join(home.cluster, "ports.json")))));
  const stages = join(checkout, "local", "toolchain", "kwok", "stages.yaml");
  await logged(
    "kwokctl",
    ["create", "cluster", "--name", clusterName, "--kubeconfig", home.kubeconfig, "--config", `${config},${stages}`],
    join(home.logs, "kwokctl.log"),
    // Cut off while it lays out its files, kwokctl would remove the directory with the data.
    { env: clusterEnvironment(home.root), survives: true },
  );
  const deadline = Date.now() + 120_000;
  while (!(await clusterIsReady(home.root))) {
    if (Date.now() > deadline) {
      throw new Failure(`The control plane is not ready after two minutes; logs: ${directory}/logs`);
    }
    await sleep(200);
  }
}

/** Flags that kwokctl sets itself: given a second time they would be replaced, not added. */
const overridden: ReadonlySet<string> = new Set(["node-lease-duration-seconds"]);

const patch = (name: string, flags: Readonly<Record<string, string>>) => ({
  name,
  extraArgs: Object.entries(flags).map(([key, value]) => ({ key, value, override: overridden.has(key) })),
});

function kwokConfiguration(home: Home, ports: Ports) {
  const { bin } = describeToolchain();
  const flags = {
    "advertise-address": advertised,
    "audit-log-maxbackup": "1",
    "audit-log-maxsize": "200",
    "audit-log-path": home.auditLog,
    "audit-policy-file": join(checkout, "local", "toolchain", "kwok", "audit-policy.yaml"),
  };
  return {
    apiVersion: "config.kwok.x-k8s.io/v1alpha1",
    kind: "KwokctlConfiguration",
    options: {
      runtime: "binary",
      // kwokctl's own default is every address of the machine, etcd without a password included.
      bindAddress: "127.0.0.1",
      disableQPSLimits: true,
      etcdBinary: join(bin, "etcd"),
      kubeApiserverBinary: join(bin, "kube-apiserver"),
      kubeControllerManagerBinary: join(bin, "kube-controller-manager"),
      kubeSchedulerBinary: join(bin, "kube-scheduler"),
      kwokControllerBinary: join(bin, "kwok"),
      kubectlBinary: join(bin, "kubectl"),
      ...ports,
    },
    componentsPatches: [
      patch("kube-apiserver", flags),
      // One of each: an election only means waiting for the lease of the one that ran before.
      patch("kube-controller-manager", { "leader-elect": "false" }),
      patch("kube-scheduler", { "leader-elect": "false" }),
      // kwok would leave pods alone for 200 s after a restart: as long as the node leases of the kwok before are good.
      patch("kwok-controller", { "node-lease-duration-seconds": "0" }),
    ],
  };
}

async function scale(home: Home, wanted: number | undefined): Promise<void> {
  const listed = await kubectl(home.root, "get", "nodes", "--output=name");
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
