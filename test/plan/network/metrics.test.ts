import { expect } from "chai";
import type { Installation } from "../../../plan/site.ts";
import { metrics } from "../../../plan/network/metrics.ts";
import { reading } from "../fleet.ts";
import { installation, planned, site } from "../planned.ts";
import { validFleet } from "../fleet.ts";

const read = (pods: Readonly<Record<string, string>>, change: Partial<Installation> = {}) =>
  metrics(installation({ site: { ...site, monitoring: { ...reading, pods } }, ...change }));

const prometheus = {
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } },
  podSelector: { matchLabels: { app: "prometheus" } },
};

describe("The way to the metrics", () => {
  it("is shut where the fleet names nobody", () => {
    expect(metrics(installation())).to.deep.equal([]);
  });

  it("is open to Prometheus's pods, to one port of the gateways and one of the controller", () => {
    expect(read({ app: "prometheus" }).map(({ metadata, spec }) => [metadata.name, spec])).to.deep.equal([
      [
        "gateway-metrics",
        {
          podSelector: { matchLabels: { app: "higress-gateway", higress: "acme-gateway-higress-gateway" } },
          policyTypes: ["Ingress"],
          ingress: [{ from: [prometheus], ports: [{ protocol: "TCP", port: 15020 }] }],
        },
      ],
      [
        "controller-metrics",
        {
          podSelector: { matchLabels: { app: "higress-controller", higress: "higress-controller" } },
          policyTypes: ["Ingress"],
          ingress: [{ from: [prometheus], ports: [{ protocol: "TCP", port: 15014 }] }],
        },
      ],
    ]);
  });

  it("is open to the namespace as a whole where no labels are named", () => {
    const [gateway] = read({});
    expect(gateway?.spec.ingress?.[0]?.from).to.deep.equal([{ namespaceSelector: prometheus.namespaceSelector }]);
  });

  it("is there for the entry, every gateway and every tenant", () => {
    const plan = planned(validFleet({ monitoring: reading }));
    for (const { id, networkPolicies } of [plan.entry, ...plan.gateways, ...plan.tenants]) {
      const names = networkPolicies.map(({ metadata }) => metadata.name);
      expect(names, id).to.include.members(["gateway-metrics", "controller-metrics"]);
    }
  });
});
