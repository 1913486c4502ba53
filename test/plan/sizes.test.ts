import { expect } from "chai";
import fc from "fast-check";
import type { Resources, Size } from "../../plan/model/sizing.ts";
import { parseQuantity } from "../../plan/quantity.ts";
import { planQuota } from "../../plan/quota.ts";
import { builtInSizes, isSize, mostGateways, rolloutPeak, sizes, sizingOf, steady } from "../../plan/sizes.ts";
import { installation } from "./planned.ts";

/** As people write it, none of it left out but at random. */
const quantities = { cpu: fc.constantFrom("150m", "1", "2.5"), memory: fc.constantFrom("300Mi", "1Gi", "1500M") };
const few = fc.integer({ min: 1, max: 9 });
const compute = fc.record(quantities, { requiredKeys: [] });
const written: fc.Arbitrary<Resources> = fc.record(
  {
    gateway: fc.record({ ...quantities, replicas: few, surge: few }, { requiredKeys: [] }),
    controller: fc.record({ ...quantities, replicas: few }, { requiredKeys: [] }),
    discovery: compute,
    autoscaling: fc.oneof(fc.constant(false as const), fc.record({ max: few, targetCpu: few }, { requiredKeys: [] })),
  },
  { requiredKeys: [] },
);
const anySize: fc.Arbitrary<Size> = fc.constantFrom(...builtInSizes);

describe("sizes", () => {
  // At the autoscaler's maximum.
  const peaks = {
    xs: { cpu: "800m", memory: "1536Mi", pods: 4 },
    s: { cpu: "3500m", memory: "4608Mi", pods: 7 },
    m: { cpu: "7", memory: "9Gi", pods: 7 },
    l: { cpu: "17", memory: "22Gi", pods: 9 },
    xl: { cpu: "46", memory: "56Gi", pods: 12 },
  } as const;

  for (const size of builtInSizes) {
    it(`peaks at ${peaks[size].cpu} CPU and ${peaks[size].memory} in ${peaks[size].pods} pods for ${size}`, () => {
      expect(rolloutPeak(sizes[size])).to.deep.equal(peaks[size]);
    });
  }

  it("need less while nothing happens", () => {
    expect(builtInSizes.map((size) => steady(sizes[size]))).to.deep.equal([
      { cpu: "400m", memory: "768Mi", pods: 2 },
      { cpu: "1500m", memory: "2Gi", pods: 3 },
      { cpu: "3", memory: "4Gi", pods: 3 },
      { cpu: "7500m", memory: "10Gi", pods: 4 },
      { cpu: "19", memory: "24Gi", pods: 5 },
    ]);
  });

  it("grow", () => {
    for (const [at, size] of builtInSizes.slice(1).entries()) {
      const smaller = rolloutPeak(sizes[builtInSizes[at] ?? "xl"]);
      const larger = rolloutPeak(sizes[size]);
      expect(larger.pods, size).to.be.at.least(smaller.pods);
      for (const key of ["cpu", "memory"] as const) {
        expect((parseQuantity(larger[key]) ?? 0n) > (parseQuantity(smaller[key]) ?? 0n), `${size} ${key}`).to.equal(
          true,
        );
      }
    }
  });

  it("run more than one gateway, and more under load, wherever an outage would hurt", () => {
    expect(builtInSizes.filter((size) => sizes[size].gateway.replicas < 2)).to.deep.equal(["xs"]);
    expect(builtInSizes.filter((size) => sizes[size].autoscaling === false)).to.deep.equal(["xs"]);
    expect(builtInSizes.map((size) => mostGateways(sizes[size]))).to.deep.equal([1, 4, 4, 6, 8]);
  });

  it("have a quota that holds a rollout at the autoscaler's maximum, whatever is written in place of their numbers", () => {
    fc.assert(
      fc.property(anySize, written, (size, resources) => {
        const sizing = sizingOf({}, { size, resources });
        const { hard } = planQuota(installation({ sizing })).spec;
        const { gateway, controller, discovery, autoscaling } = sizing;
        const most = autoscaling === false ? gateway.replicas : Math.max(gateway.replicas, autoscaling.max);
        // Kubernetes adds a quarter while they roll out, rounded up.
        const controllers = Math.ceil(controller.replicas * 1.25);
        for (const key of ["cpu", "memory"] as const) {
          const [each, core, more] = [gateway, controller, discovery].map((one) => parseQuantity(one[key]) ?? 0n);
          // Those at the maximum, those that a rollout adds, one that is ending; and the controllers.
          const need =
            BigInt(most + gateway.surge + 1) * (each ?? 0n) + BigInt(controllers) * ((core ?? 0n) + (more ?? 0n));
          for (const kind of ["requests", "limits"]) {
            expect((parseQuantity(hard[`${kind}.${key}`] ?? "") ?? 0n) >= need, `${kind}.${key}`).to.equal(true);
          }
        }
        expect(hard.pods).to.equal(String(most + gateway.surge + 1 + controllers));
      }),
    );
  });
});

describe("the numbers of somebody's size", () => {
  const own = {
    checkout: { base: "l", gateway: { cpu: "3" }, autoscaling: { max: 9, scaleDown: { pods: 3 } } },
    fixed: { base: "m", autoscaling: false },
  } as const;

  it("are the size's where nothing else is written", () => {
    for (const size of builtInSizes) expect(sizingOf(own, { size, resources: {} })).to.deep.equal(sizes[size]);
  });

  it("are those of an own size over its base, and what is written for one alone over both", () => {
    const { l } = sizes;
    if (l.autoscaling === false) throw new Error("size l has no autoscaler");
    const resources = { gateway: { memory: "3Gi" }, controller: { cpu: "4" }, autoscaling: { targetCpu: 50 } };
    expect(sizingOf(own, { size: "checkout", resources })).to.deep.equal({
      ...l,
      gateway: { ...l.gateway, cpu: "3", memory: "3Gi" },
      controller: { ...l.controller, cpu: "4" },
      autoscaling: {
        ...l.autoscaling,
        max: 9,
        targetCpu: 50,
        scaleDown: { ...l.autoscaling.scaleDown, pods: 3 },
      },
    });
  });

  it("may do without an autoscaler, and get one back", () => {
    expect(sizingOf(own, { size: "fixed", resources: {} }).autoscaling).to.equal(false);
    expect(sizingOf(own, { size: "l", resources: { autoscaling: false } }).autoscaling).to.equal(false);
    const again = sizingOf(own, { size: "fixed", resources: { gateway: { replicas: 3 }, autoscaling: {} } });
    expect(again.autoscaling).to.deep.include({ max: 6, targetCpu: 70 });
  });

  it("are nobody's where the size is unknown, built into every object or not", () => {
    for (const size of ["xxl", "constructor", ""]) {
      expect(isSize(own, size), size).to.equal(false);
      expect(() => sizingOf(own, { size, resources: {} }), size).to.throw("There is no size");
    }
    expect(isSize(own, "checkout") && isSize(own, "xs")).to.equal(true);
  });
});
