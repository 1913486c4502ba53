import { chmodSync, copyFileSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { ask, logged, type Surroundings } from "./run.ts";
import { Failure } from "./say.ts";
import { buildEnvironment, linkerFlags, moduleDirectory, moduleFiles, type Step } from "./steps.ts";

/** Where builds happen inside the cache, and where finished programs stay. */
export interface Workshop {
  /** Finished programs, `<name>-<hash>`; a file here is complete. */
  readonly store: string;
  /** Everything half-made, a directory for each building process; empty between builds. */
  readonly benches: string;
  readonly bench: string;
  /** Go's build cache: survives an interruption, so that the next run goes on where this one stopped. */
  readonly compiled: string;
  readonly logs: string;
}

export function workshopIn(cache: string): Workshop {
  return {
    store: join(cache, "programs"),
    benches: join(cache, "bench"),
    bench: join(cache, "bench", String(process.pid)),
    compiled: join(cache, "go-build"),
    logs: join(cache, "logs"),
  };
}

/** Removes what builds leave behind. The compiler of a killed run may still be writing there: what stays goes next time. */
export function sweep(directory: string): void {
  try {
    rmSync(directory, { recursive: true, force: true });
  } catch {
    // Named in the comment above.
  }
}

/** Orders versions written as numbers with dots; `go` or `v` in front and anything after the numbers is ignored. */
export function compareVersions(left: string, right: string): number {
  const numbers = (version: string): readonly number[] =>
    (/\d+(\.\d+)*/.exec(version)?.[0] ?? "0").split(".").map(Number);
  const [a, b] = [numbers(left), numbers(right)];
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Fails with one line unless the machine's Go can build all of the steps. */
export async function requireGo(steps: readonly Pick<Step, "name" | "module">[]): Promise<void> {
  const needed = steps
    .map((step) => /^go (\S+)$/m.exec(readFileSync(join(moduleDirectory(step), "go.mod"), "utf8"))?.[1] ?? "0")
    .reduce((most, version) => (compareVersions(version, most) > 0 ? version : most), "0");
  const purpose = `Go ${needed} or newer is needed to build ${steps.map(({ name }) => name).join(", ")}`;
  const found = await ask("go", ["env", "GOVERSION"], { env: { ...process.env, GOTOOLCHAIN: "local" } }).catch(
    () => undefined,
  );
  if (found?.code !== 0)
    throw new Failure(`${purpose}, and there is no working \`go\` on PATH: see https://go.dev/doc/install.`);
  const version = found.stdout.trim();
  if (compareVersions(version, needed) < 0) throw new Failure(`${purpose}; \`go\` on PATH is ${version}.`);
}

/**
 * Builds one program into the store. The module is copied first, so that the compiler never writes into the clone; the
 * program appears under its final name only when it is complete.
 */
export async function buildStep(step: Step, hash: string, workshop: Workshop): Promise<void> {
  const source = join(workshop.bench, step.name);
  const temporary = join(workshop.bench, "tmp");
  for (const directory of [temporary, workshop.store]) mkdirSync(directory, { recursive: true });
  copyModule(step, source);
  const env = { ...process.env, ...buildEnvironment, GOCACHE: workshop.compiled, GOTMPDIR: temporary };
  const log = join(workshop.logs, `${step.name}.log`);
  if (step.embed !== undefined) await fetchEmbedded(step.embed, source, log, env);
  const result = join(workshop.bench, `${step.name}.built`);
  await logged("go", ["build", ...(step.flags ?? []), "-ldflags", linkerFlags(step), "-o", result, step.package], log, {
    cwd: source,
    env,
  });
  renameSync(result, join(workshop.store, `${step.name}-${hash}`));
}

/** Copies a module of local/toolchain, in which Go must not write. */
export function copyModule(step: Pick<Step, "module">, directory: string): void {
  for (const file of moduleFiles(step)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    copyFileSync(join(moduleDirectory(step), file), join(directory, file));
  }
}

/** Directory with the files of a module that the one in `cwd` requires; downloaded when it is not there, against its checksum. */
export async function moduleSource(module: string, log: string, surroundings: Required<Surroundings>): Promise<string> {
  await logged("go", ["mod", "download", module], log, surroundings);
  const listed = await ask("go", ["list", "-m", "-f", "{{.Dir}}", module], surroundings);
  if (listed.code !== 0) throw new Failure(`go list -m ${module}: ${listed.stderr.trim()}`);
  return listed.stdout.trim();
}

async function fetchEmbedded(
  { module, directory, files }: NonNullable<Step["embed"]>,
  source: string,
  log: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const found = await moduleSource(module, log, { cwd: source, env });
  mkdirSync(join(source, "gen"));
  for (const file of files) {
    copyFileSync(join(found, directory, file), join(source, "gen", file));
    // The module cache is read-only, and so would be the copy.
    chmodSync(join(source, "gen", file), 0o644);
  }
}
