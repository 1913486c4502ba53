/** From remarks about one file to faults with their places: one fault for one cause. */
import type { Fault, FleetPath, Finding } from "./fault.ts";
import type { SchemaRemark } from "./schema/issues.ts";
import { describeAmbiguity } from "./yaml/ambiguous.ts";
import type { Ambiguity, Remark } from "./yaml/data.ts";
import type { File } from "./yaml/file.ts";
import { offsetOf } from "./yaml/place.ts";
import { placeAt, type Tree } from "./yaml/tree.ts";

/** Everything found in one file, unordered. */
export function report({ tree, data }: File, found: readonly SchemaRemark[]): readonly Fault[] {
  const spoilt = pathSet(data.remarks.map(({ path }) => path));
  const unreadable = pathSet(
    found.filter(({ kind, part }) => part === "key" && kind !== "missing").map(({ path }) => path),
  );
  const ambiguities = data.ambiguities.filter(({ path }) => !within(path, spoilt) && !within(path, unreadable));
  const wanted = new Map(
    found.flatMap((remark) => (remark.wanted === undefined ? [] : [[key(remark.path), remark.wanted]])),
  );

  const remarks: readonly Remark[] = [
    ...data.remarks,
    ...ambiguities.map((each) => describeAmbiguity(each, wanted.get(key(each.path)))),
    ...independent(found, data.remarks, ambiguities).filter(({ path }) => !within(path, spoilt)),
  ];
  return remarks.map((remark) => faultAt(tree, remark, remark.offset ?? offsetOf(tree, remark.path, remark.part)));
}

/** What the schema found, less what has a cause that is told already. */
function independent(
  found: readonly SchemaRemark[],
  remarks: readonly Remark[],
  ambiguities: readonly Ambiguity[],
): readonly SchemaRemark[] {
  const first = new Map(found.toReversed().map((remark) => [key(remark.path), remark]));
  const ambiguous = pathSet(ambiguities.filter(({ part }) => part === "value").map(({ path }) => path));
  /** Keys that are there with a slip in them. */
  const meant = pathSet(
    found.flatMap(({ path, meant }) => (meant === undefined ? [] : [[...path.slice(0, -1), meant]])),
  );
  /** Maps that are not all there, since merge keys are not followed. */
  const merged = pathSet(remarks.flatMap(({ path }) => (path.at(-1) === "<<" ? [path.slice(0, -1)] : [])));
  return found.filter((remark) => {
    if (first.get(key(remark.path)) !== remark || ambiguous.has(key(remark.path))) return false;
    return remark.kind !== "missing" || !(meant.has(key(remark.path)) || merged.has(key(remark.path.slice(0, -1))));
  });
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

const pathSet = (paths: readonly FleetPath[]): ReadonlySet<string> => new Set(paths.map(key));

const within = (path: FleetPath, set: ReadonlySet<string>): boolean =>
  set.size > 0 &&
  Array.from({ length: path.length + 1 }, (_, length) => path.slice(0, length)).some((each) => set.has(key(each)));
