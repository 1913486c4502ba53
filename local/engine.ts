import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { clusterEnvironment } from "./cluster.ts";
import { checkout, homeAt } from "./paths.ts";
import { endOrphans, forgetBrokenReleases, recordedResources } from "./recovery.ts";
import { ask, type Surroundings } from "./run.ts";
import { Failure, say } from "./say.ts";
import { releaseDeadLock } from "./stack-lock.ts";
import { copyStackFile, projectName } from "./stack-file.ts";
import { engineSteps } from "./steps.ts";
import { describeToolchain, programPath } from "./toolchain.ts";

/** One command of the engine on one stack. */
export interface StackCommand {
  readonly home: string;
  readonly stack: string;
  readonly command: "up" | "preview" | "destroy" | "refresh";
  /** Further arguments for the engine. */
  readonly args?: readonly string[];
  /** Directory of the Pulumi project; the checkout by default. */
  readonly project?: string;
  /** Stack settings that replace those of the tracked file, by full key: `higress-fleet:fleet`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether the policy pack judges; yes by default for `up` and `preview`. */
  readonly policy?: boolean;
}

/** A program to run, with all it needs. */
export interface Invocation extends Required<Surroundings> {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * The environment in which the engine works on one home, from this process's own. Creates what it names: the passphrase
 * (random, readable by the user only), the links to the plugins, the directory of the state.
 */
export function engineEnvironment(root: string): NodeJS.ProcessEnv {
  const home = homeAt(root);
  mkdirSync(home.state, { recursive: true });
  if (!existsSync(home.passphrase)) {
    writeFileSync(home.passphrase, randomBytes(24).toString("base64url"), { mode: 0o600 });
  }
  const toolchain = describeToolchain();
  for (const step of engineSteps) {
    if (step.plugin !== undefined) linkPlugin(programPath(toolchain, step), join(home.pulumi, "plugins", step.plugin));
  }
  disableEngineLogs(home.pulumi);
  const env = clusterEnvironment(root);
  return {
    ...env,
    PATH: `${join(checkout, "node_modules", ".bin")}:${env.PATH ?? ""}`,
    PULUMI_HOME: home.pulumi,
    PULUMI_BACKEND_URL: `file://${home.state}`,
    PULUMI_CONFIG_PASSPHRASE: readFileSync(home.passphrase, "utf8"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // An engine that was built here finds all plugins in its home; an installed one may fetch its own.
    ...(toolchain.installedEngine === undefined && {
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    }),
    HELM_CACHE_HOME: join(home.cache, "helm"),
    HELM_CONFIG_HOME: join(home.cache, "helm"),
    HELM_DATA_HOME: join(home.cache, "helm"),
  };
}

/**
 * The engine writes a debug log of every run, with two fifths of its time, and has no switch for it; it does without where
 * `logs` is not a directory (pkg/logging/encrypted.go of engine 3.259).
 */
function disableEngineLogs(pulumiHome: string): void {
  const logs = join(pulumiHome, "logs");
  if (statSync(logs, { throwIfNoEntry: false })?.isFile() === true) return;
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(pulumiHome, { recursive: true });
  writeFileSync(logs, "");
}

/**
 * For the first `up` of a stack and for `destroy`: the state is saved once, at the end. To save it after every step takes more
 * time than all the rest, and what a killed run did not save can be had again: `up` takes over what it finds under its own
 * names in this control plane, `destroy` finds gone what is gone.
 */
const saveOnce: NodeJS.ProcessEnv = { PULUMI_SKIP_CHECKPOINTS: "true" };

/** The engine looks for a real directory with the program in it; a link to a directory it does not find. */
function linkPlugin(program: string, directory: string): void {
  const link = join(directory, basename(program));
  if (!existsSync(program) || (existsSync(link) && readlinkSync(link) === program)) return;
  mkdirSync(directory, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(program, link);
}

/**
 * Prepares a stack (its copy of the stack file, its record in the backend, the policy pack's settings, a lock left by a dead
 * process) and returns the command to run. Needs the toolchain; `up`, `preview` and `destroy` also need the control plane.
 */
export async function stackInvocation(request: StackCommand): Promise<Invocation> {
  const { home: root, stack, command, project = checkout, settings } = request;
  const home = homeAt(root);
  const env = engineEnvironment(root);
  const name = projectName(project);
  const record = join(home.state, ".pulumi", "stacks", name, `${stack}.json`);
  const file = `Pulumi.${stack}.yaml`;
  const config = join(home.config, file);
  copyStackFile(join(project, file), config, settings);
  if (!existsSync(record)) {
    // `stack init` writes the salt into the stack file beside the Pulumi.yaml it finds, so it gets one of its own.
    writeFileSync(join(home.config, "Pulumi.yaml"), `name: ${name}\nruntime: nodejs\n`);
    const init = await ask("pulumi", ["stack", "init", stack, "--no-select", "--non-interactive"], {
      cwd: home.config,
      env,
    });
    if (init.code !== 0) throw new Failure(`pulumi stack init ${stack}: ${init.stderr.trim()}`);
  } else {
    await releaseDeadLock({ state: home.state, project: name, stack }, async () => {
      const cancelled = await ask("pulumi", ["cancel", "--yes", "--stack", stack], { cwd: project, env });
      if (cancelled.code !== 0) throw new Failure(`pulumi cancel: ${cancelled.stderr.trim()}`);
      say(`released the lock of an interrupted run on stack ${stack}`);
    });
  }
  if (command !== "preview") {
    await endOrphans(home.pulumi);
    const broken = await forgetBrokenReleases(root);
    if (broken.length > 0) say(`removed the half-made releases of a killed run: ${broken.join(", ")}`);
  }
  const judged = request.policy ?? (command === "up" || command === "preview");
  const args = [
    command,
    ...["--stack", stack, "--config-file", config, "--parallel", "32"],
    ...(command === "preview" ? [] : ["--yes"]),
    ...(judged ? ["--policy-pack", join(checkout, "local", "policy-pack")] : []),
    ...(judged ? ["--policy-pack-config", await policySettings(config, join(home.policy, `${stack}.json`), env)] : []),
    ...(request.args ?? []),
  ];
  return {
    command: "pulumi",
    args,
    cwd: project,
    env: command !== "destroy" && recordedResources(record).length > 0 ? env : { ...saveOnce, ...env },
  };
}

/** Derives the pack's settings from the fleet the stack file names, so that they are never typed twice. */
async function policySettings(stackFile: string, target: string, env: NodeJS.ProcessEnv): Promise<string> {
  const tool = join(checkout, "tools", "policy-config.ts");
  const derived = await ask(process.execPath, [tool, stackFile], { cwd: checkout, env });
  if (derived.code !== 0) throw new Failure(derived.stderr.trim());
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, derived.stdout);
  return target;
}
