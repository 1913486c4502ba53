import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitoringFiles } from "../../../tools/monitoring/files.ts";
import { validFleet } from "../../plan/fleet.ts";

const run = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/monitoring/main.ts", ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
};

describe("npm run monitoring", function () {
  this.timeout(60_000);
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "monitoring-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("writes rules and boards of one stack, and says where", () => {
    const out = join(folder, "new");
    expect(run("--stack", "prod-north", "--out", out)).to.deep.equal({
      status: 0,
      stdout: `${readdirSync(join(out, "rules")).length * 2 + 1} files written to ${out}: rules and boards of prod, region north\n`,
      stderr: "",
    });
    expect(existsSync(join(out, "boards", "fleet.json"))).to.equal(true);
  });

  it("names what an earlier run left of a tenant that is gone, and touches nothing of it", () => {
    writeFileSync(join(folder, "gone-gateway.yaml"), "a");
    const { stdout } = run("--as", "objects", "--out", folder);
    expect(stdout).to.include(`${join(folder, "gone-gateway.yaml")} is of no installation: remove it\n`);
    expect(existsSync(join(folder, "gone-gateway.yaml"))).to.equal(true);
  });

  for (const [args, told] of [
    [["--as", "json"], /^There is no form "json": --as takes files or objects\.\nUsage: npm run monitoring/],
    [["--region", "south"], /^Unknown option '--region'\.\nUsage: npm run monitoring/],
    [["--stack", "none"], /^There is no Pulumi\.none\.yaml; name a stack file/],
    [["--out", ""], /^--out names no folder\./],
  ] as const) {
    it(`refuses ${args.join(" ")}`, () => {
      const { status, stderr } = run(...args);
      expect(stderr).to.match(told);
      expect(status).to.equal(1);
    });
  }

  it("refuses a fleet of which nobody reads metrics", () => {
    expect(() => monitoringFiles(validFleet(), "south", "files")).to.throw(
      "The fleet file has no monitoring, so nobody can read the metrics: add monitoring.namespace and monitoring.scrape, and run `up`.",
    );
  });
});
