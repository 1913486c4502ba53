/** What differs between two renderings of one installation. */
import { redacted } from "../../policy/model/redact.ts";
import { at, record, text, type Tree } from "../../policy/model/shape.ts";
import { flatten, inside, type Flat } from "./leaves.ts";

/** One field that is not what it was; `before` is absent for a new one, `after` for one that went. */
export interface FieldChange {
  readonly path: string;
  /** As it may be printed. */
  readonly before?: string;
  readonly after?: string;
}

export interface ObjectChange {
  readonly what: "added" | "removed" | "changed";
  readonly kind: string;
  readonly name: string;
  /** Of the newer rendering, where it is there. */
  readonly apiVersion: string;
  /** Of an object that was changed; never empty then. */
  readonly fields: readonly FieldChange[];
}

/** Objects of two renderings, sorted by kind and name. An object is itself under every version of its API group. */
export function compareObjects(before: readonly Tree[], after: readonly Tree[]): readonly ObjectChange[] {
  const [old, new_] = [byIdentity(before), byIdentity(after)];
  const names = [...new Set([...old.keys(), ...new_.keys()])].toSorted();
  return names.flatMap((name) => {
    const [left, right] = [old.get(name), new_.get(name)];
    if (left === undefined) return right === undefined ? [] : [change("added", right)];
    if (right === undefined) return [change("removed", left)];
    const fields = compareFields(left, right);
    return fields.length > 0 ? [change("changed", right, fields)] : [];
  });
}

/** Kind and name of every object that a rendering has more than once: Helm would install one of them. */
export function duplicates(objects: readonly Tree[]): readonly string[] {
  const ids = objects.map(identity);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) < index))].toSorted();
}

/** Every field of one object that differs, by path. Empty only for objects that say the same in the same order. */
export function compareFields(before: Tree, after: Tree): readonly FieldChange[] {
  const [old, new_] = [flatten(before), flatten(after)];
  const ids = [...new Set([...old.leaves.keys(), ...new_.leaves.keys()])];
  const values = ids.flatMap((id): readonly FieldChange[] => {
    const [left, right] = [old.leaves.get(id), new_.leaves.get(id)];
    if (left !== undefined && right?.raw === left.raw) return [];
    const path = (left ?? right)?.path ?? id;
    return [{ path, ...(left && { before: left.shown }), ...(right && { after: right.shown }) }];
  });
  const all = [...values, ...orders(old, new_), ...layouts(old, new_, values)];
  return all.map((field) => ({ ...field, path: redacted(field.path) })).toSorted(byPath);
}

/** Lists that hold the same in another order, as far as both hold it. */
function orders(old: Flat, new_: Flat): readonly FieldChange[] {
  return [...old.orders].flatMap(([path, left]) => {
    const right = new_.orders.get(path) ?? [];
    const common = (items: readonly string[], others: readonly string[]): string =>
      items.filter((item) => others.includes(item)).join();
    if (common(left, right) === common(right, left)) return [];
    return [{ path, before: "(order)", after: "(another order)" }];
  });
}

/** Texts that say the same with other spaces or comments. */
function layouts(old: Flat, new_: Flat, values: readonly FieldChange[]): readonly FieldChange[] {
  return [...old.texts].flatMap(([path, left]) => {
    const right = new_.texts.get(path);
    const told = values.some((each) => each.path === path || each.path.startsWith(path + inside));
    if (right === undefined || right === left || told) return [];
    return [{ path, before: "(text)", after: "(the same with other layout or comments)" }];
  });
}

function change(what: ObjectChange["what"], object: Tree, fields: readonly FieldChange[] = []): ObjectChange {
  return { what, kind: kindOf(object), name: nameOf(object), apiVersion: text(object.apiVersion) ?? "?", fields };
}

const kindOf = (object: Tree): string => text(object.kind) ?? "?";

const nameOf = (object: Tree): string => text(at(object, "metadata", "name")) ?? "?";

/** Group, not version; the namespace as well, since a chart could write into another. */
function identity(object: Tree): string {
  const version = text(object.apiVersion) ?? "";
  const group = version.includes("/") ? version.slice(0, version.lastIndexOf("/")) : "";
  const namespace = text(record(object.metadata).namespace) ?? "";
  return `${kindOf(object)} ${nameOf(object)}${group === "" ? "" : ` (${group})`}${namespace && ` in ${namespace}`}`;
}

const byIdentity = (objects: readonly Tree[]): ReadonlyMap<string, Tree> =>
  new Map(objects.map((object) => [identity(object), object]));

function byPath(left: FieldChange, right: FieldChange): number {
  return left.path < right.path ? -1 : left.path > right.path ? 1 : 0;
}
