import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { expect } from "chai";
import { readChart } from "../../tools/chart-read.ts";
import { chart as standIn } from "../chart/helm.ts";

let directory: string;

/** What `helm package` makes: the chart's directory in a compressed archive. */
function archive(chart: string, to: string): string {
  execFileSync("tar", ["-czf", to, "-C", dirname(chart), basename(chart)]);
  return to;
}

describe("a chart", () => {
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "higress-fleet-read-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it("is the same from its directory and from an archive", () => {
    const read = readChart(archive(standIn, join(directory, "higress-core-2.2.4.tgz")));
    expect(read).to.deep.equal(readChart(standIn));
    expect(read.metadata).to.include({ name: "higress-core", version: "2.2.4" });
    expect(read.templates.length).to.be.greaterThan(20);
  });

  it("has the charts inside it, packed or not, and may have no values", () => {
    const umbrella = join(directory, "higress");
    mkdirSync(join(umbrella, "charts", "plain"), { recursive: true });
    writeFileSync(join(umbrella, "Chart.yaml"), "name: higress\nversion: 2.2.4\n");
    writeFileSync(join(umbrella, "charts", "plain", "Chart.yaml"), "name: plain\nversion: 1.0.0\n");
    writeFileSync(join(umbrella, "charts", "plain", "values.yaml"), "# nothing\n");
    writeFileSync(join(umbrella, "charts", "README.md"), "no chart");
    archive(standIn, join(umbrella, "charts", "higress-core-2.2.4.tgz"));
    const { values, inner, templates } = readChart(umbrella);
    expect({ values, templates }).to.deep.equal({ values: undefined, templates: [] });
    expect(inner.map(({ metadata, values }) => [metadata.name, Object.keys(values ?? {}).length > 0])).to.deep.equal([
      ["higress-core", true],
      ["plain", false],
    ]);
  });

  it("is not what has no Chart.yaml, or values that are no map", () => {
    expect(() => readChart(directory)).to.throw(/Chart\.yaml/);
    expect(() => readChart(join(directory, "nowhere"))).to.throw(/nowhere/);
    writeFileSync(join(directory, "Chart.yaml"), "name: it\nversion: 1.0.0\n");
    writeFileSync(join(directory, "values.yaml"), "- a\n");
    expect(() => readChart(directory)).to.throw(/values\.yaml is no map/);
  });
});
