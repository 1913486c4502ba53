import { expect } from "chai";
import { parseQuantity } from "../../plan/quantity.ts";
import { gatewaySurge, rolloutPeak, sizes } from "../../plan/sizes.ts";

describe("sizes", () => {
  const peaks = {
    xs: { cpu: "800m", memory: "1536Mi", pods: 4 },
    s: { cpu: "2500m", memory: "3584Mi", pods: 5 },
    m: { cpu: "5", memory: "7Gi", pods: 5 },
    l: { cpu: "11", memory: "16Gi", pods: 6 },
  } as const;

  for (const size of ["xs", "s", "m", "l"] as const) {
    it(`peaks at ${peaks[size].cpu} CPU and ${peaks[size].memory} in ${peaks[size].pods} pods for ${size}`, () => {
      expect(rolloutPeak(size)).to.deep.equal(peaks[size]);
    });

    it(`has room at the peak of ${size} for every pod and one more of each kind`, () => {
      const { gateway, controller, pilot } = sizes[size];
      for (const key of ["cpu", "memory"] as const) {
        const [each, core, discovery] = [gateway, controller, pilot].map((container) => parseQuantity(container[key]));
        if (each === undefined || core === undefined || discovery === undefined)
          throw new Error(`${size} has no ${key}`);
        const pods = BigInt(gateway.replicas + gatewaySurge) * each + 2n * (core + discovery);
        expect((parseQuantity(rolloutPeak(size)[key]) ?? 0n) >= pods, key).to.equal(true);
      }
    });
  }

  it("grow", () => {
    const order = ["xs", "s", "m", "l"] as const;
    for (const [at, size] of order.slice(1).entries()) {
      const smaller = rolloutPeak(order[at] ?? "l");
      const larger = rolloutPeak(size);
      expect(larger.pods, size).to.be.at.least(smaller.pods);
      for (const key of ["cpu", "memory"] as const) {
        expect((parseQuantity(larger[key]) ?? 0n) > (parseQuantity(smaller[key]) ?? 0n), `${size} ${key}`).to.equal(
          true,
        );
      }
    }
  });

  it("run more than one gateway wherever an outage would hurt", () => {
    expect(
      Object.entries(sizes)
        .filter(([, { gateway }]) => gateway.replicas < 2)
        .map(([size]) => size),
    ).to.deep.equal(["xs"]);
  });
});
