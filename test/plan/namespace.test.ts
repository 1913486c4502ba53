import { expect } from "chai";
import { planNamespace } from "../../plan/namespace.ts";
import { acmeLabels, installation, planned, site } from "./planned.ts";

describe("A namespace", () => {
  it("names its tenant and whom to call, and holds pods to the baseline while it warns of what is not restricted", () => {
    expect(planNamespace(installation())).to.deep.equal({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name: "acme-gateway",
        labels: {
          ...acmeLabels,
          "pod-security.kubernetes.io/enforce": "baseline",
          "pod-security.kubernetes.io/enforce-version": "v1.35",
          "pod-security.kubernetes.io/warn": "restricted",
          "pod-security.kubernetes.io/warn-version": "v1.35",
          "pod-security.kubernetes.io/audit": "restricted",
          "pod-security.kubernetes.io/audit-version": "v1.35",
        },
        annotations: { "higress-fleet.io/owner": "acme@example.com" },
      },
    });
  });

  it("of the platform has neither a tenant's label nor an owner", () => {
    const { metadata } = planned().entry.namespace;
    expect(metadata.labels).to.include({ "higress-fleet.io/role": "entry" });
    expect(metadata.labels).not.to.have.property("higress-fleet.io/tenant");
    expect(metadata).not.to.have.property("annotations");
  });

  it("of a tenant carries what admission policies go by: its hosts, the cluster and the registry of plugins", () => {
    const cluster = {
      ...site.cluster,
      podCidrs: ["10.244.0.0/16", "fd00:10:244::/56"],
      serviceCidrs: ["10.96.0.0/16"],
      apiServerCidrs: ["192.0.2.1/32"],
      platformNamespaces: ["middleware", "monitoring"],
    };
    const higress = { ...site.higress, hub: "registry.example.com/mirror" };
    const hosts = ["shop.acme.example", "*.acme.aigw.example.com"];
    const { metadata } = planNamespace(installation({ site: { ...site, cluster, higress }, hosts }));
    expect(metadata.annotations).to.deep.equal({
      "higress-fleet.io/cluster-cidrs": "10.244.0.0/16,fd00:10:244::/56,10.96.0.0/16,192.0.2.1/32",
      "higress-fleet.io/dns-domain": "cluster.local",
      "higress-fleet.io/hosts": "*.acme.aigw.example.com,shop.acme.example",
      "higress-fleet.io/hub": "registry.example.com/mirror",
      "higress-fleet.io/owner": "acme@example.com",
      "higress-fleet.io/platform-namespaces": "middleware,monitoring",
    });
  });

  it("of a tenant names the chart's registry where the fleet names none", () => {
    const { metadata } = planNamespace(installation({ hosts: [] }));
    expect(metadata.annotations).to.include({ "higress-fleet.io/hub": "higress-registry.cn-hangzhou.cr.aliyuncs.com" });
  });
});
