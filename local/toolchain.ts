import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, linkSync, mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { buildStep, compareVersions, requireGo, workshopIn } from "./build.ts";
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
export function installedEngine(path: string, cache: string): string | undefined {
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
  const version = spawnSync(found, ["version"], { env, encoding: "utf8" }).stdout.trim();
  return compareVersions(version, oldestEngine) >= 0 ? found : undefined;
}

/** What is needed here; builds nothing. */
export function describeToolchain(): Toolchain {
  const cache = cacheDirectory();
  const engine = installedEngine(process.env.PATH ?? "", cache);
  const steps = engine === undefined ? [...engineSteps, ...clusterSteps] : clusterSteps;
  const hash = createHash("sha256").update(steps.map((step) => `${step.name} ${stepHash(step)}\n`).join(""));
  const root = join(cache, hash.digest("hex").slice(0, 16));
  return { bin: join(root, "bin"), plugins: join(root, "plugins"), installedEngine: engine, steps };
}

/** Where a program is once it is built. */
export function programPath({ bin, plugins }: Toolchain, { name, plugin }: Step): string {
  return join(plugin === undefined ? bin : plugins, name);
}

/**
 * Builds what is missing and returns where it is. Costs milliseconds when nothing is.
 *
 * @param also names of optional programs: helm, helmfile, netpolicy; or of those an installed engine makes unnecessary
 */
export async function ensureToolchain(also: readonly string[] = []): Promise<Toolchain> {
  const toolchain = describeToolchain();
  const all = [...engineSteps, ...clusterSteps, ...optionalSteps];
  const wanted = [
    ...toolchain.steps,
    ...also
      .filter((name) => !toolchain.steps.some((step) => step.name === name))
      .map((name) => {
        const step = all.find((candidate) => candidate.name === name);
        if (step === undefined) {
          throw new Failure(
            `There is no program "${name}" to build. Known: ${all.map((known) => known.name).join(", ")}.`,
          );
        }
        return step;
      }),
  ];
  const missing = (): readonly Step[] => wanted.filter((step) => !existsSync(programPath(toolchain, step)));
  if (missing().length > 0) {
    const cache = cacheDirectory();
    const wait = (holder: string): void => say(`waiting for ${holder}`);
    await withLock(cache, `building the toolchain for ${checkout}`, wait, () => make(missing(), toolchain, cache));
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
    rmSync(workshop.bench, { recursive: true, force: true });
    for (const [index, step] of missing.entries()) {
      const label = `[${index + 1}/${missing.length}] ${step.name}`;
      await timed(label, () => buildStep(step, stepHash(step), workshop));
    }
    for (const directory of [workshop.bench, workshop.compiled]) rmSync(directory, { recursive: true, force: true });
  }
  for (const step of steps) {
    const path = programPath(toolchain, step);
    mkdirSync(dirname(path), { recursive: true });
    linkSync(stored(step), path);
  }
}
