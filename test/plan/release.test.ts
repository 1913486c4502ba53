import { expect } from "chai";
import { installationsOf } from "../../plan/contents.ts";
import type { Chart, Higress } from "../../plan/model/higress.ts";
import type { Plan } from "../../plan/objects.ts";
import { chartOf, planRelease } from "../../plan/release.ts";
import { validFleet } from "./fleet.ts";
import { fleet, installation, planned, site } from "./planned.ts";

const releaseOf = (chart: Chart, digest = "none") =>
  planRelease(
    installation({
      site: {
        ...site,
        higress: { ...site.higress, chart },
        digests: { narrow: "0123456789ab", chart: () => digest },
      },
    }),
  );

describe("A release", () => {
  it("takes a chart from a repository by name and exact version", () => {
    const release = releaseOf({
      from: "repository",
      repository: "https://higress.io/helm-charts",
      name: "higress-core",
      version: "2.2.4",
    });
    expect({ ...release, values: {} }).to.deep.equal({
      values: {},
      name: "higress",
      namespace: "acme-gateway",
      chart: "higress-core",
      repository: "https://higress.io/helm-charts",
      version: "2.2.4",
      description: "higress-core 2.2.4, narrowed sha256:0123456789ab",
    });
  });

  it("takes a chart from an OCI registry by reference", () => {
    const release = releaseOf({
      from: "oci",
      reference: "oci://registry.example.com/charts/higress-core",
      version: "2.2.4",
    });
    expect({ ...release, values: {} }).to.deep.equal({
      values: {},
      name: "higress",
      namespace: "acme-gateway",
      chart: "oci://registry.example.com/charts/higress-core",
      version: "2.2.4",
      description: "higress-core 2.2.4, narrowed sha256:0123456789ab",
    });
  });

  it("takes a local chart by path, and records its digest in place of a version", () => {
    const release = releaseOf({ from: "path", path: "./local/chart/higress-core" }, "fedcba987654");
    expect({ ...release, values: {} }).to.deep.equal({
      values: {},
      name: "higress",
      namespace: "acme-gateway",
      chart: "./local/chart/higress-core",
      description: "higress-core, chart sha256:fedcba987654, narrowed sha256:0123456789ab",
    });
  });
});

describe("A second chart", () => {
  const next: Chart = { from: "path", path: "./chart/next" };
  const plan = planned(
    validFleet({ higress: { ...fleet.higress, canary: { chart: next, gateways: ["internal"], tenants: ["acme"] } } }),
  );
  const charts = (of: Plan) =>
    installationsOf(of).map(({ id, release: { chart, version } }) => ({ id, chart, version }));
  const everybodys = { chart: "higress-core", version: "2.2.4" };
  const second = { chart: "./chart/next", version: undefined };

  it("is that of the gateways and tenants that are named, and of nobody else", () => {
    expect(charts(plan)).to.deep.equal([
      { id: "entry", ...everybodys },
      { id: "internal", ...second },
      { id: "acme", ...second },
      ...plan.tenants.slice(1).map(({ id }) => ({ id, ...everybodys })),
    ]);
    expect(plan.tenants.length).to.be.greaterThan(1);
  });

  it("changes the releases of those alone, and nothing else of the plan", () => {
    const without = (of: Plan, ids: readonly string[]) =>
      installationsOf(of).map(({ release, ...rest }) => (ids.includes(rest.id) ? rest : { ...rest, release }));
    expect(without(plan, ["internal", "acme"])).to.deep.equal(without(planned(), ["internal", "acme"]));
    expect(plan.base).to.deep.equal(planned().base);
  });

  it("does not go to a gateway because a tenant of the same name has it", () => {
    const higress: Higress = { ...fleet.higress, canary: { chart: next, gateways: [], tenants: ["internal"] } };
    expect(chartOf(higress, { role: "gateway", id: "internal" })).to.equal(higress.chart);
    expect(chartOf(higress, { role: "entry", id: "internal" })).to.equal(higress.chart);
  });
});
