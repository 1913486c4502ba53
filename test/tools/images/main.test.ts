import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Fleet } from "../../../plan/index.ts";
import { fleetOf } from "../../support/plan.ts";

const images = (...args: readonly string[]) => run(process.execPath, ["tools/images/main.ts", ...args]);

function run(command: string, args: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", input });
  return { status, stdout, stderr };
}

const mirror = "registry.example.net/mirror/higress";
const vendor = "higress-registry.cn-hangzhou.cr.aliyuncs.com/higress";

const prod = fleetOf("fleets/prod.yaml");
const among = (items: readonly { readonly regions: readonly string[] }[], region?: string): number =>
  items.filter(({ regions }) => region === undefined || regions.includes(region)).length;
const usersOf = ({ gateways, tenants }: Fleet, region?: string): string =>
  `entry, ${among(gateways, region)} gateway${among(gateways, region) === 1 ? "" : "s"}, ${among(tenants, region)} tenants`;

describe("npm run images", function () {
  this.timeout(60_000);

  it("prints the images alone on standard output, chart and CRDs on standard error", () => {
    const { status, stdout, stderr } = images("--stack", "prod");
    const users = usersOf(prod, "south");
    expect(status).to.equal(0);
    expect(stdout.split("\n")).to.deep.equal([
      `${mirror}/gateway:2.2.4  ${vendor}/gateway:2.2.4  ${users}`,
      `${mirror}/higress:2.2.4  ${vendor}/higress:2.2.4  ${users}`,
      `${mirror}/pilot:2.2.4    ${vendor}/pilot:2.2.4    ${users}`,
      "",
    ]);
    expect(stderr.split("\n")).to.deep.equal([
      "chart  higress-core 2.2.4 from repository https://higress.io/helm-charts",
      "CRDs   https://raw.githubusercontent.com/higress-group/higress/v2.2.4/helm/core/crds/customresourcedefinitions.gen.yaml",
      "",
    ]);
  });

  it("prints what docs/air-gap.md shows", () => {
    const { stdout, stderr } = images("--stack", "prod");
    expect(readFileSync("docs/air-gap.md", "utf8")).to.include(`images -- --stack prod\n${stderr}${stdout}`);
  });

  it("is read by a shell loop", () => {
    const loop = 'while read -r to from users; do echo "copy $from to $to"; done';
    const { stdout } = run("sh", ["-c", loop], images("--stack", "prod").stdout);
    expect(stdout.trimEnd().split("\n")).to.deep.equal(
      ["gateway", "higress", "pilot"].map((name) => `copy ${vendor}/${name}:2.2.4 to ${mirror}/${name}:2.2.4`),
    );
  });

  it("takes a fleet file with all its regions, and stack test where nothing is named", () => {
    expect(usersOf(prod)).not.to.equal(usersOf(prod, "south"));
    expect(images("fleets/prod.yaml").stdout).to.include(`${usersOf(prod)}\n`);
    const { stdout, stderr } = images();
    expect(stdout).to.equal(images("-s", "test").stdout);
    expect(stdout).to.include("registry.example.com/mirror/higress/gateway:2.2.4  ");
    expect(stderr).to.include("chart  higress-core 2.2.4 from directory ./local/chart/higress-core\n");
    expect(stderr).to.include("chart  higress-console 2.2.4 from directory ./local/chart/higress-console\n");
    expect(stdout).to.include(`registry.example.com/mirror/higress/console:2.2.4            `);
  });

  it("says the same as JSON", () => {
    const { stdout, stderr } = images("fleets/prod.yaml", "--json");
    const usedBy = { entry: 1, gateways: prod.gateways.length, tenants: prod.tenants.length };
    expect(stderr).to.equal("");
    expect(JSON.parse(stdout)).to.deep.equal({
      fleet: "fleets/prod.yaml",
      regions: ["north", "south"],
      chart: {
        name: "higress-core",
        version: "2.2.4",
        from: "repository",
        repository: "https://higress.io/helm-charts",
      },
      crds: "https://raw.githubusercontent.com/higress-group/higress/v2.2.4/helm/core/crds/customresourcedefinitions.gen.yaml",
      images: ["gateway", "higress", "pilot"].map((name) => ({
        image: `${mirror}/${name}:2.2.4`,
        upstream: `${vendor}/${name}:2.2.4`,
        usedBy,
      })),
    });
  });

  it("names the Gateway API's CRDs beside the chart's", () => {
    const place = "./.fleet/crds/gateway-api-1.6.1.yaml";
    expect(images("--stack", "test").stderr.split("\n")[2]).to.equal(`CRDs   ${place}`);
    const told = JSON.parse(images("--stack", "test", "--json").stdout) as { readonly gatewayApi: unknown };
    expect(told.gatewayApi).to.deep.equal({ crds: place });
  });

  it("writes a dash where there is nothing to copy", () => {
    const folder = mkdtempSync(join(tmpdir(), "higress-fleet-images-"));
    try {
      const file = join(folder, "fleet.yaml");
      writeFileSync(file, readFileSync("fleets/test.yaml", "utf8").replace(/^ {2}hub: .*\n/m, ""));
      const lines = images(file).stdout.split("\n");
      const users = usersOf(fleetOf("fleets/test.yaml"));
      expect(lines.slice(0, 2).map((line) => line.split(/ {2,}/))).to.deep.equal([
        [`${vendor}/console:2.2.4`, "-", "1 gateway, 1 tenant"],
        [`${vendor}/gateway:2.2.4`, "-", users],
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const refused: readonly { readonly args: readonly string[]; readonly message: string }[] = [
    {
      args: ["--stack", "nope"],
      message: "There is no Pulumi.nope.yaml; name a stack file, for example Pulumi.prod.yaml\n",
    },
    {
      args: ["fleets/nope.yaml"],
      message:
        "1 fault; nothing was registered.\nfleets/nope.yaml:1:1 cannot be read: there is no such file\n    Check the path and who may read the file.\n",
    },
    {
      args: ["fleets/prod.yaml", "--stack", "prod"],
      message: "Name one stack or one fleet file.\nUsage: npm run images -- [--stack NAME | FLEET.yaml] [--json]\n",
    },
    { args: ["./Pulumi.prod.yaml"], message: "./Pulumi.prod.yaml is a stack file: npm run images -- --stack prod\n" },
  ];
  for (const { args, message } of refused) {
    it(`refuses "${args.join(" ")}", says why and ends with 1`, () => {
      expect(images(...args)).to.deep.equal({ status: 1, stdout: "", stderr: message });
    });
  }

  it("refuses an option that it does not have", () => {
    const { status, stdout, stderr } = images("--jsno");
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
    expect(stderr).to.equal(
      "Unknown option '--jsno'.\nUsage: npm run images -- [--stack NAME | FLEET.yaml] [--json]\n",
    );
  });
});
