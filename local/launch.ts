import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import { clusterEnvironment, clusterIsReady, kubectl, missingParts } from "./cluster.ts";
import { checkout, type Home } from "./paths.ts";
import { choosePorts, type Ports } from "./ports.ts";
import { clusterDirectory, clusterName, componentsUnder, endAll, launcherEnded } from "./processes.ts";
import { logged } from "./run.ts";
import { Failure } from "./say.ts";
import { describeToolchain } from "./toolchain.ts";

/** Where the API server says it is. Nobody dials it (pods are simulated); without it a machine without network cannot start. */
const advertised = "192.0.2.1";

/** How often a start is tried while one of the parts ends right away: nothing else would start it again. */
const attempts = 3;
const patience = 120_000;

/** Starts every part, unless all run already, and waits until the API server is ready. */
export async function launch(home: Home): Promise<void> {
  // A busy API server may have missed one question; that is no reason to end it under an engine at work.
  if ((await readyOrEnded(home)).length === 0) return;
  for (let attempt = 1; ; attempt++) {
    await startParts(home);
    const ended = await readyOrEnded(home);
    if (ended.length === 0) return;
    if (attempt === attempts) {
      throw new Failure(`${ended.join(", ")} ended right after the start, ${attempts} times; logs: ${logsOf(home)}`);
    }
  }
}

/** Returns the parts that ended by themselves; none once the control plane is ready. */
async function readyOrEnded(home: Home): Promise<readonly string[]> {
  const deadline = Date.now() + patience;
  for (;;) {
    if (await clusterIsReady(home.root)) return [];
    const ended = missingParts(home.root);
    if (ended.length > 0) return ended;
    if (Date.now() > deadline) {
      const { stdout, stderr } = await kubectl(home.root, "get", "--raw", "/readyz?verbose");
      throw new Failure(
        `The API server is not ready after two minutes; \`npm run down\` ends it; logs: ${logsOf(home)}\n${stdout}${stderr}`.trim(),
      );
    }
    await sleep(200);
  }
}

const logsOf = (home: Home): string => join(clusterDirectory(home.cluster), "logs");

/**
 * First start, restart and start after a crash are the same: etcd's data and the certificates are the state, everything
 * else kwokctl derives anew, so that a moved toolchain, changed flags or a port taken meanwhile need no repair.
 */
async function startParts(home: Home): Promise<void> {
  const directory = clusterDirectory(home.cluster);
  await launcherEnded(home.cluster);
  await endAll(() => componentsUnder(directory));
  for (const derived of ["pids", "bin", "kwok.yaml"])
    rmSync(join(directory, derived), { recursive: true, force: true });
  keepData(home.cluster, directory);
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
}

/** kwokctl removes the cluster's directory when it fails to start one, so that etcd's data must lie outside it. */
function keepData(workdir: string, directory: string): void {
  const data = join(workdir, "etcd");
  mkdirSync(data, { recursive: true, mode: 0o700 });
  mkdirSync(directory, { recursive: true });
  const place = join(directory, "etcd");
  if (!existsSync(place)) symlinkSync(data, place);
}

/** Flags that kwokctl sets itself: given a second time they would be replaced, not added. */
const overridden: ReadonlySet<string> = new Set(["node-lease-duration-seconds", "node-monitor-grace-period"]);

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
      // On a busy machine the simulated nodes report late; pods of a node once given up would never turn ready again.
      patch("kube-controller-manager", { "leader-elect": "false", "node-monitor-grace-period": "24h" }),
      patch("kube-scheduler", { "leader-elect": "false" }),
      // kwok would leave pods alone for 200 s after a restart: as long as the node leases of the kwok before are good.
      patch("kwok-controller", { "node-lease-duration-seconds": "0" }),
    ],
  };
}
