import { expect } from "chai";
import { spawnSync } from "node:child_process";

/** With no kubeconfig in its environment. */
function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/secrets/main.ts", ...args], {
    encoding: "utf8",
    env: { PATH: process.env.PATH },
  });
  return { status, stdout, stderr };
}

describe("npm run secrets", function () {
  this.timeout(180_000);

  it("lists what is expected, for those who are named", () => {
    const { status, stdout } = run("--plan", "--tenant", "globex", "--tenant", "internal");
    expect(stdout).to.match(/^fleets\/test\.yaml, region local: Secrets that the program does not fill\n\n/);
    expect(stdout.split("\n").filter((line) => /^\S+\/\S+$/.test(line))).to.deep.equal([
      "globex-gateway/clerks",
      "globex-gateway/consul-token",
      "globex-gateway/registry-credentials",
      "globex-gateway/signatures",
      "higress-internal/build-tls",
      "higress-internal/registry-credentials",
      "higress-internal/wiki-tls",
      "higress-system/globex-bank-tls-cacert",
    ]);
    expect(status).to.equal(0);
  });

  it("fails with who is there, for a name that nobody has", () => {
    const { status, stderr } = run("--plan", "--tenant", "nobody");
    expect(stderr).to.equal(
      'fleets/test.yaml has nobody called "nobody" in region local: --tenant takes entry, internal, billing, edge, acme, globex, initech.\n',
    );
    expect(status).to.equal(1);
  });

  it("fails with the regions that there are", () => {
    expect(run("--plan", "--fleet", "fleets/prod.yaml").stderr).to.equal(
      "fleets/prod.yaml has several regions: name one with --region: south, north.\n",
    );
    expect(run("--plan", "--fleet", "fleets/prod.yaml", "--region", "west").stderr).to.equal(
      'fleets/prod.yaml has no region "west". Its regions: south, north.\n',
    );
  });

  it("fails with every fault of a file that cannot be read", () => {
    const { status, stderr } = run("--plan", "--fleet", "fleets/nope.yaml");
    expect(stderr).to.match(/^1 fault; .*\nfleets\/nope\.yaml:1:1 /);
    expect(status).to.equal(1);
  });
});
