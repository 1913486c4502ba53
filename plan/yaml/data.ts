/** A tree's plain data, with remarks on whatever in it is YAML but not a fleet file. */
import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type YAMLMap } from "yaml";
import type { FleetPath, Finding } from "../fault.ts";
import { quote } from "../quote.ts";
import type { Part } from "./place.ts";
import { otherReading } from "./readings.ts";

/** A finding, and the part of the setting it is about. */
export interface Remark extends Finding {
  readonly part: Part;
  /** Where in the text, if the path leads elsewhere: to the first of two equal keys. */
  readonly offset?: number;
}

/** An unquoted scalar that readers of YAML 1.1 take for something else. */
export interface Ambiguity {
  readonly path: FleetPath;
  readonly part: Part;
  readonly plain: string;
  readonly value: unknown;
  /** In words. */
  readonly other: string;
}

export interface Data {
  readonly value: unknown;
  readonly remarks: readonly Remark[];
  readonly ambiguities: readonly Ambiguity[];
}

/** Aliases are not followed, so a few lines cannot grow into gigabytes. */
export function dataOf(root: ParsedNode | null): Data {
  const remarks: Remark[] = [];
  const ambiguities: Ambiguity[] = [];
  const remark = (path: FleetPath, part: Part, message: string, remedy: string) =>
    remarks.push({ path, part, message, remedy });

  const scalar = (plain: string | undefined, value: unknown, path: FleetPath, part: Part): void => {
    if (plain === undefined) return;
    const other = otherReading(plain, value);
    if (other !== undefined) ambiguities.push({ path, part, plain, value, other });
  };

  const visit = (node: ParsedNode | null, path: FleetPath): unknown => {
    if (node === null) return null;
    if (isAlias(node)) {
      remark(
        path,
        "value",
        `${quote(`*${node.source}`, path)} without quotes is a YAML alias`,
        "Put text that begins with * in quotes. Aliases are not followed: write the value itself.",
      );
      return null;
    }
    if (node.anchor !== undefined)
      remark(path, "value", "has an anchor (&)", "Remove it; text that begins so needs quotes.");
    if (node.tag !== undefined) remark(path, "value", "has a tag (!)", "Remove it; text that begins so needs quotes.");
    if (isScalar(node)) {
      scalar(node.type === "PLAIN" ? node.source : undefined, node.value, path, "value");
      return node.value;
    }
    if (isSeq<ParsedNode>(node)) return node.items.map((item, at) => visit(item, [...path, at]));
    return isMap<ParsedNode, ParsedNode | null>(node) ? map(node, path) : null;
  };

  const map = (node: YAMLMap<ParsedNode, ParsedNode | null>, path: FleetPath): unknown => {
    const seen = new Map<string, unknown>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : "";
      const place = [...path, name];
      if (name === "<<") {
        remark(place, "key", "is a merge key", "Write the settings out.");
      } else if (name === "__proto__") {
        remark(place, "key", "cannot be used as a key", "Choose another name.");
      } else if (seen.has(name)) {
        const [offset] = key.range;
        remarks.push({
          path: place,
          part: "key",
          offset,
          message: "occurs twice in this map",
          remedy: "Remove one of the two.",
        });
      } else {
        if (isScalar(key) && key.type === "PLAIN") scalar(key.source, name, place, "key");
        seen.set(name, visit(value, place));
      }
    }
    return Object.fromEntries(seen);
  };

  const value = visit(root, []);
  return { value, remarks, ambiguities };
}
