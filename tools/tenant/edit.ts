/** Changes one setting in people's text: one line differs, and comments, order and layout of all others stay. */
import { isMap, isScalar, isSeq, parseDocument, type ParsedNode, type YAMLMap } from "yaml";

type Path = readonly (string | number)[];

/**
 * The text with `key: value` on one line of the map at `path`.
 * @param value as YAML, in one line
 * @param after keys of the map; the new line comes after the last of them, a value that there is already is replaced
 * @returns undefined where the map is not written with one setting a line, or a value in several
 */
export function withSetting(
  text: string,
  path: Path,
  key: string,
  value: string,
  after: readonly string[],
): string | undefined {
  const map = blockMap(text, path);
  if (map === undefined) return undefined;
  const pairs = map.items;
  const present = pairs.find((pair) => pair.key.value === key);
  if (present !== undefined) {
    const { start, end } = present;
    return text.slice(start, end).includes("\n") ? undefined : `${text.slice(0, start)} ${value}${text.slice(end)}`;
  }
  const anchor = pairs.findLast((pair) => after.includes(String(pair.key.value)));
  return anchor && insertAfter(text, anchor.end, `${map.indent}${key}: ${value}`);
}

/** The text without the line of a setting; undefined where it has no line of its own. */
export function withoutSetting(text: string, path: Path, key: string): string | undefined {
  const pair = blockMap(text, path)?.items.find((each) => each.key.value === key);
  if (pair === undefined) return undefined;
  const from = text.lastIndexOf("\n", pair.offset) + 1;
  if (text.slice(from, pair.offset).trim() !== "" || text.slice(pair.offset, pair.end).includes("\n")) return undefined;
  const to = text.indexOf("\n", pair.end);
  return text.slice(0, from) + (to < 0 ? "" : text.slice(to + 1));
}

/** The text with one more word in the list at `path` and `key`; a list that there is not yet comes after the keys `after`. */
export function withWord(
  text: string,
  path: Path,
  key: string,
  word: string,
  after: readonly string[],
): string | undefined {
  const list = parseDocument(text).getIn([...path, key], true) as ParsedNode | undefined;
  if (!isSeq<ParsedNode>(list) || list.items.length === 0 || list.flow === true) {
    const words = isSeq<ParsedNode>(list) ? list.items.map((item) => text.slice(item.range[0], item.range[1])) : [];
    return withSetting(text, path, key, `[${[...words, word].join(", ")}]`, after);
  }
  const start = list.range[0];
  const indent = text.slice(text.lastIndexOf("\n", start) + 1, start);
  const last = list.items.at(-1);
  return last && insertAfter(text, last.range[1], `${indent}- ${word}`);
}

function insertAfter(text: string, offset: number, line: string): string {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const end = text.indexOf("\n", offset);
  if (end < 0) return `${text}${eol}${line}${eol}`;
  return `${text.slice(0, end + 1)}${line}${eol}${text.slice(end + 1)}`;
}

interface BlockMap {
  readonly indent: string;
  readonly items: readonly {
    readonly key: { readonly value: unknown };
    /** Of the key. */
    readonly offset: number;
    /** After the colon. */
    readonly start: number;
    /** Of the value. */
    readonly end: number;
  }[];
}

function blockMap(text: string, path: Path): BlockMap | undefined {
  const document = parseDocument(text);
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isMap(map) || map.flow === true || document.errors.length > 0) return undefined;
  // A cast, because what was parsed has ranges, which the type of a path's end leaves open.
  const { items } = map as YAMLMap<ParsedNode, ParsedNode | null>;
  const pairs = items.flatMap(({ key, value }) => {
    if (!isScalar(key)) return [];
    const start = text.indexOf(":", key.range[1]) + 1;
    // A list with an item on each line ends, for the parser, where the next key begins.
    const end = text.slice(0, Math.max(start, value?.range[1] ?? start)).trimEnd().length;
    return [{ key, offset: key.range[0], start, end: Math.max(start, end) }];
  });
  const [first] = pairs;
  if (first === undefined) return undefined;
  return { indent: " ".repeat(first.offset - (text.lastIndexOf("\n", first.offset) + 1)), items: pairs };
}
