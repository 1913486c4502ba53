import { expect } from "chai";
import { planDisruptionBudget } from "../../plan/disruption.ts";
import { sizes } from "../../plan/sizes.ts";
import { acmeLabels, installation } from "./planned.ts";

describe("A disruption budget", () => {
  it("lets one of the gateway's pods go at a time", () => {
    expect(planDisruptionBudget(installation({ sizing: sizes.l }))).to.deep.equal({
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "higress-gateway", namespace: "acme-gateway", labels: acmeLabels },
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: { app: "higress-gateway", higress: "acme-gateway-higress-gateway" } },
      },
    });
  });

  it("holds the pods that an autoscaler adds to a single one", () => {
    const one = { ...sizes.l, gateway: { ...sizes.l.gateway, replicas: 1 } };
    expect(planDisruptionBudget(installation({ sizing: one }))?.spec).to.have.property("maxUnavailable", 1);
  });

  it("is left out for a single pod, of which none could be kept", () => {
    expect(planDisruptionBudget(installation({ sizing: sizes.xs }))).to.equal(undefined);
  });
});
