import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, linkSync, mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { buildStep, compareVersions, requireGo, sweep, workshopIn } from "./build.ts";
import { ensureCrds } from "./crds.ts";
import { withLock } from "./lock.mjs";
import { cacheDirectory, checkout } from "./paths.ts";
import { Failure, say, timed } from "./say.ts";
import { clusterSteps, engineSteps, optionalSteps, stepHash, type Step } from "./steps.ts";

/** The oldest engine that takes the program's SDK. */
const oldestEngine = "3.259.0";

/** What the machine has and what it still lacks. */
export interface Toolchain {
  /** Directory with the programs that were built; first on PATH. */
  readonly bin: string;
  /** Directory with the engine's plugins: on PATH the engine would take them too, with a warning each time. */
  readonly plugins: string;
  /** An installed engine that is used instead of building one; it then also finds its plugins by itself. */
  readonly installedEngine: string | undefined;
  readonly steps: readonly Step[];
}

/** The first `pulumi` on PATH, unless it is one of ours, when it is new enough. */
function installedEngine(path: string, cache: string): string | undefined {
  const found = path
    .split(delimiter)
    .filter((entry) => isAbsolute(entry) && !entry.startsWith(cache))
    .map((entry) => join(entry, "pulumi"))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
  if (found === undefined) return undefined;
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true", PULUMI_HOME: join(cache, "pulumi") };
  const { status, stdout } = spawnSync(found, ["version"], { env, encoding: "utf8" });
  return status === 0 && compareVersions(stdout.trim(), oldestEngine) >= 0 ? found : undefined;
}

/** Answers of describeToolchain: it reads megabytes of checksums and may ask an engine for its version. */
const described = new Map<string, Toolchain>();

/** What is needed here; builds nothing. */
export function describeToolchain(): Toolchain {
  const cache = cacheDirectory();
  const path = process.env.PATH ?? "";
  const key = `${cache}\n${path}`;
  const before = described.get(key);
  if (before !== undefined) return before;
  const engine = installedEngine(path, cache);
  const steps = engine === undefined ? [...engineSteps, ...clusterSteps] : clusterSteps;
  const hash = createHash("sha256").update(steps.map((step) => `${step.name} ${stepHash(step)}\n`).join(""));
  const root = join(cache, hash.digest("hex").slice(0, 16));
  const toolchain = { bin: join(root, "bin"), plugins: join(root, "plugins"), installedEngine: engine, steps };
  described.set(key, toolchain);
  return toolchain;
}

/** Where a program is once it is built. */
export function programPath({ bin, plugins }: Toolchain, { name, plugin }: Step): string {
  return join(plugin === undefined ? bin : plugins, name);
}

const known: readonly Step[] = [...engineSteps, ...clusterSteps, ...optionalSteps];

/**
 * Builds whatever is missing of the programs that are needed here, and brings the CRDs that go with them. Costs milliseconds when
 * nothing is.
 *
 * @param also names of optional programs: helm, helmfile, netpolicy, promtool
 */
export async function ensureToolchain(also: readonly string[] = []): Promise<Toolchain> {
  const toolchain = await buildPrograms([...describeToolchain().steps.map(({ name }) => name), ...also]);
  await ensureCrds();
  return toolchain;
}

/** Builds the named programs, and no others, unless they are there. */
export async function buildPrograms(names: readonly string[]): Promise<Toolchain> {
  const toolchain = describeToolchain();
  const unknown = names.filter((name) => !known.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new Failure(`Nothing here builds ${unknown.join(", ")}; known: ${known.map(({ name }) => name).join(", ")}.`);
  }
  const steps = known.filter(({ name }) => names.includes(name));
  const missing = (): readonly Step[] => steps.filter((step) => !existsSync(programPath(toolchain, step)));
  if (missing().length > 0) {
    const cache = cacheDirectory();
    const wait = (holder: string): void => {
      say(`waiting for ${holder}`);
    };
    await withLock(cache, `building programs for ${checkout}`, wait, () => make(missing(), toolchain, cache));
  }
  return toolchain;
}

/** Runs alone on this machine: whatever lies on the bench was left by a build that was cut off. */
async function make(steps: readonly Step[], toolchain: Toolchain, cache: string): Promise<void> {
  const workshop = workshopIn(cache);
  const stored = (step: Step): string => join(workshop.store, `${step.name}-${stepHash(step)}`);
  const missing = steps.filter((step) => !existsSync(stored(step)));
  if (missing.length > 0) {
    await requireGo(missing);
    const cores = availableParallelism();
    say(`Building ${missing.length} of ${steps.length} programs on ${cores} cores, once for all clones: ${cache}`);
    sweep(workshop.benches);
    for (const [index, step] of missing.entries()) {
      const label = `[${index + 1}/${missing.length}] ${step.name}`;
      await timed(label, () => buildStep(step, stepHash(step), workshop));
    }
    sweep(workshop.benches);
    sweep(workshop.compiled);
  }
  for (const step of steps) {
    const path = programPath(toolchain, step);
    mkdirSync(dirname(path), { recursive: true });
    linkSync(stored(step), path);
  }
}
