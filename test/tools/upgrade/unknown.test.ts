import { expect } from "chai";
import type { ChartTable } from "../../../policy/model/release-charts.ts";
import { chartTable } from "../../../policy/model/release-charts.ts";
import { unknownValues } from "../../../tools/upgrade/unknown.ts";
import { planStack, stacks } from "../../stacks/stack.ts";

const table: ChartTable = {
  ...{ chart: "higress-core", version: "2.2.5", appVersion: "2.2.5" },
  open: ["gateway.annotations"],
  undeclared: ["gateway.imagePullSecrets", "tracing.zipkin.port"],
  defaults: { global: { watchNamespace: "", proxy: { clusterDomain: "" } }, gateway: { replicas: 2, hub: null } },
};

describe("the values that a chart does not have", () => {
  it("are told by path, a map that is unknown as a whole by one", () => {
    const values = { global: { watchNamespaces: "a", proxy: { dns: 1 } }, console: { replicas: 1, name: "x" } };
    expect(unknownValues(values, table)).to.deep.equal(["global.watchNamespaces", "global.proxy.dns", "console"]);
  });

  it("are not those that it declares, reads undeclared, or copies as they are", () => {
    const values = {
      global: { watchNamespace: "a", proxy: { clusterDomain: "b" } },
      gateway: { replicas: 1, hub: "c", imagePullSecrets: [{ name: "d" }], annotations: { any: { thing: 1 } } },
      tracing: { zipkin: { port: 1 } },
    };
    expect(unknownValues(values, table)).to.deep.equal([]);
  });

  it("are not those that every object has without anybody's doing", () => {
    expect(unknownValues({ global: { toString: "x" } }, table)).to.deep.equal(["global.toString"]);
  });

  it("are none of the plan's in the chart that it is written for", () => {
    const current = chartTable("higress-core", undefined);
    for (const { file, region } of stacks) {
      const { entry, tenants } = planStack(file, region);
      for (const { release } of [entry, ...tenants])
        expect(current && unknownValues(release.values, current)).to.deep.equal([]);
    }
  });
});
