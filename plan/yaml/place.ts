/** Where in the file a path of the data stands. */
import { isMap, isScalar, isSeq, type ParsedNode } from "yaml";
import type { FleetPath } from "../fault.ts";
import type { Tree } from "./tree.ts";

/** Which part of a setting a remark is about. */
export type Part = "key" | "value";

interface Found {
  readonly key?: ParsedNode;
  readonly value: ParsedNode | null;
  /** False: the nearest ancestor that is written, since the rest of the path was filled in or left out. */
  readonly exact: boolean;
}

/** Offset in the text. Lists and maps are shown at their key, since their first item says little. */
export function offsetOf(tree: Tree, path: FleetPath, part: Part): number {
  const { key, value, exact } = find(tree.root, path);
  const written = isScalar(value) && value.range[1] > value.range[0];
  const node = exact && part === "value" && written ? value : (key ?? value);
  return node?.range[0] ?? 0;
}

/** Whether the whole of the path stands in the file. */
export const isWritten = (tree: Tree, path: FleetPath): boolean => find(tree.root, path).exact;

/** The text of an unquoted value as it stands in the file. */
export function plainText(tree: Tree, path: FleetPath): string | undefined {
  const { value, exact } = find(tree.root, path);
  return exact && isScalar(value) && value.type === "PLAIN" ? value.source : undefined;
}

/** Whether a value is missing because a comment swallowed it, as in `owner: #payments`. */
export function swallowed(tree: Tree, path: FleetPath): boolean {
  const { value, exact } = find(tree.root, path);
  return exact && isScalar(value) && value.value === null && typeof value.comment === "string";
}

function find(root: ParsedNode | null, path: FleetPath): Found {
  let found: Found = { value: root, exact: true };
  for (const step of path) {
    const next = child(found.value, step);
    if (next === undefined) return { ...found, exact: false };
    found = next;
  }
  return found;
}

function child(node: ParsedNode | null, step: string | number): Found | undefined {
  if (isSeq<ParsedNode>(node) && typeof step === "number") {
    const value = node.items[step];
    return value && { value, exact: true };
  }
  if (!isMap<ParsedNode, ParsedNode | null>(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
  return pair && { key: pair.key, value: pair.value, exact: true };
}
