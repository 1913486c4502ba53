import { readdirSync } from "node:fs";
import { expect } from "chai";
import { tables } from "../../../policy/charts/index.ts";
import { chartTable, unknownChart } from "../../../policy/model/release-charts.ts";
import { known, leaves } from "../../chart/values.ts";

const table = chartTable("higress-core", "2.2.4");

describe("the table of higress-core 2.2.4", () => {
  it("has every default of the chart's own list, and nothing else", () => {
    const declared = Object.fromEntries(leaves(table?.defaults).map(({ path, value }) => [path.join("."), value]));
    const listed = known.values.filter((value) => "default" in value).map(({ path, default: value }) => [path, value]);
    expect(declared).to.deep.equal(Object.fromEntries(listed));
    expect(listed.length).to.be.greaterThan(200);
  });

  it("leaves open whatever the list leaves open", () => {
    expect(table?.open).to.include.members([...known.open]);
  });

  it("knows what templates read and values.yaml does not have", () => {
    const isOpen = (path: string) => table?.open.some((open) => path.startsWith(`${open}.`));
    const hidden = known.values.filter((value) => !("default" in value)).map(({ path }) => path);
    expect(table?.undeclared).to.have.members(hidden.filter((path) => !isOpen(path)));
    expect(hidden).to.include("global.volumeWasmPlugins");
  });
});

describe("the tables", () => {
  it("are the folder's files, each under its chart and version", () => {
    const files = readdirSync(new URL("../../../policy/charts/", import.meta.url));
    const names = tables.map(({ chart, version }) => `${chart}-${version}.json`);
    expect(files.toSorted()).to.deep.equal([...names, "index.ts"].toSorted());
  });

  it("are found by version, with or without a build, and only exactly", () => {
    for (const version of ["2.2.4", "v2.2.4", "2.2.4+mirror.1"]) {
      expect(chartTable("higress-core", version), version).to.equal(table);
    }
    for (const version of ["2.2", "2.2.5", "2.2.4-rc.1", "", "latest", "~2.2.4"]) {
      expect(chartTable("higress-core", version), version).to.equal(undefined);
    }
    expect(chartTable("grafana", "2.2.4")).to.equal(undefined);
    expect(chartTable("grafana", undefined)).to.equal(undefined);
  });

  it("are the newest where the version is not told", () => {
    expect(chartTable("higress-core", undefined)).to.equal(table);
  });
});

describe("what is said of an unknown chart", () => {
  it("names the known versions and the command that adds one", () => {
    expect(unknownChart("higress-core", "2.3.0")).to.equal(
      'has the default of chart "higress-core" "2.3.0", which the pack does not know (only 2.2.4), ' +
        "write the value out, or add the chart with `npm run chart:values -- <its directory or archive>`",
    );
    expect(unknownChart("grafana", undefined)).to.include("(no version of it)");
  });
});
