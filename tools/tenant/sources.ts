/** The files of a fleet, and the line on which each tenant begins. */
import { globSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { pemReader } from "../../fleets/pairs.ts";
import { readFleet, readProofsOf } from "../../fleets/read.ts";
import { formatFaults, type Fault } from "../../plan/fault.ts";
import { foldHost } from "../../plan/hosts.ts";
import { parseFleet, type Fleet, type PemReader, type Source } from "../../plan/index.ts";
import { openFile } from "../../plan/yaml/file.ts";
import { offsetOf } from "../../plan/yaml/place.ts";
import { placeAt } from "../../plan/yaml/tree.ts";

export interface FleetFiles {
  readonly main: Source;
  /** The fleet's domain; empty when the file gives none. */
  readonly domain: string;
  /** Where the tenants' own files are; absent when the fleet file lists the tenants itself. */
  readonly own?: { readonly pattern: string; readonly files: readonly Source[] };
  /** Of certificates from files; keys are nothing to these commands. Absent: there are none. */
  readonly pems?: PemReader;
  /** The file of proofs; absent when there is none, or it cannot be read. */
  readonly proofs?: Source;
  /** What is wrong with the fleet as it is. That its pattern matches no file is not: it is a fleet before its first tenant. */
  readonly faults: readonly Fault[];
}

/** @param path of the fleet file, relative to the root */
export function readFiles(path: string, root: string): FleetFiles | { readonly faults: readonly Fault[] } {
  const read = readFleet(path, root);
  const faults = "faults" in read ? read.faults : [];
  const file = resolve(root, path);
  const main = sourceAt(file, root);
  const opened = main === undefined ? [] : openFile(main, "the fleet");
  if (main === undefined || !("tree" in opened)) return { faults };
  const { tenants, domain: written } = opened.settings;
  const domain = typeof written === "string" ? (foldHost(written) ?? written) : "";
  const pems = pemReader(root);
  const found = readProofsOf(path, root);
  const proofs = found === undefined || "reason" in found ? {} : { proofs: found };
  if (typeof tenants !== "string") return { main, domain, pems, ...proofs, faults };
  const folder = dirname(file);
  const matching = globSync(tenants, { cwd: folder }).toSorted();
  const files = matching.flatMap((each) => sourceAt(join(folder, each), root) ?? []);
  const first = (fault: Fault) => matching.length > 0 || fault.file !== main.path || fault.path.join() !== "tenants";
  return { main, domain, pems, ...proofs, own: { pattern: tenants, files }, faults: faults.filter(first) };
}

/**
 * The fleet with another text of one of its files.
 * @throws Error, for people, with every fault that it has then
 */
export function changedFleet({ main, own, pems, proofs }: FleetFiles, changed: Source): Fleet {
  const current = (source: Source): Source => (source.path === changed.path ? changed : source);
  const result = parseFleet(current(main), () => (own?.files ?? []).map(current), pems, proofs);
  if ("faults" in result) throw new Error(`Nothing was written. ${formatFaults(result.faults)}`);
  return result.fleet;
}

/** Nothing where it cannot be read: readFleet has said why. */
function sourceAt(file: string, root: string): Source | undefined {
  try {
    return { path: nameOf(file, root), text: readFileSync(file, "utf8") };
  } catch {
    return undefined;
  }
}

const nameOf = (file: string, root: string): string => relative(root, file).split(sep).join("/");

/** A file of the fleet by its path relative to the fleet file; as messages name it, and relative to the root. */
export const besideFleet = (fleet: string, path: string): string => join(dirname(fleet), path).split(sep).join("/");

/** Whether a folder lies in another, links followed; the nearest one that exists counts. */
export function isInside(folder: string, outer: string): boolean {
  try {
    const real = realpathSync(folder);
    const limit = realpathSync(outer);
    return real === limit || real.startsWith(limit + sep);
  } catch {
    const parent = dirname(folder);
    return parent !== folder && isInside(parent, outer);
  }
}

export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Of every tenant by id; of two with the same, the first. */
export function placesOf({ main, own }: FleetFiles): ReadonlyMap<string, Place> {
  const parts = (own?.files ?? [main]).flatMap((source) => {
    const file = openFile(source, "tenants");
    if (!("tree" in file)) return [];
    const items: readonly unknown[] = own !== undefined ? [file.settings] : listOf(file.settings["tenants"]);
    return items.flatMap((item, at) => {
      const id = idOf(item);
      if (id === undefined) return [];
      const offset = offsetOf(file.tree, own !== undefined ? ["id"] : ["tenants", at, "id"], "key");
      return [[id, { file: source.path, line: placeAt(file.tree.lines, offset).line }] as const];
    });
  });
  return new Map(parts.toReversed());
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function idOf(item: unknown): string | undefined {
  if (typeof item !== "object" || item === null || !("id" in item)) return undefined;
  return typeof item.id === "string" ? item.id : undefined;
}
