import { expect } from "chai";
import type { Fleet } from "../../../plan/model.ts";
import type { Chart, Higress } from "../../../plan/model/higress.ts";
import { validFleet } from "../fleet.ts";
import { told } from "./told.ts";

const version = (number: string): Chart => ({
  from: "repository",
  repository: "https://higress.io/helm-charts",
  name: "higress-core",
  version: number,
});

const having = (change: Partial<Higress>): Fleet => {
  const fleet = validFleet();
  return { ...fleet, higress: { ...fleet.higress, crds: "./crds.yaml", ...change } };
};

const crdsOf = (number: string): string => `https://example.com/v${number}/crds.yaml`;

const canary = { chart: version("2.2.5"), gateways: ["internal"], tenants: ["acme"] };

describe("charts", () => {
  it("may be two", () => {
    expect(told(having({ canary }))).to.deep.equal([]);
    expect(told(having({ canary: { ...canary, gateways: [] } }))).to.deep.equal([]);
    expect(told(having({ canary: { ...canary, chart: version("2.2.3") } }))).to.deep.equal([]);
    expect(told(having({ canary: { ...canary, chart: { from: "path", path: "./charts/next" } } }))).to.deep.equal([]);
  });

  it("must have the values that the program sets", () => {
    const [chart, old] = [version("2.2.2"), version("2.1.10")];
    const lacks = "lacks values that the program sets, and Helm would drop them without a word";
    expect(told(having({ chart, canary: { ...canary, chart: old } }))).to.deep.equal([
      `higress.chart.version: chart "2.2.2" ${lacks} | Use "2.2.3" or later.`,
      `higress.canary.chart.version: chart "2.1.10" ${lacks} | Use "2.2.3" or later.`,
    ]);
  });

  it("are not compared by version in a directory, where Helm is the first to read it", () => {
    expect(told(having({ chart: { from: "path", path: "./charts/old" } }))).to.deep.equal([]);
  });

  it("are never newer than the CRDs, where these tell their version", () => {
    const toldOf = (crds: string, change: Partial<Higress> = {}) => told(having({ crds: crdsOf(crds), ...change }));
    expect(toldOf("2.2.4")).to.deep.equal([]);
    expect(toldOf("2.2.10", { canary })).to.deep.equal([]);
    expect(toldOf("2.2.3")).to.deep.equal([
      'higress.crds: names the CRDs of "2.2.3", and chart "2.2.4" has newer ones | Name those of "2.2.4": older charts work with them.',
    ]);
    expect(toldOf("2.2.4", { canary })).to.deep.equal([
      'higress.crds: names the CRDs of "2.2.4", and chart "2.2.5" has newer ones | Name those of "2.2.5": older charts work with them.',
    ]);
  });

  it("must differ where there are two", () => {
    expect(told(having({ canary: { ...canary, chart: version("2.2.4") } }))).to.deep.equal([
      'higress.canary.chart: chart "2.2.4" is the chart that everybody has | Name another version, or remove higress.canary.',
    ]);
  });

  it("may be older for those who wait, who keep the CRDs of the newer", () => {
    const waiting = { chart: version("2.2.5"), canary: { ...canary, chart: version("2.2.4") } };
    expect(told(having({ ...waiting, crds: crdsOf("2.2.5") }))).to.deep.equal([]);
    expect(told(having({ ...waiting, crds: crdsOf("2.2.4") }))).to.deep.equal([
      'higress.crds: names the CRDs of "2.2.4", and chart "2.2.5" has newer ones | Name those of "2.2.5": older charts work with them.',
    ]);
  });

  it("are for somebody", () => {
    expect(told(having({ canary: { ...canary, gateways: [], tenants: [] } }))).to.deep.equal([
      "higress.canary: is the chart of nobody | Name tenants or gateways that have it, or remove higress.canary.",
    ]);
  });

  it("are for installations that there are, each named once, and never for the entry", () => {
    const gateways = ["entry", "constructor"];
    expect(told(having({ canary: { ...canary, gateways, tenants: ["acme", "acne", "acme", "acne"] } }))).to.deep.equal([
      'higress.canary.gateways[0]: there is no gateway "entry" | The entry has higress.chart: it carries everybody\'s traffic. Remove it.',
      'higress.canary.gateways[1]: there is no gateway "constructor" | Use one of "internal".',
      'higress.canary.tenants[1]: there is no tenant "acne" | Use one of "acme", "globex", "initech".',
      'higress.canary.tenants[2]: "acme" is named twice | Name it once.',
      'higress.canary.tenants[3]: "acne" is named twice | Name it once.',
    ]);
    const nobody = { ...having({ canary: { ...canary, tenants: [] } }), gateways: [] };
    expect(told(nobody)).to.deep.equal([
      'higress.canary.gateways[0]: there is no gateway "internal" | The fleet has none: remove it.',
    ]);
  });
});
