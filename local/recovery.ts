import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { clusterEnvironment } from "./cluster.ts";
import { homeAt } from "./paths.ts";
import { endAll, engineProcesses, type Process } from "./processes.ts";
import { ask } from "./run.ts";
import { Failure } from "./say.ts";

/** The part of the engine's state file that is read here (apitype.CheckpointV3). */
interface StateFile {
  readonly checkpoint: { readonly latest?: { readonly resources?: readonly RecordedResource[] | null } | null };
}

interface RecordedResource {
  readonly type: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What the engine recorded of one stack; nothing when there is no state file yet. */
export function recordedResources(file: string): readonly RecordedResource[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  return (JSON.parse(text) as StateFile).checkpoint.latest?.resources ?? [];
}

/** `namespace/name` of every release that some stack of this home knows. */
function recordedReleases(state: string): ReadonlySet<string> {
  const stacks = join(state, ".pulumi", "stacks");
  const files = readdirSync(stacks, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
  return new Set(
    files
      .flatMap((file) => recordedResources(join(stacks, file)))
      .filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")
      .map(({ outputs = {} }) => `${String(outputs.namespace)}/${String(outputs.name)}`),
  );
}

/** Ends plugins and policy packs whose engine was killed: they would finish what it had told them to do. */
export async function endOrphans(pulumiHome: string): Promise<void> {
  const orphans = (): readonly Process[] => {
    const running = engineProcesses(pulumiHome);
    return running.some(({ name }) => name === "pulumi") ? [] : running;
  };
  await endAll(orphans);
}

/** The label that the program gives its namespaces (plan/names.ts); releases elsewhere are nobody's business here. */
const ours = "higress-fleet.io/fleet";
const columns = [
  "NAMESPACE:.metadata.namespace",
  "RECORD:.metadata.name",
  "RELEASE:.metadata.labels.name",
  "STATUS:.metadata.labels.status",
];

/**
 * Removes the records of releases that an engine left behind when it was killed: of an install or upgrade that never ended,
 * and of one that no stack knows. Helm would refuse to touch those releases ever again; without the record it installs them
 * anew and takes over their objects, which bear the release's name. Nobody else may be working on the home.
 *
 * @returns the namespaces in which a record was removed
 */
export async function forgetBrokenReleases(root: string): Promise<readonly string[]> {
  const kubectl = async (...args: string[]): Promise<readonly (readonly string[])[]> => {
    const { code, stdout, stderr } = await ask("kubectl", args, { env: clusterEnvironment(root) });
    if (code !== 0) throw new Failure(`kubectl ${args.join(" ")}: ${stderr.trim()}`);
    return stdout.split("\n").flatMap((line) => (line === "" ? [] : [line.split(/\s+/)]));
  };
  const table = (names: readonly string[]): string[] => ["--no-headers", `--output=custom-columns=${names.join(",")}`];
  const [records, namespaces] = await Promise.all([
    kubectl("get", "secrets", "--all-namespaces", "--selector=owner=helm", ...table(columns)),
    kubectl("get", "namespaces", `--selector=${ours}`, ...table(["NAME:.metadata.name"])),
  ]);
  const known = recordedReleases(homeAt(root).state);
  const within = new Set(namespaces.flat());
  const broken = records.filter(
    ([namespace = "", , release = "", status = ""]) =>
      within.has(namespace) && (status.startsWith("pending-") || !known.has(`${namespace}/${release}`)),
  );
  for (const [namespace = "", record = ""] of broken)
    await kubectl("delete", "secret", "--namespace", namespace, record);
  return [...new Set(broken.map(([namespace = ""]) => namespace))].sort();
}
