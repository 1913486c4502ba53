import { expect } from "chai";
import {
  chartBasename,
  effective,
  isHigressRelease,
  isInstallationRelease,
  isOn,
  valuePath,
} from "../../../policy/model/release.ts";
import { UnknownField } from "../../../policy/unknown.ts";
import { change, resource } from "../harness.ts";
import type { Props } from "../harness.ts";
import { facts } from "../world.ts";

const release = (values: unknown, props: Props = {}) =>
  resource({
    type: "kubernetes:helm.sh/v3:Release",
    props: { chart: "higress-core", namespace: "acme-gateway", values, ...props },
  });
const value = (values: unknown, path: string, chart = "higress-core") => effective(release(values, { chart }), path);

describe("chartBasename", () => {
  it("finds the chart's name in every form Helm takes", () => {
    for (const chart of [
      ...["higress-core", "higress.io/higress-core", "./local/chart/higress-core", "./local/chart/higress-core/"],
      ...["./vendor/higress-core-2.2.4.tgz", "https://x.example/charts/higress-core-v2.2.4-rc.1.tgz"],
      ...[
        "oci://r.example:5000/charts/higress-core",
        "oci://r.example/higress-core:2.2.4",
        "oci://r/higress-core@sha256:0a",
      ],
    ]) {
      expect(chartBasename(chart), chart).to.equal("higress-core");
    }
    expect(chartBasename("higress")).to.equal("higress");
    expect(chartBasename("my-higress-core")).to.equal("my-higress-core");
  });
});

describe("effective", () => {
  it("is the chart's default where nothing is said", () => {
    expect(value({}, "gateway.service.type")).to.equal("LoadBalancer");
    expect(value(undefined, "gateway.rbac.enabled")).to.equal(true);
    expect(value({ gateway: {} }, "global.ingressClass")).to.equal("higress");
    expect(value({}, "gateway.nonsense")).to.equal(undefined);
  });

  it("is the written value, also where it is false or empty", () => {
    expect(value({ gateway: { rbac: { enabled: false } } }, "gateway.rbac.enabled")).to.equal(false);
    expect(value({ global: { ingressClass: "" } }, "global.ingressClass")).to.equal("");
  });

  it("merges maps over the defaults key by key", () => {
    expect(value({ pilot: { resources: { limits: { cpu: "1" } } } }, "pilot.resources")).to.deep.equal({
      requests: { cpu: "500m", memory: "2048Mi" },
      limits: { cpu: "1" },
    });
    expect(value({ gateway: { resources: { limits: { cpu: "9" } } } }, "gateway.resources.limits")).to.deep.equal({
      cpu: "9",
      memory: "2048Mi",
    });
  });

  it("is nothing where null takes the default away, at any height", () => {
    for (const values of [
      { gateway: { service: { type: null } } },
      { gateway: { service: null } },
      { gateway: null },
      { gateway: "text" },
    ]) {
      expect(value(values, "gateway.service.type")).to.equal(undefined);
    }
    expect(value({ gateway: { resources: { limits: { cpu: null } } } }, "gateway.resources.limits")).to.deep.equal({
      cpu: undefined,
      memory: "2048Mi",
    });
  });

  it("reads the umbrella's values below the inner chart's name, and its globals before the inner ones", () => {
    const values = {
      global: { local: true },
      gateway: { kind: "DaemonSet" },
      "higress-core": { global: { local: false, kind: true }, gateway: { hostNetwork: true } },
    };
    expect(value(values, "gateway.kind", "higress")).to.equal("Deployment");
    expect(value(values, "gateway.hostNetwork", "higress")).to.equal(true);
    expect(value(values, "global.local", "higress")).to.equal(true);
    expect(value(values, "global.kind", "higress")).to.equal(true);
  });
});

describe("effective, of a chart that the pack does not know,", () => {
  const newer = (values: unknown) => release(values, { version: "2.3.0" });

  it("is what is written out, since no default can change it", () => {
    expect(effective(newer({ gateway: { rbac: { enabled: false }, name: "" } }), "gateway.rbac.enabled")).to.equal(
      false,
    );
    expect(effective(newer({ gateway: { rbac: { enabled: false }, name: "" } }), "gateway.name")).to.equal("");
  });

  it("is not known where a default decides, or completes a map", () => {
    for (const values of [{}, { gateway: { resources: null } }, { gateway: { resources: { limits: { cpu: "1" } } } }]) {
      expect(() => effective(newer(values), "gateway.resources")).to.throw(UnknownField, /only 2\.2\.4.*chart:values/);
    }
  });

  it("is not known of other charts, whatever their version", () => {
    const other = release({}, { chart: "grafana", version: "2.2.4" });
    expect(() => effective(other, "gateway.kind")).to.throw(UnknownField, /"grafana"/);
  });

  it("points to where the umbrella has the value", () => {
    const umbrella = release({}, { chart: "higress", version: "2.3.0" });
    expect(() => effective(umbrella, "gateway.kind")).to.throw("values.higress-core.gateway.kind of");
    expect(() => effective(umbrella, "replicaCount", "higress-console")).to.throw(
      "values.higress-console.replicaCount of",
    );
  });
});

describe("effective, of the console,", () => {
  it("is the umbrella's value below the console's name, over the console's defaults", () => {
    const umbrella = release({ "higress-console": { replicaCount: 0 } }, { chart: "higress" });
    expect(effective(umbrella, "replicaCount", "higress-console")).to.equal(0);
    expect(effective(umbrella, "service.type", "higress-console")).to.equal("ClusterIP");
  });
});

describe("isOn", () => {
  const local = (value: unknown) => isOn(release({ global: { local: value } }), "global.local");

  it("is what a template's `if` says", () => {
    for (const value of [true, "false", "0", 1, -1, ["x"], { a: 1 }])
      expect(local(value), JSON.stringify(value)).to.equal(true);
    for (const value of [false, "", 0, null, [], {}]) expect(local(value), JSON.stringify(value)).to.equal(false);
  });

  it("counts the chart's default", () => {
    expect([isOn(release({}), "global.enableStatus"), isOn(release({}), "global.local")]).to.deep.equal([true, false]);
  });
});

describe("valuePath", () => {
  it("points to where the value is written", () => {
    const umbrella = release({}, { chart: "higress" });
    expect(valuePath(umbrella, "gateway.kind")).to.equal("values.higress-core.gateway.kind");
    expect(valuePath(umbrella, "global.local")).to.equal("values.global.local");
    expect(valuePath(release({}), "gateway.kind")).to.equal("values.gateway.kind");
  });
});

describe("a release of an installation", () => {
  it("is Higress anywhere and everything in an installation's namespace", () => {
    const other = release({}, { chart: "grafana" });
    expect([isHigressRelease(other), isInstallationRelease(other, facts())]).to.deep.equal([false, true]);
    const away = release({}, { namespace: "monitoring" });
    expect([isHigressRelease(away), isInstallationRelease(away, facts())]).to.deep.equal([true, true]);
    expect(isInstallationRelease(release({}, { chart: "grafana", namespace: "monitoring" }), facts())).to.equal(false);
    const config = resource(change({ type: "kubernetes:core/v1:ConfigMap", props: {} }, "chart", "higress"));
    expect(isHigressRelease(config)).to.equal(false);
  });
});
