/** From remarks about one file to faults with their places: one fault for one cause. */
import type { Fault, FleetPath, Finding } from "./fault.ts";
import type { SchemaRemark } from "./schema/issues.ts";
import { describeAmbiguity } from "./yaml/ambiguous.ts";
import type { Remark } from "./yaml/data.ts";
import type { File } from "./yaml/file.ts";
import { offsetOf } from "./yaml/place.ts";
import { placeAt, type Tree } from "./yaml/tree.ts";

/** Everything found in one file, unordered. */
export function report({ tree, data }: File, found: readonly SchemaRemark[]): readonly Fault[] {
  const spoilt = pathSet(data.remarks);
  const merged = pathSet(
    data.remarks.filter(({ path }) => path.at(-1) === "<<").map(({ path }) => ({ path: path.slice(0, -1) })),
  );
  const meant = pathSet(
    found.flatMap((remark) =>
      remark.meant === undefined ? [] : [{ path: [...remark.path.slice(0, -1), remark.meant] }],
    ),
  );
  const unreadable = pathSet(found.filter(({ kind, part }) => part === "key" && kind !== "missing"));
  const ambiguities = data.ambiguities.filter(({ path }) => !within(path, spoilt) && !within(path, unreadable));
  const ambiguous = pathSet(ambiguities);

  const caused = (remark: SchemaRemark): boolean =>
    within(remark.path, spoilt) ||
    (remark.part === "value" && ambiguous.has(key(remark.path))) ||
    (remark.kind === "missing" && (meant.has(key(remark.path)) || merged.has(key(remark.path.slice(0, -1)))));

  const remarks: readonly Remark[] = [
    ...data.remarks,
    ...ambiguities.map((each) =>
      describeAmbiguity(
        each,
        found.find(({ path, wanted }) => wanted !== undefined && key(path) === key(each.path))?.wanted,
      ),
    ),
    ...found.filter((remark) => !caused(remark)),
  ];
  return remarks.map((remark) => faultAt(tree, remark, remark.offset ?? offsetOf(tree, remark.path, remark.part)));
}

/** The finding with its place in the file: that of the nearest thing written, where a default was filled in. */
export function faultAt(
  tree: Tree,
  { path, message, remedy }: Finding,
  offset: number = offsetOf(tree, path, "value"),
): Fault {
  return { path, message, remedy, file: tree.file, ...placeAt(tree.lines, offset) };
}

const key = (path: FleetPath): string => JSON.stringify(path);

const pathSet = (remarks: readonly { readonly path: FleetPath }[]): ReadonlySet<string> =>
  new Set(remarks.map(({ path }) => key(path)));

const within = (path: FleetPath, set: ReadonlySet<string>): boolean =>
  set.size > 0 &&
  Array.from({ length: path.length + 1 }, (_, length) => path.slice(0, length)).some((each) => set.has(key(each)));
