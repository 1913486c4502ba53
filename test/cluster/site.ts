import { execFile, spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";
import { ensureCrds } from "../../local/crds.ts";
import { resetCluster, startCluster } from "../../local/control-plane.ts";
import { stackInvocation, type StackCommand } from "../../local/engine.ts";
import { engineEnvironment } from "../../local/engine-environment.ts";
import { checkout, homeAt } from "../../local/paths.ts";
import { Kubernetes } from "./kubernetes.ts";

const run = promisify(execFile);

export interface Outcome {
  readonly code: number;
  /** Standard output and standard error, in the order they came. */
  readonly output: string;
}

/** A fleet file as a test changes it: written YAML, not the parsed model. */
export interface WrittenFleet {
  tenants: WrittenTenant[] | string;
  higress: Record<string, unknown>;
  [key: string]: unknown;
}

export interface WrittenTenant {
  id: string;
  quota?: Record<string, unknown>;
  [key: string]: unknown;
}

/** A control plane of its own with a copy of one example fleet, for one test file. */
export class Site {
  readonly home: string;
  readonly stack: string;
  readonly kubernetes: Kubernetes;
  readonly auditLog: string;
  /** The fleet file in this site's home, relative to the checkout. */
  readonly fleetFile: string;
  /** Stack settings beside those of the tracked file, by full key. */
  settings: Readonly<Record<string, string | readonly string[]>> = {};

  static async start(stack: string, nodes: number): Promise<Site> {
    const parent = join(checkout, ".fleet", "test");
    mkdirSync(parent, { recursive: true });
    const home = mkdtempSync(join(parent, `${stack}-`));
    await ensureCrds();
    await startCluster({ home, nodes });
    return new Site(home, stack);
  }

  private constructor(home: string, stack: string) {
    this.home = home;
    this.stack = stack;
    this.kubernetes = new Kubernetes(engineEnvironment(home));
    this.auditLog = homeAt(home).auditLog;
    cpSync(join(checkout, "fleets"), join(home, "fleets"), { recursive: true });
    this.fleetFile = join(home, "fleets", `${stack.split("-")[0] ?? stack}.yaml`).slice(checkout.length + 1);
  }

  /** What helm prints about this site's releases. */
  async helm(...args: readonly string[]): Promise<string> {
    const { stdout } = await run("helm", [...args], { env: engineEnvironment(this.home) });
    return stdout;
  }

  /** Changes the site's fleet file. */
  edit(change: (fleet: WrittenFleet) => void): void {
    const path = join(checkout, this.fleetFile);
    const fleet = parse(readFileSync(path, "utf8")) as WrittenFleet;
    change(fleet);
    // Words that only YAML 1.1 takes for something else, in quotes as the fleet file must have them.
    writeFileSync(path, stringify(fleet, { compat: "yaml-1.1" }));
  }

  /** For fleets without the example's tenants: what was proven of their hosts, and what only they may use, would be faults. */
  forgetTenants(): void {
    rmSync(join(checkout, this.fleetFile.replace(/\.yaml$/, ".proofs.yaml")));
    this.edit((fleet) => delete fleet["plugins"]);
  }

  /** Starts the engine on the site's stack, the policy pack with it. */
  async spawn(command: StackCommand["command"], ...args: readonly string[]): Promise<ChildProcess> {
    const invocation = await stackInvocation({
      home: this.home,
      stack: this.stack,
      command,
      args: ["--non-interactive", "--color", "never", ...args],
      settings: {
        "higress-fleet:fleet": this.fleetFile,
        "higress-fleet:context": "kwok-higress-fleet",
        ...this.settings,
      },
    });
    const { command: program, args: all, cwd, env } = invocation;
    return spawn(program, all, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  }

  /** Runs the engine to its end. A fault found before it starts counts as its output. */
  async run(command: StackCommand["command"], ...args: readonly string[]): Promise<Outcome> {
    try {
      return await outcome(await this.spawn(command, ...args));
    } catch (failure) {
      return { code: 1, output: failure instanceof Error ? failure.message : String(failure) };
    }
  }

  /** Like `run`, and a failure ends the test with what the engine said. */
  async must(command: StackCommand["command"], ...args: readonly string[]): Promise<string> {
    const { code, output } = await this.run(command, ...args);
    if (code !== 0) throw new Error(`pulumi ${command} ended with ${code}:\n${output}`);
    return output;
  }

  async remove(): Promise<void> {
    await resetCluster(this.home);
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** Waits for the end of a process and collects what it says. */
export function outcome(child: ChildProcess): Promise<Outcome> {
  let output = "";
  const keep = (chunk: Buffer) => (output += chunk.toString());
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
