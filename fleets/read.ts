/** Reads what the program is told by files: the fleet, and texts that a file or URL holds. */
import { globSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { parseFleet, type ParseResult, type Source, type Unread } from "../plan/index.ts";
import { pemReader } from "./pairs.ts";
import { decode, patience, reasonOf } from "./reasons.ts";

/**
 * The fleet of a file, tenants' own files included, or all faults in them. A file that cannot be read is a fault, too.
 * @param path relative to the root, or absolute
 * @param root the project's root, where Pulumi starts the program; paths in messages are relative to it
 * @param keys whether the keys of certificates from files are looked at, which only whoever registers them has to have
 */
export function readFleet(path: string, root: string = process.cwd(), keys = false): ParseResult {
  const file = resolve(root, path);
  const folder = dirname(file);
  return parseFleet(
    readSource(file, root),
    (pattern) =>
      globSync(pattern, { cwd: folder })
        .toSorted()
        .map((found) => readBelow(folder, found, root)),
    pemReader(root, keys),
  );
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
