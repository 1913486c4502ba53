import { expect } from "chai";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Machine } from "./machine.ts";

/** `npm ci` empties node_modules, as the real one does, and `npm rebuild` brings a Node that says what it was asked to run. */
const npm = `
echo "$1" >> "$HOME/npm.log"
case "$1" in
  ci) if [ -n "$CI_FAIL" ]; then exit 6; fi; rm -rf node_modules; mkdir -p node_modules/.bin ;;
  rebuild)
    if [ -n "$NPM_FAIL" ]; then echo "ETIMEDOUT" >&2; exit 7; fi
    printf '#!/bin/sh\\necho "ran $*"; exit 3\\n' > node_modules/.bin/node; chmod +x node_modules/.bin/node ;;
esac`;

const start = "local/start.mjs";

describe("the first program", function () {
  this.timeout(60_000);
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine({ installed: false });
    machine.program("npm", npm);
  });
  afterEach(() => machine.remove());

  it("installs once, hands over arguments and returns the exit code", async () => {
    for (const installs of [2, 2]) {
      const run = await machine.run(start, ["up", "--stack", "prod"]);
      expect(run.code).to.equal(3);
      expect(run.stdout).to.equal(`ran ${join(machine.clone, "local/main.ts")} up --stack prod\n`);
      expect(machine.lines("npm.log")).to.have.length(installs);
    }
  });

  it("installs again when the dependencies changed", async () => {
    await machine.run(start, []);
    appendFileSync(join(machine.clone, "package-lock.json"), "\n");
    await machine.run(start, []);
    expect(machine.lines("npm.log")).to.deep.equal(["ci", "rebuild", "ci", "rebuild"]);
  });

  it("does an installation over that stopped half-way", async () => {
    const failed = await machine.run(start, [], { NPM_FAIL: "yes" });
    expect(failed.code).to.equal(1);
    expect(failed.stderr).to.contain("ETIMEDOUT").and.to.contain("npm rebuild failed (exit code 7)");
    expect((await machine.run(start, [])).code).to.equal(3);
    expect(machine.lines("npm.log")).to.deep.equal(["ci", "rebuild", "ci", "rebuild"]);
  });

  it("trusts no installation that another one has begun to replace", async () => {
    await machine.run(start, []);
    const lockfile = join(machine.clone, "package-lock.json");
    const before = readFileSync(lockfile);
    appendFileSync(lockfile, "\n");
    expect((await machine.run(start, [], { CI_FAIL: "yes" })).code).to.equal(1);
    writeFileSync(lockfile, before);
    await machine.run(start, []);
    expect(machine.lines("npm.log")).to.deep.equal(["ci", "rebuild", "ci", "ci", "rebuild"]);
  });

  it("lets one of two install and the other wait", async () => {
    const both = await Promise.all([machine.run(start, ["a"]), machine.run(start, ["b"])]);
    expect(both.map(({ code }) => code)).to.deep.equal([3, 3]);
    expect(machine.lines("npm.log")).to.deep.equal(["ci", "rebuild"]);
  });

  it("says in one line that npm is missing", async () => {
    const run = await machine.run(start, [], { PATH: "/nowhere" });
    expect(run.code).to.equal(1);
    expect(run.stderr).to.match(/npm is missing: it installs the program's dependencies\. Install Node with npm\.\n$/);
  });
});
