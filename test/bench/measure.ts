import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface Measured {
  readonly seconds: number;
  /** Largest sum of resident memory over the command and its children, in MiB. */
  readonly peakMebibytes: number;
}

const pageKibibytes = 4;
const samplePeriodMilliseconds = 250;

/** Runs a command to its end; throws with its last output when it fails. */
export async function measure(
  command: string,
  args: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly cwd: string },
): Promise<Measured> {
  const begun = performance.now();
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4000));
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  let peak = 0;
  const sampling = setInterval(
    () => (peak = Math.max(peak, residentKibibytes(child.pid ?? 0))),
    samplePeriodMilliseconds,
  );
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  }).finally(() => clearInterval(sampling));
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code ?? "a signal"}:\n${output}`);
  return { seconds: (performance.now() - begun) / 1000, peakMebibytes: Math.round(peak / 1024) };
}

/** Resident memory of a process and all below it, from /proc. */
function residentKibibytes(root: number): number {
  const parents = new Map<number, number>();
  const sizes = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = readProc(`/proc/${name}/stat`);
    // The second field is the command in brackets and may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    parents.set(Number(name), Number(fields[1]));
    sizes.set(Number(name), Number(fields[21]) * pageKibibytes);
  }
  const within = (pid: number): boolean => pid === root || (parents.has(pid) && within(parents.get(pid) ?? 0));
  return [...sizes].reduce((sum, [pid, size]) => (within(pid) ? sum + size : sum), 0);
}

function readProc(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // The process ended between listing and reading.
    return "";
  }
}
