/** Text of a YAML file → its tree with positions, or what keeps it from being read. */
import { Composer, LineCounter, Parser, visit, type CST, type Document, type ParsedNode } from "yaml";
import type { Fault } from "../fault.ts";
import { inWords, isOpenQuote } from "./syntax.ts";

/** A file as it was read. */
export interface Source {
  /** Relative to the project's root, as shown in messages. */
  readonly path: string;
  readonly text: string;
}

export interface Tree {
  readonly file: string;
  /** Null when the file holds nothing but comments. */
  readonly root: ParsedNode | null;
  readonly lines: LineCounter;
}

/**
 * Levels of nesting. The fleet needs 8; without a bound, a file of brackets exhausts the stack, and where that happens
 * inside a regular expression the whole process ends.
 */
const deepest = 32;

/**
 * Reads YAML 1.2 (core schema), one document, all keys text. Equal keys are left in: the reader of the tree names both.
 * The faults are those of syntax; of a run of lines that have some, the first, since the others are mostly its echo.
 */
export function readTree({ path, text }: Source): Tree | readonly Fault[] {
  const lines = new LineCounter();
  const fault = (offset: number, [message, remedy]: readonly [string, string]): Fault => {
    return { file: path, path: [], ...placeAt(lines, offset), message, remedy };
  };
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = tokens.map(tooDeep).find((offset) => offset !== undefined);
  if (deep !== undefined) {
    return [
      fault(deep, [
        `is nested deeper than ${deepest} levels`,
        "The fleet needs far fewer: look for stray brackets or dashes.",
      ]),
    ];
  }
  const directive = tokens.find((token) => token.type === "directive");
  if (directive !== undefined) {
    return [
      fault(directive.offset, ['begins with a directive ("%")', "Remove the line: the file is read as YAML 1.2."]),
    ];
  }
  const options = {
    version: "1.2",
    schema: "core",
    merge: false,
    stringKeys: true,
    uniqueKeys: false,
    logLevel: "silent",
  } as const;
  const [document, second] = new Composer(options).compose(tokens, true, text.length);
  const errors = document?.errors ?? [];
  // Whatever comes after an open quote lies inside it.
  const quotes = errors.filter(({ message }) => isOpenQuote(message));
  const faults = (quotes.length > 0 ? quotes : errors).map(({ code, message, pos: [offset] }) =>
    fault((isOpenQuote(message) ? quoteEndingAt(document, offset) : undefined) ?? offset, inWords(code, message)),
  );
  if (second !== undefined) faults.push(fault(second.range[0], inWords("MULTIPLE_DOCS", "")));
  if (faults.length > 0) return faults.filter((each, at) => at === 0 || each.line > (faults[at - 1]?.line ?? 0) + 1);
  return { file: path, root: document?.contents ?? null, lines };
}

/** Line and column of an offset, both from 1. */
export function placeAt(lines: LineCounter, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** The parser notices a missing quote where the file ends; people look for where it was opened. */
function quoteEndingAt(document: Document.Parsed | undefined, end: number): number | undefined {
  let start: number | undefined;
  if (document === undefined) return start;
  visit(document, {
    Scalar: (_, { range }) => {
      if (range?.[1] === end) start = range[0];
    },
  });
  return start;
}

/** Offset of the first thing that lies too deep. Walks with a list of its own: the call stack is what must not grow. */
function tooDeep(token: CST.Token): number | undefined {
  const open: { readonly token: CST.Token; readonly depth: number }[] = [{ token, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > deepest) return token.offset;
    if (token.type === "document") {
      if (token.value !== undefined) open.push({ token: token.value, depth });
    } else if ("items" in token) {
      for (const item of token.items) {
        for (const inner of [item.key, item.value]) {
          if (inner !== undefined && inner !== null) open.push({ token: inner, depth: depth + 1 });
        }
      }
    }
  }
  return undefined;
}
