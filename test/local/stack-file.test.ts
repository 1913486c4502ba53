import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { copyStackFile } from "../../local/stack-file.ts";

describe("the copy of a stack file", () => {
  let directory: string;
  let tracked: string;
  let copy: string;
  const written = (): unknown => parse(readFileSync(copy, "utf8"));
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "higress-fleet-stack-"));
    tracked = join(directory, "Pulumi.test.yaml");
    copy = join(directory, "home", "config", "Pulumi.test.yaml");
    writeFileSync(tracked, "# a comment\nconfig:\n  higress-fleet:fleet: fleets/test.yaml\n");
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it("follows the tracked file and keeps the engine's salt", () => {
    copyStackFile(tracked, copy);
    expect(written()).to.deep.equal({ config: { "higress-fleet:fleet": "fleets/test.yaml" } });
    writeFileSync(copy, `encryptionsalt: v1:abc\n${readFileSync(copy, "utf8")}`);
    writeFileSync(tracked, "config:\n  higress-fleet:fleet: fleets/other.yaml\n");
    copyStackFile(tracked, copy);
    expect(written()).to.deep.equal({
      encryptionsalt: "v1:abc",
      config: { "higress-fleet:fleet": "fleets/other.yaml" },
    });
  });

  it("takes the tracked file's own secrets provider as a whole", () => {
    copyStackFile(tracked, copy);
    writeFileSync(copy, "encryptionsalt: v1:abc\n");
    writeFileSync(tracked, "secretsprovider: awskms://x\nencryptedkey: k\n");
    copyStackFile(tracked, copy);
    expect(written()).to.deep.equal({ secretsprovider: "awskms://x", encryptedkey: "k", config: {} });
  });

  it("replaces single settings, for one run only", () => {
    copyStackFile(tracked, copy, { "higress-fleet:fleet": "/tmp/spoiled.yaml", "higress-fleet:region": "north" });
    expect(written()).to.deep.equal({
      config: { "higress-fleet:fleet": "/tmp/spoiled.yaml", "higress-fleet:region": "north" },
    });
    copyStackFile(tracked, copy);
    expect(written()).to.deep.equal({ config: { "higress-fleet:fleet": "fleets/test.yaml" } });
  });

  it("leaves the tracked file as it is", () => {
    const before = readFileSync(tracked, "utf8");
    copyStackFile(tracked, copy, { "higress-fleet:region": "north" });
    expect(readFileSync(tracked, "utf8")).to.equal(before);
  });

  it("says which stacks there are when one is missing", () => {
    writeFileSync(join(directory, "Pulumi.prod-north.yaml"), "");
    writeFileSync(join(directory, "Pulumi.yaml"), "name: x\n");
    expect(() => copyStackFile(join(directory, "Pulumi.dev.yaml"), copy)).to.throw(
      `There is no ${join(directory, "Pulumi.dev.yaml")}. Stacks of this project: prod-north, test.`,
    );
  });
});
