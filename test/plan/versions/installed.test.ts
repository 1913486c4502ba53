import { expect } from "chai";
import type { Chart, Higress } from "../../../plan/model/higress.ts";
import { installedBy, remembered, setbacks } from "../../../plan/versions/installed.ts";

const upstream = (version: string): string =>
  `https://raw.githubusercontent.com/higress-group/higress/v${version}/helm/core/crds/customresourcedefinitions.gen.yaml`;
const oci = (version: string): Chart => ({
  from: "oci",
  reference: "oci://registry.example.com/higress-core",
  version,
});
const higress = (chart: Chart, crds: string): Higress => ({ chart, crds, imagePullSecrets: [] });

describe("what a stack has installed", () => {
  it("is the version of the chart, and that of the CRDs as their place tells it", () => {
    expect(installedBy(higress(oci("2.2.4"), upstream("2.2.5")))).to.deep.equal({ chart: "2.2.4", crds: "2.2.5" });
    expect(installedBy(higress(oci("2.2.4"), "./crds/2.2.4/crds.yaml"))).to.deep.equal({
      chart: "2.2.4",
      crds: "2.2.4",
    });
  });

  it("is not known of directories and files that do not tell", () => {
    expect(installedBy(higress({ from: "path", path: "./chart" }, "./crds-2.yaml"))).to.deep.equal({});
  });

  it("is not known by the canary, which may be given up again", () => {
    const canary = { chart: oci("2.2.5"), gateways: [], tenants: ["acme"] };
    expect(installedBy({ ...higress(oci("2.2.4"), upstream("2.2.5")), canary }).chart).to.equal("2.2.4");
  });
});

describe("a later run", () => {
  it("knows what was installed before a run with a chart and CRDs from directories, which tell nothing", () => {
    const known = remembered({}, installedBy(higress(oci("2.2.5"), upstream("2.2.5"))));
    const between = remembered(known, installedBy(higress({ from: "path", path: "./chart" }, "./crds.yaml")));
    expect(between).to.deep.equal({ chart: "2.2.5", crds: "2.2.5" });
    expect(setbacks(between, { chart: "2.2.4", crds: "2.2.5" })[0]).to.match(/^From 2\.2\.5 to 2\.2\.4 is a downgrade/);
    expect(remembered(between, { chart: "2.2.6", crds: "2.2.6" })).to.deep.equal({ chart: "2.2.6", crds: "2.2.6" });
  });

  it("may stay and go forward", () => {
    const now = { chart: "2.2.4", crds: "2.2.4" };
    for (const next of [now, { chart: "2.2.5", crds: "2.2.5" }, { ...now, crds: "2.2.5" }, {}])
      expect(setbacks(now, next)).to.deep.equal([]);
    expect(setbacks({}, now)).to.deep.equal([]);
  });

  it("may not go back to an older chart", () => {
    const told = setbacks({ chart: "2.2.5", crds: "2.2.5" }, { chart: "2.2.4", crds: "2.2.5" });
    expect(told).to.have.length(1);
    expect(told[0]).to.match(/^From 2\.2\.5 to 2\.2\.4 is a downgrade/);
  });

  it("may not go back to older CRDs, as when a canary is given up", () => {
    expect(setbacks({ chart: "2.2.4", crds: "2.2.10" }, { chart: "2.2.4", crds: "2.2.9" })).to.deep.equal([
      'higress.crds names those of "2.2.9", and the cluster has those of 2.2.10. CRDs never go back: what is stored by the newer may be nothing that the ' +
        "older can read, and would lose fields. Name the newer again; older charts work with it.",
    ]);
  });

  it("is told both at once", () => {
    expect(setbacks({ chart: "2.2.5", crds: "2.2.5" }, { chart: "2.2.4", crds: "2.2.4" })).to.have.length(2);
  });
});
