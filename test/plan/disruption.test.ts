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

  it("is left out for a single pod, whose eviction it would only block", () => {
    expect(planDisruptionBudget(installation({ sizing: sizes.xs }))).to.equal(undefined);
  });
});
