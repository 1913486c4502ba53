import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { Failure } from "./say.ts";

/** What the engine writes into a stack file by itself; never into the tracked one. */
const secretKeys = ["secretsprovider", "encryptedkey", "encryptionsalt"] as const;

type StackFile = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is StackFile =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function read(path: string): StackFile {
  const content: unknown = parse(readFileSync(path, "utf8"));
  if (content === null || content === undefined) return {};
  if (!isRecord(content)) throw new Failure(`${path} is not a mapping of settings.`);
  return content;
}

/** The project's name, from its Pulumi.yaml. */
export function projectName(project: string): string {
  const { name } = read(join(project, "Pulumi.yaml"));
  if (typeof name !== "string") throw new Failure(`${join(project, "Pulumi.yaml")} has no name.`);
  return name;
}

/**
 * Writes the copy of a stack file that the engine gets: the tracked file's content as it is now, the salt of the copy before,
 * and settings that replace the tracked ones.
 *
 * @param settings values by their full key, `higress-fleet:fleet`
 */
export function copyStackFile(
  tracked: string,
  copy: string,
  settings: Readonly<Record<string, string | readonly string[]>> = {},
): void {
  if (!existsSync(tracked)) {
    const known = readdirSync(dirname(tracked)).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
    throw new Failure(`There is no ${tracked}. Stacks of this project: ${known.sort().join(", ") || "none"}.`);
  }
  const content = read(tracked);
  const before = existsSync(copy) ? read(copy) : {};
  const kept = secretKeys.filter((key) => !secretKeys.some((own) => own in content) && key in before);
  const config = isRecord(content.config) ? content.config : {};
  const text = stringify({
    ...Object.fromEntries(kept.map((key) => [key, before[key]])),
    ...content,
    config: { ...config, ...settings },
  });
  mkdirSync(dirname(copy), { recursive: true });
  writeFileSync(`${copy}.${process.pid}`, text);
  renameSync(`${copy}.${process.pid}`, copy);
}
