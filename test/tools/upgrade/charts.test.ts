import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect } from "chai";
import type { Fleet } from "../../../plan/index.ts";
import { chartsOf, type Charts } from "../../../tools/upgrade/charts.ts";
import type { Request } from "../../../tools/upgrade/request.ts";
import { chart as standIn } from "../../chart/helm.ts";

type Chart = Fleet["higress"]["chart"];

const asked: Request = { plan: true, only: [] };

describe("the two charts of an upgrade", function () {
  this.timeout(60_000);

  let root = "";
  let server: Server;
  let repository: Chart;

  /** A repository with versions 2.2.4 and 2.2.5, as Helm's own clients see one. */
  before(async () => {
    root = mkdtempSync(join(tmpdir(), "higress-fleet-charts-"));
    const shelf = join(root, "shelf");
    mkdirSync(shelf);
    for (const version of ["2.2.4", "2.2.5"])
      execFileSync("helm", ["package", standIn, "--version", version, "--destination", shelf], { stdio: "pipe" });
    server = createServer((request, response) => {
      try {
        response.end(readFileSync(join(shelf, basename(request.url ?? ""))));
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    execFileSync("helm", ["repo", "index", shelf, "--url", url], { stdio: "pipe" });
    repository = { from: "repository", repository: url, name: "higress-core", version: "2.2.4" };
  });
  after(() => {
    server.close();
    rmSync(root, { recursive: true });
  });

  async function charts(chart: Chart, request: Partial<Request>): Promise<Charts> {
    return chartsOf({ chart }, { ...asked, ...request }, mkdtempSync(join(root, "scratch-")));
  }

  async function refusal(chart: Chart, request: Partial<Request>): Promise<string> {
    return charts(chart, request).then(
      () => "",
      (error: unknown) => (error instanceof Error ? error.message : ""),
    );
  }

  it("come from the fleet's repository, each in its version", async () => {
    const { from, to } = await charts(repository, { to: "2.2.5" });
    expect([from.name, from.version, to.name, to.version]).to.deep.equal([
      "higress-core",
      "2.2.4",
      "higress-core",
      "2.2.5",
    ]);
  });

  it("are three where some of the fleet have a chart of their own", async () => {
    const canary = { chart: { ...repository, version: "2.2.5" } as Chart, gateways: [], tenants: ["acme"] };
    const scratch = () => mkdtempSync(join(root, "scratch-"));
    const found = await chartsOf({ chart: repository, canary }, { ...asked, to: "2.2.5" }, scratch());
    expect([found.from.version, found.canary?.version, found.to.version]).to.deep.equal(["2.2.4", "2.2.5", "2.2.5"]);
    expect((await charts(repository, { to: "2.2.5" })).canary).to.equal(undefined);
    const missing = { ...canary, chart: { ...repository, version: "2.2.9" } as Chart };
    const message = await chartsOf({ chart: repository, canary: missing }, { ...asked, to: "2.2.5" }, scratch()).catch(
      String,
    );
    expect(message).to.match(/Version 2\.2\.9 of the chart cannot be had[^]*plan for others alone with --tenant\.$/);
  });

  it("come from an archive and a directory where these are named", async () => {
    const archive = join(root, "shelf", "higress-core-2.2.5.tgz");
    const { from, to } = await charts({ from: "path", path: standIn }, { chart: archive });
    expect([from.place, from.version, to.place, to.version]).to.deep.equal([standIn, "2.2.4", archive, "2.2.5"]);
  });

  it("must be the versions that fleet and command name", async () => {
    const newer = join(root, "shelf", "higress-core-2.2.5.tgz");
    expect(await refusal(repository, { chart: newer, to: "2.2.6" })).to.equal(
      `${newer} is version 2.2.5, and --to names 2.2.6: name the chart of that version.`,
    );
    expect(await refusal(repository, { chart: newer, fromChart: newer })).to.equal(
      `${newer} is version 2.2.5, and the fleet has 2.2.4: name the chart of that version.`,
    );
  });

  it("must be the same chart", async () => {
    const other = join(root, "other");
    cpSync(standIn, other, { recursive: true });
    writeFileSync(join(other, "Chart.yaml"), "apiVersion: v2\nname: higress-console\nversion: 2.2.5\n");
    expect(await refusal(repository, { chart: other })).to.match(
      /is chart "higress-console", and the fleet has "higress-core"/,
    );
  });

  it("are told to be out of reach with what Helm says and the way round", async () => {
    const message = await refusal(repository, { to: "2.2.9" });
    expect(message).to.match(/^Version 2\.2\.9 of the chart cannot be had: helm pull higress-core: /);
    expect(message).to.match(/name the file with --chart\.$/);
    expect(await refusal({ ...repository, version: "2.2.3" } as Chart, { to: "2.2.5" })).to.match(/--from-chart\.$/);
  });
});
