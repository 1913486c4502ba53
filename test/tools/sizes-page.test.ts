import { expect } from "chai";
import { readFileSync } from "node:fs";
import { builtInSizes } from "../../plan/sizes.ts";
import { generatedFiles } from "../../tools/generated.ts";
import { sizesPage } from "../../tools/sizes-page.ts";
import { changeRegion, validFleet, validTenant } from "../plan/fleet.ts";

const page = new URL("../../docs/sizes.md", import.meta.url);

describe("docs/sizes.md", () => {
  it("is what the code says today; `npm run generate` writes it", async () => {
    const files = await generatedFiles();
    expect(readFileSync(page, "utf8")).to.equal(files.get("docs/sizes.md"));
  }).timeout(60_000);

  it("has the example fleets, region by region", () => {
    const text = readFileSync(page, "utf8");
    for (const place of ["`fleets/prod.yaml` +\\| north: the entry, ", "`fleets/test.yaml` +\\| local: the entry, "]) {
      expect(text).to.match(new RegExp(`\\| ${place}`));
    }
  });

  const fleet = validFleet({ tenants: ["a", "b", "c"].map((id) => validTenant(id)) });
  const rowsOf = (...args: Parameters<typeof sizesPage>) =>
    sizesPage(...args)
      .split("\n")
      .filter((line) => line.startsWith("| ") && !line.startsWith("| ---"));

  it("tells what a size is made of and what it costs in each state", () => {
    const rows = rowsOf([]);
    expect(rows).to.include("| `s` | 2 to 4 | 500m CPU, 512Mi | 70 % CPU | 1 | 250m CPU, 512Mi | 250m CPU, 512Mi |");
    expect(rows).to.include("| `xs` | 1 | 200m CPU, 256Mi | none | 1 | 100m CPU, 256Mi | 100m CPU, 256Mi |");
    const at = rows.indexOf("| `s` | steady | 1.5 | 2Gi | 3 |");
    expect(rows.slice(at + 1, at + 3)).to.deep.equal([
      "|  | HPA maximum | 2.5 | 3Gi | 5 |",
      "|  | rollout peak | 3.5 | 4.5Gi | 7 |",
    ]);
    for (const size of builtInSizes) {
      expect(
        rows.filter((row) => row.startsWith(`| \`${size}\` |`)),
        size,
      ).to.have.length(2);
    }
  });

  it("tells what a fleet costs per region, beside the capacity where it is declared", () => {
    const declared = changeRegion(fleet, "south", { capacity: { cpu: "64", memory: "1Ti" } });
    const rows = rowsOf([{ file: "fleets/x.yaml", fleet: declared }]);
    expect(rows.slice(rows.indexOf("| Fleet | Region | When | CPU | Memory | Pods |") + 1)).to.deep.equal([
      "| `fleets/x.yaml` | north: the entry | steady | 1.5 | 2Gi | 3 |",
      "|  |  | HPA maximum | 2.5 | 3Gi | 5 |",
      "|  |  | rollout peak | 3.5 | 4.5Gi | 7 |",
      "| `fleets/x.yaml` | south: the entry, 1 gateway, 3 tenants | steady | 7.5 | 10Gi | 15 |",
      "|  |  | HPA maximum | 12.5 | 15Gi | 25 |",
      "|  |  | rollout peak | 17.5 | 22.5Gi | 35 |",
      "|  |  | declared capacity | 64 | 1024Gi |  |",
    ]);
  });
});
