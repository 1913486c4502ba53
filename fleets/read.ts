/** Reads what the program is told by files: the fleet, and texts that a file or URL holds. */
import { globSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { parseFleet, type ParseResult, type Source, type Unread } from "../plan/index.ts";

/** Milliseconds until a server must have sent everything. */
const patience = 30_000;

/**
 * The fleet of a file, tenants' own files included, or all faults in them. A file that cannot be read is a fault, too.
 * @param path relative to the root, or absolute
 * @param root the project's root, where Pulumi starts the program; paths in messages are relative to it
 */
export function readFleet(path: string, root: string = process.cwd()): ParseResult {
  const file = resolve(root, path);
  const folder = dirname(file);
  return parseFleet(readSource(file, root), (pattern) =>
    globSync(pattern, { cwd: folder })
      .toSorted()
      .map((found) => readBelow(folder, found, root)),
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

const decode = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission denied",
  EISDIR: "it is a directory",
  ERR_ENCODING_INVALID_ENCODED_DATA: "it is not UTF-8 text",
  ENOTFOUND: "there is no such server",
  ECONNREFUSED: "the server refuses connections",
};

/** In words. What goes wrong in a download is the cause of the error that fetch throws. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${patience / 1000} seconds`;
  if (error.cause instanceof Error) return reasonOf(error.cause);
  const code = "code" in error ? String(error.code) : "";
  return reasons[code] ?? error.message;
}
