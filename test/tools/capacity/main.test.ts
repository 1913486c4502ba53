import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spoil, written } from "../../plan/written.ts";

/** As CI runs it: without a terminal, and with nothing in the environment that asks for colours. */
function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/capacity/main.ts", ...args], {
    encoding: "utf8",
    env: { PATH: process.env.PATH },
  });
  return { status, stdout, stderr };
}

describe("npm run capacity", function () {
  this.timeout(60_000);
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "capacity-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const fleetFile = (capacity: string): string => {
    const file = join(folder, "fleet.yaml");
    const namespaces = "    platformNamespaces: [monitoring]\n";
    writeFileSync(file, spoil(namespaces, `${namespaces}    capacity: ${capacity}\n`, written));
    return file;
  };

  it("passes the project's own stacks", () => {
    const { status, stdout } = run("fleets/prod.yaml");
    expect(stdout).to.match(/^prod, region north: .+\n\nprod, region south: /ms);
    expect(status).to.equal(0);
  });

  it("fails where something does not fit, and says it without colours", () => {
    const { status, stdout, stderr } = run(fleetFile('{ cpu: "4", memory: 64Gi }'));
    expect(stdout).to.include("of 3 do not fit").and.include("tenant globex");
    expect(stdout).not.to.match(/\u001b/);
    expect([status, stderr]).to.deep.equal([1, ""]);
  });

  it("fails with every fault of a file", () => {
    const { status, stdout, stderr } = run(fleetFile('{ cpu: "0", memory: 512m }'));
    expect(stderr).to.match(/^2 faults; /);
    expect(stderr).to.include('regions.south.capacity.cpu: "0" leaves room for no gateway');
    expect(stderr).to.include('regions.south.capacity.memory: "512m" is not an amount of bytes');
    expect([status, stdout]).to.deep.equal([1, ""]);
  });

  it("fails with the usage for arguments that there are not", () => {
    const { status, stderr } = run("--region", "south");
    expect(stderr).to.equal("Unknown option '--region'.\nUsage: npm run capacity -- [--stack NAME | FLEET.yaml]\n");
    expect(status).to.equal(1);
  });
});
