import { expect } from "chai";
import type { Monitoring } from "../../../plan/model/monitoring.ts";
import { changeRegion, reading, validFleet } from "../fleet.ts";
import { faultsOf, spoil } from "../written.ts";
import { told } from "./told.ts";

const monitoring = (change: Partial<Monitoring>) => validFleet({ monitoring: { ...reading, ...change } });
const labelled = (key: string) =>
  monitoring({ scrape: { by: "pod-monitor", labels: { [key]: "x" }, interval: 30, sampleLimit: 1000 } });

describe("who reads metrics", () => {
  it("is a namespace of the platform in every region", () => {
    expect(told(monitoring({}))).to.deep.equal([]);
    expect(told(changeRegion(monitoring({}), "north", { platformNamespaces: ["middleware"] }))).to.include(
      'monitoring.namespace: namespace "monitoring" is no platform namespace of region "north" | Use one of "middleware", or list it under regions.north.platformNamespaces.',
    );
    expect(told(monitoring({ namespace: "observability" }))).to.deep.equal([
      'monitoring.namespace: namespace "observability" is no platform namespace of region "south" | Use one of "middleware", "monitoring", or list it under regions.south.platformNamespaces.',
      'monitoring.namespace: namespace "observability" is no platform namespace of region "north" | Use one of "middleware", "monitoring", or list it under regions.north.platformNamespaces.',
    ]);
  });

  it("says where to list it when a region has no platform namespace", () => {
    const none = changeRegion(validFleet({ monitoring: reading, tenants: [] }), "south", { platformNamespaces: [] });
    expect(told(none)).to.deep.equal([
      'monitoring.namespace: namespace "monitoring" is no platform namespace of region "south" | List it under regions.south.platformNamespaces.',
    ]);
  });

  for (const [namespace, owner] of [
    ["globex-gateway", 'tenant "globex"'],
    ["higress-internal", 'gateway "internal"'],
    ["higress-system", "the entry"],
    ["kube-system", "Kubernetes"],
  ] as const) {
    it(`is not ${owner}`, () => {
      expect(told(monitoring({ namespace }))).to.deep.equal([
        `monitoring.namespace: namespace "${namespace}" belongs to ${owner}, and whoever reads metrics sees all tenants | Name a namespace of the platform that Prometheus has for itself.`,
      ]);
    });
  }

  it("is selected by no label of the fleet's own", () => {
    for (const key of ["higress-fleet.io/tenant", "app.kubernetes.io/managed-by"]) {
      expect(told(labelled(key))).to.deep.equal([
        `monitoring.scrape.podMonitor.labels["${key}"]: label "${key}" is the fleet's own | Choose another label for Prometheus to select by.`,
      ]);
    }
    expect(told(labelled("app.kubernetes.io/part-of"))).to.deep.equal([]);
  });
});

describe("a tenant's own thresholds", () => {
  const acme = (lines: string, more = "") =>
    faultsOf(`${spoil("owner: team@acme.org", `owner: team@acme.org\n    alerts: ${lines}`)}${more}`);
  const read = "monitoring: { namespace: monitoring, scrape: annotations }\n";

  it("want somebody who reads metrics", () => {
    expect(acme("{ latency: 800 }", read)).to.deep.equal([]);
    const faults = acme("{ latency: 800 }");
    expect(faults).to.have.lengthOf(1);
    expect(faults[0])
      .to.contain('tenant "acme" says from where on its alerts fire, and the fleet has none: nobody reads metrics')
      .and.contain("Add monitoring to the fleet file");
  });

  for (const [lines, message] of [
    ["{ errorPercent: 0 }", "Use a whole number from 1 to 100."],
    ["{ latency: 1.5 }", "latency"],
    ["{ quietBelow: -1 }", "is negative"],
    // Its gateway has none.
    ["{ certificateDays: 30 }", "certificateDays"],
    ["true", "alerts"],
  ] as const) {
    it(`refuse ${lines}`, () => {
      const faults = acme(lines, read);
      expect(faults).to.have.lengthOf(1);
      expect(faults[0]).to.contain(message);
    });
  }
});
