import { expect } from "chai";
import { planNamespace } from "../../plan/namespace.ts";
import { acmeLabels, installation, planned } from "./planned.ts";

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
});
