import { expect } from "chai";
import fc from "fast-check";
import * as yaml from "yaml";
import { parseFleet, type ParseResult } from "../../plan/parse.ts";
import { text } from "./whole-text.ts";
import { written } from "./written.ts";

/** How often each law is tried; a failure prints the seed that shows it again. */
const runs = 150;

const parse = (source: string): ParseResult => parseFleet({ path: "fleets/f.yaml", text: source }, () => []);

/** What the file's readers are not made for. */
const outlandish = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      null,
      true,
      -0,
      0.1,
      1e21,
      -1e308,
      Infinity,
      -Infinity,
      NaN,
      Number.MAX_SAFE_INTEGER + 2,
      2n ** 64n,
      -(10n ** 400n),
    ],
    ...["", " ", "\n", "\u0000", "\ud800", "null", "1e999", "0x10", "__proto__", "*a", "x".repeat(5_000)],
    ...[[], {}, [[]], [null], { "": null }, new Date(0), new Uint8Array([1, 2]), new Set(["a"]), new Map([[1, 2]])],
  ),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, maxDepth: 4 }),
  fc.json().map((json): unknown => JSON.parse(json)),
);

const keys = fc.oneof(
  fc.constantFrom(
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "length",
    "0",
    "",
    "<<",
    "then",
  ),
  fc.string({ unit: "binary", maxLength: 6 }),
);

/** One change of a tree, at the node that the number finds. */
interface Change {
  readonly what: "replace" | "rename" | "add" | "share" | "repeat" | "anchor" | "tag";
  readonly at: number;
  readonly from: number;
  readonly key: string;
  readonly value: unknown;
}

const changes: fc.Arbitrary<Change> = fc.record({
  what: fc.constantFrom("replace", "rename", "add", "share", "repeat", "anchor", "tag"),
  at: fc.nat(),
  from: fc.nat(),
  key: keys,
  value: outlandish,
});

/** Applies a change to a document; one that cannot be is left out. */
function change(document: yaml.Document.Parsed, { what, at, from, key, value }: Change): void {
  const nodes: yaml.Node[] = [];
  yaml.visit(document, { Node: (_, node) => void nodes.push(node) });
  const node = nodes[at % nodes.length];
  const other = nodes[from % nodes.length];
  const made = (() => {
    try {
      return document.createNode(value);
    } catch {
      // A symbol, or what contains itself.
      return document.createNode(null);
    }
  })();
  if (what === "anchor" && node !== undefined && !yaml.isAlias(node)) node.anchor = key.replace(/\W/g, "") || "a";
  if (what === "tag" && node !== undefined && !yaml.isAlias(node)) node.tag = "!!binary";
  if (yaml.isSeq(node) && what === "replace") node.items = [made];
  if (yaml.isSeq(node) && what === "repeat") node.items = [...node.items, ...node.items];
  if (yaml.isSeq(node) && what === "share" && other !== undefined) node.items.push(aliasOf(other, `n${from}`));
  if (!yaml.isMap(node)) return;
  const pair = node.items[from % Math.max(node.items.length, 1)];
  if (what === "add") node.items.push(new yaml.Pair(document.createNode(key), made));
  if (pair === undefined) return;
  if (what === "replace") pair.value = made;
  if (what === "rename") pair.key = document.createNode(key);
  if (what === "repeat") node.items.push(pair);
  if (what === "share" && other !== undefined && other !== node) pair.value = aliasOf(other, `n${from}`);
}

/** A reference to a node, which gets an anchor for it. */
function aliasOf(node: yaml.Node, name: string): yaml.Node {
  if (yaml.isAlias(node)) return node;
  node.anchor ??= name;
  return new yaml.Alias(node.anchor);
}

/** The text of a changed tree; none of a tree that cannot be written, such as one with an alias before its anchor. */
function writtenAs(document: yaml.Document, options: yaml.ToStringOptions): string | undefined {
  try {
    return document.toString(options);
  } catch {
    return undefined;
  }
}

const styles = fc.record({
  collectionStyle: fc.constantFrom("any" as const, "block" as const, "flow" as const),
  defaultStringType: fc.constantFrom("PLAIN" as const, "QUOTE_DOUBLE" as const, "BLOCK_FOLDED" as const),
  defaultKeyType: fc.constantFrom("PLAIN" as const, "QUOTE_SINGLE" as const),
  indentSeq: fc.boolean(),
});

/** Everything that all objects have: what is added to it here is in every object of the program. */
const common = (): string =>
  JSON.stringify(
    [Object.prototype, Array.prototype, Function.prototype, String.prototype].map((each) =>
      Reflect.ownKeys(each).map(String),
    ),
  );

/** No object in it has a parent that a file could have chosen. */
function expectPlain(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  expect([Object.prototype, Array.prototype]).to.include(Object.getPrototypeOf(value));
  for (const each of Object.values(value)) expectPlain(each);
}

function expectFaults(source: string, { faults }: Extract<ParseResult, { faults: unknown }>): void {
  const lines = source.split("\n");
  expect(faults).to.not.have.lengthOf(0);
  for (const { line, column, message, remedy } of faults) {
    expect(line).to.be.within(1, lines.length);
    expect(column).to.be.within(1, Math.max(...lines.map((each) => each.length)) + 1);
    expect(message).to.match(/^[^\n]+[^.\n]$/);
    expect(message.length + remedy.length, message).to.be.below(1_500);
    expect(`${message} ${remedy}`).to.not.match(/undefined|\[object|NaN is|Invalid input/);
  }
}

describe("any tree of YAML", () => {
  it("is a fleet of plain data or has faults, and changes nothing in the program", () => {
    const before = common();
    let unlawful = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(text, written),
        fc.array(changes, { minLength: 1, maxLength: 4 }),
        styles,
        (start, all, style) => {
          const document = yaml.parseDocument(start);
          for (const each of all) change(document, each);
          const source = writtenAs(document, style);
          if (source === undefined) return;
          const result = parse(source);
          if ("fleet" in result) expectPlain(result.fleet);
          else expectFaults(source, result);
          if ("faults" in result) unlawful += 1;
          expect(common()).to.equal(before);
        },
      ),
      { numRuns: runs },
    );
    expect(unlawful).to.be.greaterThan(runs / 4);
  }).timeout(180_000);

  it("of no fleet at all has faults", () => {
    fc.assert(
      fc.property(outlandish, styles, (value, style) => {
        const document = new yaml.Document();
        try {
          document.contents = document.createNode(value);
        } catch {
          return;
        }
        const source = writtenAs(document, style);
        if (source === undefined) return;
        const result = parse(source);
        if (!("faults" in result)) throw new Error("it is a fleet");
        expectFaults(source, result);
      }),
      { numRuns: runs },
    );
  }).timeout(180_000);

  it("grows no larger than its text, however often its aliases double it", () => {
    const doubled = Array.from({ length: 40 }, (_, at) => `  a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`);
    const source = [written, "x:", "  a0: &a0 [x, x]", ...doubled].join("\n");
    const result = parse(source);
    if (!("faults" in result)) throw new Error("it is a fleet");
    expect(result.faults.length).to.be.within(1, 200);
    expectFaults(source, result);
  });

  it("has a fault where one of its keys is __proto__, at any depth, in any style", () => {
    const maps: yaml.Document.Parsed = yaml.parseDocument(text);
    let count = 0;
    yaml.visit(maps, { Map: () => void (count += 1) });
    const forms = ["__proto__", '"__proto__"', '"__pr\\u006fto__"'];
    for (let at = 0; at < count; at++) {
      const form = forms[at % forms.length] ?? "";
      const document = yaml.parseDocument(text);
      let seen = 0;
      yaml.visit(document, {
        Map: (_, map) => {
          const pair = new yaml.Pair(document.createNode("PROTO"), document.createNode({ polluted: true }));
          if (seen === at) map.items.unshift(pair);
          seen += 1;
        },
      });
      const result = parse(document.toString().replace("PROTO", form));
      if (!("faults" in result)) throw new Error(`${form} in map ${at} is read`);
      expect(result.faults.map(({ message }) => message)).to.include("cannot be used as a key");
      expect({}).to.not.have.property("polluted");
    }
  }).timeout(180_000);
});
