/** A YAML file opened: its tree and its plain data, a map at least. */
import type { Fault } from "../fault.ts";
import { dataOf, type Data } from "./data.ts";
import { readTree, type Source, type Tree } from "./tree.ts";

/** A file that could not be read. */
export interface Unread {
  readonly path: string;
  /** Why: `permission denied`. */
  readonly reason: string;
}

export interface File {
  readonly tree: Tree;
  readonly data: Data;
  /** The data itself, by key. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** @param holds what the file is for: "the fleet" */
export function openFile(source: Source | Unread, holds: string): File | readonly Fault[] {
  const whole = { file: source.path, path: [], line: 1, column: 1 };
  if ("reason" in source) {
    return [
      { ...whole, message: `cannot be read: ${source.reason}`, remedy: "Check the path and who may read the file." },
    ];
  }
  const tree = readTree(source);
  if (!("root" in tree)) return tree;
  const data = dataOf(tree.root);
  if (data.value === null) {
    return [
      {
        ...whole,
        message: "the file is empty",
        remedy: `Write the settings of ${holds}; docs/settings.md lists them.`,
      },
    ];
  }
  if (typeof data.value !== "object" || Array.isArray(data.value)) {
    const remedy = `Write the settings of ${holds} as a map, without a dash in front; docs/settings.md lists them.`;
    return [{ ...whole, message: `the file holds ${Array.isArray(data.value) ? "a list" : "no map"}`, remedy }];
  }
  return { tree, data, settings: { ...data.value } };
}
