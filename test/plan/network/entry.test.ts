import { expect } from "chai";
import { fromEntry, toTenant } from "../../../plan/network/entry.ts";
import { acmeLabels, installation } from "../planned.ts";

const entry = installation({ id: "entry", role: "entry", namespace: "higress-system" });
const http = [{ protocol: "TCP", port: 80 }];

const entryPods = { matchLabels: { app: "higress-gateway", higress: "higress-system-higress-gateway" } };
const acmePods = { matchLabels: { app: "higress-gateway", higress: "acme-gateway-higress-gateway" } };
const inNamespace = (name: string) => ({ matchLabels: { "kubernetes.io/metadata.name": name } });

describe("The way from the entry to a tenant", () => {
  it("is open at the tenant's end for the entry's gateways, on the pods' port", () => {
    expect(fromEntry(installation()).spec).to.deep.equal({
      podSelector: acmePods,
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ namespaceSelector: inNamespace("higress-system"), podSelector: entryPods }], ports: http }],
    });
  });

  it("is open at the entry's end in a policy of the tenant's own, which carries both labels", () => {
    expect(toTenant(entry, "acme")).to.deep.equal({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: {
        name: "to-acme",
        namespace: "higress-system",
        labels: { ...acmeLabels, "higress-fleet.io/role": "entry" },
      },
      spec: {
        podSelector: entryPods,
        policyTypes: ["Egress"],
        egress: [{ to: [{ namespaceSelector: inNamespace("acme-gateway"), podSelector: acmePods }], ports: http }],
      },
    });
  });
});
