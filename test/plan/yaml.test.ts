import { expect } from "chai";
import fc from "fast-check";
import { isScalar, parseDocument } from "yaml";
import { openFile, type File } from "../../plan/yaml/file.ts";
import { offsetOf } from "../../plan/yaml/place.ts";
import { otherReading } from "../../plan/yaml/readings.ts";
import { placeAt, readTree } from "../../plan/yaml/tree.ts";

function open(text: string): File {
  const file = openFile({ path: "f.yaml", text }, "a test");
  if (!("tree" in file)) throw new Error(file.map(({ message }) => message).join("\n"));
  return file;
}

function syntaxFaults(text: string): readonly string[] {
  const read = readTree({ path: "f.yaml", text });
  return "root" in read ? [] : read.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe("unquoted text that readers of YAML 1.1 take for something else", () => {
  const value = (plain: string, version: "1.1" | "1.2"): unknown => {
    const { contents, errors } = parseDocument(plain, { version, logLevel: "silent" });
    return isScalar(contents) && contents.type === "PLAIN" && errors.length === 0 ? contents.value : undefined;
  };

  it("is told with what they take it for", () => {
    const readings: Readonly<Record<string, string>> = {
      y: "true",
      Yes: "true",
      ON: "true",
      n: "false",
      off: "false",
      "010": "the number 8",
      "0o10": "text",
      "0b11": "the number 3",
      "1_000": "the number 1000",
      "1_0.5": "the number 10.5",
      "1:30": "the number 90",
      "-12:30": "the number -750",
      "2026-11-21": "a date",
      "2026-11-21T10:00:00Z": "a date",
    };
    for (const [plain, other] of Object.entries(readings)) {
      expect(otherReading(plain, value(plain, "1.2")), plain).to.equal(other);
    }
  });

  it("is not what both versions read alike", () => {
    for (const plain of [
      "acme",
      "true",
      "False",
      "null",
      "~",
      "8080",
      "-1",
      "2.5",
      "1e3",
      ".inf",
      "0x1F",
      "10.0.0.0/8",
    ]) {
      expect(otherReading(plain, value(plain, "1.2")), plain).to.equal(undefined);
    }
  });

  it("is found whatever it looks like", () => {
    const characters = fc.constantFrom(...Array.from("yYnNoOfFeEsStTuUrRlL0123789._:-+xbZ ~"));
    const text = fc.string({ unit: characters, minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(text, (plain) => {
        const [old, current] = [value(plain, "1.1"), value(plain, "1.2")];
        if (old === undefined || current === undefined || plain !== plain.trim() || Number.isNaN(old)) return;
        expect(otherReading(plain, current) === undefined).to.equal(Object.is(old, current));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the place of a setting", () => {
  const text = ["a: 1", "list:", "  - x", "  - { y: 2, z: }", "map:", '  "k.l": null', ""].join("\n");
  const { tree } = open(text);
  const place = (path: readonly (string | number)[], part: "key" | "value" = "value"): string => {
    const { line, column } = placeAt(tree.lines, offsetOf(tree, path, part));
    return `${line}:${column}`;
  };

  it("is the value's, or on demand the key's", () => {
    expect(place(["a"])).to.equal("1:4");
    expect(place(["a"], "key")).to.equal("1:1");
    expect(place(["list", 0])).to.equal("3:5");
    expect(place(["map", "k.l"])).to.equal("6:10");
  });

  it("is the key's for lists, maps and values that are not there", () => {
    expect(place(["list"])).to.equal("2:1");
    expect(place(["map"])).to.equal("5:1");
    expect(place(["list", 1, "z"])).to.equal("4:13");
    expect(place(["list", 1])).to.equal("4:5");
    expect(place([])).to.equal("1:1");
  });

  it("is that of the nearest thing written when the rest of the path is not", () => {
    expect(place(["map", "m", 3])).to.equal("5:1");
    expect(place(["list", 7, "x"])).to.equal("2:1");
    expect(place(["a", "b"])).to.equal("1:1");
    expect(place(["nowhere"])).to.equal("1:1");
  });
});

describe("plain data of a YAML file", () => {
  it("is what YAML 1.2 says, keys being text", () => {
    const { settings } = open("a: [1, 2.50, true, null, x, '1']\n2: { b: }\n");
    expect(settings).to.deep.equal({ a: [1, 2.5, true, null, "x", "1"], "2": { b: null } });
  });

  it("does not follow aliases, so that no file grows", () => {
    const names = "abcdefghijklmnopqrstuvwxyz";
    const bomb = Array.from(names).map(
      (name, at) => `${name}: &${name} [${`*${names[at - 1] ?? "z"}, `.repeat(at === 0 ? 0 : 9)}]`,
    );
    const { data } = open(bomb.join("\n"));
    expect(data.remarks.filter(({ message }) => message.endsWith("is a YAML alias"))).to.have.lengthOf(9 * 25);
    expect(JSON.stringify(data.value).length).to.be.lessThan(5000);
  });

  it("keeps the first of two equal keys and remarks on the other", () => {
    const { data, tree } = open("a: 1\nb: 2\na: 3\n");
    expect(data.value).to.deep.equal({ a: 1, b: 2 });
    expect(data.remarks.map(({ offset }) => placeAt(tree.lines, offset ?? -1).line)).to.deep.equal([3]);
  });

  it("holds nothing that the prototype of objects has", () => {
    const { settings } = open("__proto__: { polluted: true }\n");
    expect(Object.keys(settings)).to.deep.equal([]);
    expect("polluted" in settings).to.equal(false);
  });
});

describe("text that is no YAML", () => {
  it("gives one fault for a run of lines, which are echoes of the first", () => {
    expect(syntaxFaults("a: 1\n  b: 2\n  c: 3\nd: 1\ne: x: y\n")).to.deep.equal([
      "1:4 is not valid YAML: a key stands inside a value",
      "5:4 is not valid YAML: a key stands inside a value",
    ]);
  });

  it("shows where a quote was opened, not where the file ends", () => {
    expect(syntaxFaults('a: 1\nb: "x\nc: 3\nd: [4\n')).to.deep.equal([
      "2:4 is not valid YAML: the quote that begins here is not closed",
    ]);
  });

  it("may be nested as deep as a fleet is, and not without bound", () => {
    expect(syntaxFaults(`${"[".repeat(32)}1${"]".repeat(32)}`)).to.deep.equal([]);
    for (const deep of ["[".repeat(50), "- ".repeat(50), "{a: ".repeat(50), "? ".repeat(50)]) {
      expect(syntaxFaults(deep).join(), deep).to.include("is nested deeper than 32 levels");
    }
  });

  it("takes neither lists nor nothing for a key", () => {
    expect(syntaxFaults("[a]: 1\n")).to.deep.equal(["1:1 has a list, a map or nothing for a key"]);
    expect(syntaxFaults("? {a: b}\n: 1\n")).to.deep.equal(["1:3 has a list, a map or nothing for a key"]);
  });
});
