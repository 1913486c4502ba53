import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { engineEnvironment } from "./engine-environment.ts";
import { checkout, homeAt } from "./paths.ts";
import { clearAwayRemains, recordedResources } from "./recovery.ts";
import { ask, type Surroundings } from "./run.ts";
import { Failure, say } from "./say.ts";
import { releaseDeadLock } from "./stack-lock.ts";
import { copyStackFile, projectName } from "./stack-file.ts";

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
  readonly settings?: Readonly<Record<string, string | readonly string[]>>;
  /** Whether the policy pack judges; yes by default for `up` and `preview`. */
  readonly policy?: boolean;
}

/** A program to run, with all it needs. */
export interface Invocation extends Required<Surroundings> {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * For the first `up` of a stack and for `destroy`: the state is saved once, at the end. To save it after every step takes more
 * time than all the rest, and what a killed run did not save can be had again: `up` takes over what it finds under its own
 * names in this control plane, `destroy` finds gone what is gone.
 */
const saveOnce: NodeJS.ProcessEnv = { PULUMI_SKIP_CHECKPOINTS: "true" };

/**
 * Prepares a stack (its copy of the stack file, its record in the backend, the policy pack's settings, a lock left by a dead
 * process) and returns the command to run. Needs the toolchain; `up`, `preview` and `destroy` also need the control plane.
 */
export async function stackInvocation(request: StackCommand): Promise<Invocation> {
  const { home: root, stack, command, project = checkout, settings } = request;
  const home = homeAt(root);
  const env = engineEnvironment(root);
  const name = projectName(project);
  /** Stands where a run was killed, until the next `up` or `destroy` has seen to it. */
  const killed = join(home.config, `${stack}.killed`);
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
      writeFileSync(killed, "");
      const cancelled = await ask("pulumi", ["cancel", "--yes", "--stack", stack], { cwd: project, env });
      if (cancelled.code !== 0) throw new Failure(`pulumi cancel: ${cancelled.stderr.trim()}`);
      say(`released the lock of an interrupted run on stack ${stack}`);
    });
  }
  if (command !== "preview") await clearAwayRemains(root);
  const fresh = recordedResources(record).length === 0;
  if (command === "destroy" && fresh && existsSync(killed)) {
    throw new Failure(
      `The first up of stack ${stack} was killed before its state was saved. To take over what it made and destroy that: ` +
        `npm run up, then npm run destroy. To forget the whole control plane: npm run local -- reset`,
    );
  }
  const judged = request.policy ?? (command === "up" || command === "preview");
  const args = [
    command,
    ...["--stack", stack, "--config-file", config, "--parallel", "32"],
    ...(command === "preview" ? [] : ["--yes"]),
    // A run that saved its state once may have done more than the state knows.
    ...(command === "up" && !fresh && existsSync(killed) ? ["--refresh"] : []),
    ...(judged ? await packArguments(config, join(home.policy, `${stack}.json`), env) : []),
    ...(request.args ?? []),
  ];
  if (command !== "preview") rmSync(killed, { force: true });
  const once = command === "destroy" || fresh;
  return { command: "pulumi", args, cwd: project, env: once ? { ...saveOnce, ...env } : env };
}

/**
 * The arguments that have the engine run the policy pack. The pack's settings are derived from the fleet that the stack file
 * names, so that they are never typed twice.
 *
 * @param target file that receives the settings
 * @throws Failure when the stack file or its fleet has a fault
 */
export async function packArguments(
  stackFile: string,
  target: string,
  env: NodeJS.ProcessEnv,
): Promise<readonly string[]> {
  const tool = join(checkout, "tools", "policy-config.ts");
  const derived = await ask(process.execPath, [tool, stackFile], { cwd: checkout, env });
  if (derived.code !== 0) throw new Failure(derived.stderr.trim());
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, derived.stdout);
  return ["--policy-pack", join(checkout, "local", "policy-pack"), "--policy-pack-config", target];
}
