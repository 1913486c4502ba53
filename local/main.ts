import { join } from "node:path";
import { fleetArguments, stackArguments } from "./arguments.ts";
import { auditInvocation } from "./audit.ts";
import { clusterEnvironment } from "./cluster.ts";
import { resetCluster, startCluster, stopCluster } from "./control-plane.ts";
import { stackInvocation, type StackCommand } from "./engine.ts";
import { engineEnvironment } from "./engine-environment.ts";
import { checkout, defaultHome, homeAt } from "./paths.ts";
import { engineProcesses } from "./processes.ts";
import { foreground, interactive } from "./run.ts";
import { complain, Failure, say } from "./say.ts";
import { printStatus } from "./status.ts";
import { runTests } from "./tests.ts";
import { buildPrograms, ensureToolchain } from "./toolchain.ts";

type Command = (args: readonly string[]) => Promise<number>;

const home = defaultHome;
const script =
  (path: string): Command =>
  (args) =>
    foreground(process.execPath, [join(checkout, path), ...args], { cwd: checkout });

const onStack =
  (command: StackCommand["command"]): Command =>
  async (args) => {
    const { stack, rest: others } = stackArguments(args);
    const { settings, rest } = fleetArguments(others);
    await ensureToolchain();
    await startCluster({ home });
    const invocation = await stackInvocation({ home, stack, command, args: rest, settings });
    const { command: program, args: line, cwd, env } = invocation;
    return foreground(program, line, { cwd, env });
  };

function refuseWhileAtWork(): void {
  const engine = engineProcesses(homeAt(home).pulumi).find(({ name }) => name === "pulumi");
  if (engine !== undefined) {
    throw new Failure(`The engine is at work (process ${engine.pid}): wait for it to end, or interrupt it first.`);
  }
}

/** kubectl, helm or pulumi on the local control plane. */
const tool =
  (name: string, also: readonly string[] = []): Command =>
  async (args) => {
    await ensureToolchain(also);
    return interactive(name, args, { env: engineEnvironment(home) });
  };

const local: Readonly<Record<string, Command>> = {
  status: async () => printStatus(home),
  start: async () => {
    await ensureToolchain();
    await startCluster({ home });
    return printStatus(home);
  },
  stop: async () => {
    refuseWhileAtWork();
    const ran = await stopCluster(home);
    say(ran ? "control plane stopped; its state is kept" : "control plane does not run");
    return 0;
  },
  reset: async () => {
    refuseWhileAtWork();
    await resetCluster(home);
    say("control plane and recorded stacks removed");
    return 0;
  },
  build: async (names) => {
    const { bin } = await (names.length === 0 ? ensureToolchain() : buildPrograms(names));
    say(`programs are in ${bin}`);
    return 0;
  },
  kubectl: tool("kubectl"),
  helm: tool("helm", ["helm"]),
  pulumi: tool("pulumi"),
};

const commands: Readonly<Record<string, Command>> = {
  up: onStack("up"),
  preview: onStack("preview"),
  destroy: onStack("destroy"),
  down: (args) => pick(local, "local", ["stop", ...args]),
  local: (args) => pick(local, "local", args),
  test: runTests,
  bench: async (args) => {
    await ensureToolchain(["helm"]);
    const env = engineEnvironment(home);
    return foreground(process.execPath, [join(checkout, "test", "bench", "main.ts"), ...args], { cwd: checkout, env });
  },
  prove: async (args) => {
    const { stack, rest } = stackArguments(args);
    await ensureToolchain(["netpolicy"]);
    if (!rest.includes("--plan")) await startCluster({ home });
    const tool = join(checkout, "tools", "prove", "main.ts");
    const env = engineEnvironment(home);
    return foreground(process.execPath, [tool, `Pulumi.${stack}.yaml`, ...rest], { cwd: checkout, env });
  },
  certificates: async (args) => {
    const { stack, rest } = stackArguments(args);
    await ensureToolchain();
    await startCluster({ home });
    const tool = join(checkout, "tools", "certificates", "main.ts");
    const env = clusterEnvironment(home);
    return foreground(process.execPath, [tool, `Pulumi.${stack}.yaml`, ...rest], { cwd: checkout, env });
  },
  secrets: async (args) => {
    const asksNobody = ["--plan", "--help", "-h"].some((flag) => args.includes(flag));
    if (!asksNobody) {
      await ensureToolchain();
      await startCluster({ home });
    }
    const env = clusterEnvironment(home);
    return foreground(process.execPath, [join(checkout, "tools", "secrets", "main.ts"), ...args], {
      cwd: checkout,
      env,
    });
  },
  upgrade: async (args) => {
    const { stack, rest } = stackArguments(args);
    await buildPrograms(["helm"]);
    const tool = join(checkout, "tools", "upgrade", "main.ts");
    // Helm's own directories are the user's: a login to a registry is kept there.
    const env = clusterEnvironment(home);
    return foreground(process.execPath, [tool, `Pulumi.${stack}.yaml`, ...rest], { cwd: checkout, env });
  },
  audit: async (args) => {
    const { stack, rest } = stackArguments(args);
    await ensureToolchain();
    const { command, args: line, cwd, env } = await auditInvocation({ home, stack, args: rest });
    return foreground(command, line, { cwd, env });
  },
  generate: script("tools/generate.ts"),
  monitoring: script("tools/monitoring/main.ts"),
  picture: script("tools/picture/main.ts"),
  mutants: script("test/mutants/main.ts"),
  "policy-config": script("tools/policy-config.ts"),
  "policy-pack": script("tools/policy-package.ts"),
  images: script("tools/images/main.ts"),
  capacity: script("tools/capacity/main.ts"),
  "business-policy": script("tools/business-policy/main.ts"),
  domains: script("tools/domains/main.ts"),
  regions: script("tools/regions/main.ts"),
  evacuate: script("tools/evacuate/main.ts"),
  // It asks on the terminal.
  tenant: (args) => interactive(process.execPath, [join(checkout, "tools/tenant/main.ts"), ...args], { cwd: checkout }),
  "chart-values": script("tools/chart-values.ts"),
  check: async () => {
    const bin = join(checkout, "node_modules", ".bin");
    const checks = [
      ["eslint", "."],
      ["prettier", "--check", "."],
      ["tsc", "--noEmit"],
    ] as const;
    let worst = 0;
    for (const [name, ...args] of checks) {
      say(`${name} ${args.join(" ")}`);
      const code = await foreground(join(bin, name), args, { cwd: checkout });
      if (code > 128) return code; // interrupted
      worst = Math.max(worst, code);
    }
    return worst;
  },
};

async function pick(from: Readonly<Record<string, Command>>, what: string, args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const command = name === undefined ? undefined : from[name];
  if (command === undefined) {
    throw new Failure(`Which ${what} command? One of: ${Object.keys(from).join(", ")}.`);
  }
  return command(rest);
}

// Ended by a signal, a process does not run its exit handlers, and these end the compiler that may be running.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) process.exit(130);
  });
}

try {
  process.exitCode = await pick(commands, "harness", process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  complain(error.message);
  process.exitCode = 1;
}
