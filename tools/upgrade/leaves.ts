/** An object as the flat list of what stands in it: two of them compare by path, and a path is something people can read. */
import { parse } from "yaml";
import { isRecord, type Tree } from "../../policy/model/shape.ts";
import { isSealedField, shown, shownItems, whySealed, type Place } from "./shown.ts";

/** A value that holds no others, or an item of a list whose items have no name. */
export interface Leaf {
  readonly path: string;
  /** The value itself: what is compared, never printed. */
  readonly raw: string;
  /** The value as it may be printed. */
  readonly shown: string;
}

export interface Flat {
  /** By what makes a leaf itself: its path, and in lists without names what the item is. */
  readonly leaves: ReadonlyMap<string, Leaf>;
  /** Items of lists in their order, by the list's path. */
  readonly orders: ReadonlyMap<string, readonly string[]>;
  /** Texts that were taken apart, by path: two may differ where what they say does not. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What tells the items of a list apart in Kubernetes' own objects, most telling first. */
const itemNames = ["name", "mountPath", "topologyKey", "containerPort", "port", "key"];

/** @throws nothing: a text that is no YAML is taken line by line */
export function flatten(object: Tree): Flat {
  const [leaves, orders, texts] = [
    new Map<string, Leaf>(),
    new Map<string, readonly string[]>(),
    new Map<string, string>(),
  ];
  const leaf = (path: string, value: unknown, place: Place): void => {
    leaves.set(path, { path, raw: canonical(value), shown: shown(value, place) });
  };

  const walk = (value: unknown, path: string, place: Place): void => {
    if (isRecord(value) && Object.keys(value).length > 0) {
      for (const [key, inner] of Object.entries(value)) walk(inner, step(path, key), below(place, key));
    } else if (Array.isArray(value) && value.length > 0) items(value, path, place);
    else if (typeof value === "string" && /\n|^\{/.test(value)) text(value, path, place);
    else leaf(path, value, place);
  };

  const items = (list: readonly unknown[], path: string, place: Place): void => {
    const named = namesOf(list, place);
    if (named === undefined) {
      const ids = numbered(list.map(canonical));
      const printed = shownItems(list, place);
      for (const [at, item] of list.entries())
        leaves.set(`${path}[]${ids[at] ?? ""}`, { path, raw: canonical(item), shown: printed[at] ?? "" });
      orders.set(path, ids);
      return;
    }
    for (const { label, name, rest } of named) walk(rest, `${path}[${label}]`, { ...place, item: `${name}` });
    orders.set(
      path,
      named.map(({ label }) => label),
    );
  };

  const text = (value: string, path: string, place: Place): void => {
    const inner = isSealedField(place) ? undefined : document(value);
    // A key that spans lines could not be told line by line.
    if (inner === undefined && (!value.includes("\n") || whySealed(value, place) !== undefined)) {
      leaf(path, value, place);
      return;
    }
    texts.set(path, value);
    if (inner === undefined) items(value.split("\n"), path, place);
    else walk(inner, `${path}${inside}`, place);
  };

  walk(object, "", { kind: String(object.kind), keys: [] });
  return { leaves, orders, texts };
}

const below = (place: Place, key: string): Place => ({ ...place, keys: [...place.keys, key] });

/** Between the path of a text and a path in what the text says. */
export const inside = " › ";

const step = (path: string, key: string): string =>
  path === "" || path.endsWith(inside) ? `${path}${bare(key)}` : `${path}.${bare(key)}`;

/** A number in quotes is a text, which is not the same. */
const bare = (name: string | number | bigint): string =>
  typeof name !== "string" || (/^[\w-]+$/.test(name) && !/^\d+$/.test(name)) ? `${name}` : JSON.stringify(name);

/** The map that a text is in YAML or JSON, as ConfigMaps carry them. */
function document(text: string): Tree | undefined {
  try {
    const value: unknown = parse(text);
    return isRecord(value) && Object.keys(value).length > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

interface Named {
  /** `gateway`, `port=80` */
  readonly label: string;
  readonly name: string | number | bigint;
  /** The item without its name, unless it is nothing else. */
  readonly rest: Tree;
}

/** The items by name, when one field names them all apart. */
function namesOf(list: readonly unknown[], place: Place): readonly Named[] | undefined {
  for (const field of itemNames) {
    const named = list.flatMap((item): readonly Named[] => {
      if (!isRecord(item)) return [];
      const { [field]: name, ...rest } = item;
      if (typeof name !== "string" && typeof name !== "number" && typeof name !== "bigint") return [];
      // Paths are printed.
      if (whySealed(name, below(place, field)) !== undefined) return [];
      const label = field === "name" ? bare(name) : `${field}=${bare(name)}`;
      return [{ label, name, rest: Object.keys(rest).length > 0 ? rest : item }];
    });
    if (named.length === list.length && new Set(named.map(({ label }) => label)).size === list.length) return named;
  }
  return undefined;
}

/** Equal ones are told apart by their number. */
function numbered(ids: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return ids.map((id) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id} #${count}`;
  });
}

/** One text for one value, whatever the order of its keys. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (isRecord(value)) {
    const pairs = Object.keys(value).toSorted();
    return `{${pairs.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
