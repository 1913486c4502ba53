import { expect } from "chai";
import type { Chart } from "../../plan/model.ts";
import { planRelease } from "../../plan/release.ts";
import { installation, site } from "./planned.ts";

const releaseOf = (chart: Chart, digest?: string) =>
  planRelease(
    installation({
      site: {
        ...site,
        higress: { ...site.higress, chart },
        digests: { narrow: "0123456789ab", ...(digest !== undefined && { chart: digest }) },
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
