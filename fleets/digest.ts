/** Says whether files have changed: what the engine would not notice by itself goes into an input as its digest. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { reasonOf } from "./reasons.ts";

/**
 * First 12 hex digits of the SHA-256 over the names and contents of files, and of all files below directories.
 * @param paths relative to the project's root, where Pulumi starts the program
 * @throws Error of node:fs, which names the path, when one cannot be read
 */
export function digestOf(...paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesAt).toSorted()) {
    const content = readFileSync(file);
    // With the length, so that no content can pass for another file's name.
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 12);
}

/**
 * Digest of a chart that is read from files.
 * @throws Error for people when it cannot be read
 */
export function chartDigest(path: string): string {
  try {
    return digestOf(path);
  } catch (error) {
    const remedy = /(^|\/)higress-console$/.test(path)
      ? "A console needs chart higress-console unpacked beside higress.chart.path: put it there, or take console out of the fleet file."
      : "Correct higress.chart.path, or put the chart there.";
    throw new Error(`the chart at "${path}" cannot be read: ${reasonOf(error)}. ${remedy}`, { cause: error });
  }
}

function filesAt(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
