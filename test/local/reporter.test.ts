import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask } from "../../local/run.ts";

const checkout = join(import.meta.dirname, "../..");

describe("the reporter", function () {
  this.timeout(60_000);

  it("counts what held, what did not and what was not run, and says it as `spec` does", async () => {
    const directory = mkdtempSync(join(tmpdir(), "higress-fleet-reporter-"));
    const tests = join(directory, "fixture.cjs");
    const counts = join(directory, "counts.json");
    writeFileSync(
      tests,
      `it("holds", () => {}); it("holds too", () => {}); it("fails", () => { throw 1; }); it("waits");`,
    );
    const line = ["--no-color", "--reporter", join(checkout, "local/reporter.ts"), tests];
    const env = { ...process.env, HIGRESS_FLEET_TEST_COUNTS: counts };
    const answer = await ask(join(checkout, "node_modules/.bin/mocha"), line, { cwd: checkout, env });
    expect(answer.code).to.equal(1);
    expect(answer.stdout).to.contain("✔ holds too").and.to.contain("1) fails");
    expect(JSON.parse(readFileSync(counts, "utf8"))).to.deep.equal({ passed: 2, failed: 1, skipped: 1 });
    rmSync(directory, { recursive: true });
  });
});
