import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { clusterEnvironment } from "./cluster.ts";
import { homeAt } from "./paths.ts";
import { endAll, engineProcesses, type Process } from "./processes.ts";
import { ask } from "./run.ts";
import { Failure, say } from "./say.ts";

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
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, "utf8")) as StateFile).checkpoint.latest?.resources ?? [];
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

/**
 * Clears away what a killed engine left on a home: plugins and policy packs, which would finish what it had told them to do,
 * and the records of releases that it did not finish. Does nothing while an engine is at work there.
 */
export async function clearAwayRemains(root: string): Promise<void> {
  const remains = (): readonly Process[] => engineProcesses(homeAt(root).pulumi);
  if (remains().some(({ name }) => name === "pulumi")) return;
  await endAll(remains);
  const broken = await forgetBrokenReleases(root);
  if (broken.length > 0)
    say(`removed Helm's records of releases that never ended or no state knows: ${broken.join(", ")}`);
}

/** The label and the release name that the program gives (plan/names.ts); other releases are nobody's business here. */
const ours = { label: "higress-fleet.io/fleet", release: "higress" };
const columns = ["NAMESPACE:.metadata.namespace", "RECORD:.metadata.name", "STATUS:.metadata.labels.status"];

/**
 * Removes the records of releases that an engine left behind when it was killed: of an install or upgrade that never ended,
 * and of one that no stack knows. Helm would refuse to touch those releases ever again; without the record it installs them
 * anew and takes over their objects, which bear the release's name.
 *
 * @returns the namespaces in which a record was removed
 */
async function forgetBrokenReleases(root: string): Promise<readonly string[]> {
  const kubectl = async (...args: string[]): Promise<readonly (readonly string[])[]> => {
    const { code, stdout, stderr } = await ask("kubectl", args, { env: clusterEnvironment(root) });
    if (code !== 0) throw new Failure(`kubectl ${args.join(" ")}: ${stderr.trim()}`);
    return stdout.split("\n").flatMap((line) => (line === "" ? [] : [line.split(/\s+/)]));
  };
  const table = (names: readonly string[]): string[] => ["--no-headers", `--output=custom-columns=${names.join(",")}`];
  const [records, namespaces] = await Promise.all([
    kubectl("get", "secrets", "--all-namespaces", `--selector=owner=helm,name=${ours.release}`, ...table(columns)),
    kubectl("get", "namespaces", `--selector=${ours.label}`, ...table(["NAME:.metadata.name"])),
  ]);
  const known = recordedReleases(homeAt(root).state);
  const within = new Set(namespaces.flat());
  const broken = records.filter(
    ([namespace = "", , status = ""]) =>
      within.has(namespace) && (status.startsWith("pending-") || !known.has(`${namespace}/${ours.release}`)),
  );
  for (const [namespace = "", record = ""] of broken)
    await kubectl("delete", "secret", "--namespace", namespace, record);
  return [...new Set(broken.map(([namespace = ""]) => namespace))].sort();
}
