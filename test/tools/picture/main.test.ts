import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

function picture(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/picture/main.ts", ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("npm run picture", function () {
  this.timeout(60_000);
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "picture-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("writes the same to a file as to standard output", () => {
    const file = join(folder, "fleet.mmd");
    const { status, stdout } = picture("--stack", "test", "--output", file);
    expect(status).to.equal(0);
    expect(stdout).to.include(`${file} written: mermaid of test, region local, `);
    expect(readFileSync(file, "utf8")).to.equal(picture().stdout);
  });

  it("says why the output cannot be written", () => {
    const failure = (output: string) => {
      const { status, stdout, stderr } = picture("--format", "svg", "--output", output);
      expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
      return stderr;
    };
    const absent = join(folder, "absent");
    expect(failure(folder)).to.equal(`${folder} cannot be written: it is a folder.\n`);
    expect(failure(join(absent, "a.svg"))).to.equal(
      `${absent}/a.svg cannot be written: there is no folder ${absent}.\n`,
    );
    expect(failure("/dev/null/a.svg")).to.match(/^\/dev\/null\/a\.svg cannot be written: ENOTDIR/);
  });

  it("takes no stack file for a fleet file", () => {
    const stderr = "Pulumi.prod.yaml is a stack file: npm run picture -- --stack prod\n";
    expect(picture("Pulumi.prod.yaml")).to.deep.equal({ status: 1, stdout: "", stderr });
  });
});
