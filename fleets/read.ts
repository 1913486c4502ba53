/** Reads what the program is told by files: the fleet, and texts that a file or URL holds. */
import { existsSync, globSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { parseFleet, type ParseResult, type ReadMatching, type Source, type Unread } from "../plan/index.ts";
import { pemReader } from "./pairs.ts";
import { decode, patience, reasonOf } from "./reasons.ts";

/**
 * The fleet of a file, tenants' own files and what is proven of hosts included, or all faults in them. A file that cannot be read is a fault, too.
 * @param path relative to the root, or absolute
 * @param root the project's root, where Pulumi starts the program; paths in messages are relative to it
 * @param keys whether the keys of certificates from files are looked at, which only whoever registers them has to have
 */
export const readFleet = (path: string, root: string = process.cwd(), keys = false): ParseResult =>
  readWith(readProofsOf(path, root), path, root, keys);

/** The same with nothing proven, whatever the file of proofs says. */
export const readUnproven = (path: string, root: string = process.cwd()): ParseResult =>
  readWith(undefined, path, root, false);

/** Where the proofs of a fleet file are: `fleets/prod.proofs.yaml` beside `fleets/prod.yaml`. */
export const proofsPath = (path: string): string => path.replace(/(\.ya?ml)?$/, ".proofs.yaml");

/** Undefined when there is no such file. */
export function readProofsOf(path: string, root: string = process.cwd()): Source | Unread | undefined {
  const file = resolve(root, proofsPath(path));
  return existsSync(file) ? readBelow(dirname(file), basename(file), root) : undefined;
}

function readWith(proofs: Source | Unread | undefined, path: string, root: string, keys: boolean): ParseResult {
  const file = resolve(root, path);
  const folder = dirname(file);
  const matching: ReadMatching = (pattern) =>
    globSync(pattern, { cwd: folder })
      .toSorted()
      .map((found) => readBelow(folder, found, root));
  return parseFleet(readSource(file, root), matching, pemReader(root, keys), proofs);
}

/**
 * Text of a file or of what an http(s) URL leads to.
 * @throws Error naming path or URL and the reason
 */
export async function readText(place: string): Promise<string> {
  try {
    return /^https?:\/\//.test(place) ? await download(place) : decode(readFileSync(place));
  } catch (error) {
    throw new Error(`${place} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

async function download(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
  if (!response.ok) throw new Error(`the server answers ${response.status} ${response.statusText}`.trimEnd());
  return decode(new Uint8Array(await response.arrayBuffer()));
}

/** Braces and links could lead a pattern out of the folder, past whoever reviews what changes there. */
function readBelow(folder: string, found: string, root: string): Source | Unread {
  const file = join(folder, found);
  const source = readSource(file, root);
  if ("reason" in source || realpathSync(file).startsWith(realpathSync(folder) + sep)) return source;
  return { path: source.path, reason: "it lies outside the folder of the fleet file" };
}

function readSource(file: string, root: string): Source | Unread {
  const path = relative(root, file).split(sep).join("/");
  try {
    return { path, text: decode(readFileSync(file)) };
  } catch (error) {
    return { path, reason: reasonOf(error) };
  }
}
