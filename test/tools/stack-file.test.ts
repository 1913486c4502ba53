import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readStackFile } from "../../tools/stack-file.ts";

const name = "Pulumi.x.yaml";

describe("a stack file", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "stack-file-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const read = (text: string) => {
    writeFileSync(join(root, name), text);
    return readStackFile(name, root);
  };

  it("says which fleet, and which of its regions", () => {
    const text = "config:\n  higress-fleet:fleet: f.yaml\n  higress-fleet:region: south\n";
    expect(read(text)).to.deep.equal({ fleet: "f.yaml", region: "south", retire: [] });
    expect(readStackFile(join(root, name))).to.deep.equal({ fleet: "f.yaml", region: "south", retire: [] });
  });

  it("says who is on the way out", () => {
    const text = "config:\n  higress-fleet:fleet: f.yaml\n  higress-fleet:region: south\n  higress-fleet:retire: ";
    expect(read(`${text}[acme, globex]\n`).retire).to.deep.equal(["acme", "globex"]);
    for (const other of ["acme", "[1]", "{}"]) expect(read(`${text}${other}\n`).retire).to.deep.equal([]);
  });

  it("is missed by its name", () => {
    expect(() => readStackFile(name, root)).to.throw(/^There is no Pulumi\.x\.yaml; name a stack file, /);
  });

  const incomplete: readonly string[] = [
    "",
    "# nothing\n",
    "null\n",
    "- a\n",
    "word\n",
    "config:\n",
    "config: [a]\n",
    "config:\n  higress-fleet:fleet: 1\n",
  ];
  for (const text of incomplete) {
    it(`lacks the fleet: ${JSON.stringify(text)}`, () => {
      expect(() => read(text)).to.throw(/^Pulumi\.x\.yaml has no higress-fleet:fleet; add it under config:$/);
    });
  }

  it("lacks the region", () => {
    expect(() => read("config:\n  higress-fleet:fleet: f.yaml\n")).to.throw(
      "Pulumi.x.yaml has no higress-fleet:region",
    );
  });

  it("that cannot be read is named, with the reason in one line and nothing of the text", () => {
    expect(() => read("config: [\n  secret\n")).to.throw(
      /^Pulumi\.x\.yaml cannot be read: Flow sequence .+ at line \d+, column \d+$/,
    );
    expect(() => read("a: 1\na: 2\n")).to.throw(
      /^Pulumi\.x\.yaml cannot be read: Map keys must be unique at line 2, column 1$/,
    );
  });

  it("is no folder", () => {
    mkdirSync(join(root, name));
    expect(() => readStackFile(name, root)).to.throw(/^Pulumi\.x\.yaml cannot be read: EISDIR[^\n]+$/);
  });
});
