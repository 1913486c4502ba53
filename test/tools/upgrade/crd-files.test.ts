import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { crdChanges } from "../../../tools/upgrade/crd-files.ts";
import type { CrdChanges } from "../../../tools/upgrade/crds.ts";
import { chartAt, type LocalChart } from "../../../tools/upgrade/helm.ts";
import { chart as standIn } from "../../chart/helm.ts";

const file = join(standIn, "crds", "customresourcedefinitions.yaml");
const weight = "  ~ mcpbridges.networking.higress.io: v1 gets spec.registries[].weight";

describe("the CRDs of an upgrade, read from where they are", function () {
  // Helm is started for each chart.
  this.timeout(60_000);

  let root = "";
  /** A URL where nobody listens any more. */
  let unreachable = "";
  let from: LocalChart;
  let to: LocalChart;
  let withoutCrds: LocalChart;
  before(async () => {
    root = mkdtempSync(join(tmpdir(), "higress-fleet-crds-"));
    const [newer, bare] = [join(root, "newer"), join(root, "bare")];
    for (const place of [newer, bare]) cpSync(standIn, place, { recursive: true });
    rmSync(join(bare, "crds"), { recursive: true });
    const text = readFileSync(file, "utf8").replace(/( +)proxyName: .*/, "$&\n$1weight: { type: integer }");
    writeFileSync(join(newer, "crds", "customresourcedefinitions.yaml"), text);
    [from, withoutCrds] = [await chartAt(standIn), await chartAt(bare)];
    to = { ...(await chartAt(newer)), version: "2.2.5" };
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    unreachable = `http://127.0.0.1:${(server.address() as AddressInfo).port}/crds.yaml`;
    await new Promise((done) => server.close(done));
  });
  after(() => rmSync(root, { recursive: true }));

  /** The lines as one text, however they were wrapped. */
  async function changes(fleet: string, target: string | undefined, older = from, newer = to) {
    const { lines, faults }: CrdChanges = await crdChanges(fleet, target, { from: older, to: newer });
    return { said: lines.join("\n").replace(/\n {2}(?!~)/g, " "), faults };
  }

  it("are the fleet's and those in the newer chart, or in the file that is named", async () => {
    const said = (place: string): string => `CRDs, ${file} → ${place}:\n${weight}`;
    expect(await changes(file, undefined)).to.deep.equal({ said: said("chart higress-core 2.2.5"), faults: [] });
    const named = join(to.place, "crds", "customresourcedefinitions.yaml");
    expect(await changes(file, named, from, withoutCrds)).to.deep.equal({ said: said(named), faults: [] });
  });

  for (const target of ["chart", "file"] as const) {
    const named = (): string | undefined =>
      target === "file" ? join(to.place, "crds", "customresourcedefinitions.yaml") : undefined;
    const place = (): string => named() ?? "chart higress-core 2.2.5";

    it(`are those in the current chart where the fleet's cannot be reached, for the target's ${target}`, async () => {
      expect(await changes(unreachable, named())).to.deep.equal({
        said:
          `The fleet's CRDs: ${unreachable} cannot be read: the server refuses connections. ` +
          `Those in chart higress-core 2.2.4 are taken in their place.\nCRDs, chart higress-core 2.2.4 → ${place()}:\n${weight}`,
        faults: [],
      });
    });

    it(`are not compared, without a fault, where that chart has none either, for the target's ${target}`, async () => {
      expect(await changes(unreachable, named(), withoutCrds)).to.deep.equal({
        said:
          `CRDs were not compared: of the fleet's, ${unreachable} cannot be read: the server refuses connections; ` +
          "chart higress-core 2.2.4 brings none. Name a chart of the fleet's version that has them with --from-chart DIRECTORY_OR_TGZ.",
        faults: [],
      });
    });
  }

  it("are asked for with --crds only where it is the newer chart that has none", async () => {
    expect(await changes(file, undefined, from, withoutCrds)).to.deep.equal({
      said: "CRDs were not compared: chart higress-core 2.2.4 brings none. Name those of the new version with --crds FILE.",
      faults: [],
    });
  });

  it("are a fault where the file that is named cannot be read, or is none, whatever the fleet's are", async () => {
    for (const fleet of [file, unreachable])
      expect(await changes(fleet, "/nowhere.yaml")).to.deep.equal({
        said: "",
        faults: ["CRDs: /nowhere.yaml cannot be read: there is no such file"],
      });
    const { faults } = await changes(file, join(standIn, "Chart.yaml"));
    expect(faults).to.have.lengthOf(1);
    expect(faults[0]).to.match(/^CRDs: \S+\/Chart\.yaml:/);
    const both = await changes(unreachable, "/nowhere.yaml", withoutCrds);
    expect(both.said).to.match(/^CRDs were not compared: of the fleet's, http/);
    expect(both.faults).to.deep.equal(["CRDs: /nowhere.yaml cannot be read: there is no such file"]);
  });
});
