import { expect } from "chai";
import { planLimits, platformLimits } from "../../plan/limits.ts";
import { parseQuantity } from "../../plan/quantity.ts";
import { builtInSizes, sizes } from "../../plan/sizes.ts";
import { acmeLabels, installation } from "./planned.ts";

describe("Limits", () => {
  it("are the fleet file's, for every container", () => {
    expect(planLimits(installation())).to.deep.equal({
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: { name: "limits", namespace: "acme-gateway", labels: acmeLabels },
      spec: {
        limits: [
          {
            type: "Container",
            default: { cpu: "200m", memory: "256Mi" },
            defaultRequest: { cpu: "100m", memory: "128Mi" },
            max: { cpu: "1", memory: "1Gi" },
          },
        ],
      },
    });
  });

  it("of size l stop at the largest container: its gateway", () => {
    expect(platformLimits(sizes.l).max).to.deep.equal({ cpu: "2", memory: "2Gi" });
  });

  for (const size of builtInSizes) {
    it(`of size ${size} let every container of the release pass`, () => {
      const { max, default: given } = platformLimits(sizes[size]);
      const { gateway, controller, discovery } = sizes[size];
      for (const asked of [gateway, controller, discovery, given]) {
        expect(amount(asked.cpu) <= amount(max.cpu), `cpu ${asked.cpu} of ${max.cpu}`).to.be.true;
        expect(amount(asked.memory) <= amount(max.memory), `memory ${asked.memory} of ${max.memory}`).to.be.true;
      }
    });
  }
});

function amount(quantity: string): bigint {
  const value = parseQuantity(quantity);
  if (value === undefined) throw new Error(`${quantity} is no quantity`);
  return value;
}
