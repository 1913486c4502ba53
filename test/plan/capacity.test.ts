import { expect } from "chai";
import fc from "fast-check";
import { claimantsOf, demandOf, shortagesOf, states, sumOf, units, type Amounts } from "../../plan/capacity.ts";
import type { Fleet } from "../../plan/model.ts";
import type { Sizing } from "../../plan/model/sizing.ts";
import { formatCpu, formatMemory } from "../../plan/quantity.ts";
import { builtInSizes, sizes } from "../../plan/sizes.ts";
import { arbitraryFleet, arbitraryRegion } from "./arbitrary.ts";
import { changeTenant, validFleet, validGateway, validTenant } from "./fleet.ts";

const read = ({ cpu, memory, pods }: Amounts) => [formatCpu(cpu), formatMemory(memory), formatCpu(pods)];

/** Two gateway pods of 1 CPU and 1Gi, at most five, two more in a rollout; a controller pod of 500m and 3Gi. */
const sizing: Sizing = {
  gateway: { replicas: 2, cpu: "1", memory: "1Gi", surge: 2 },
  controller: { replicas: 1, cpu: "300m", memory: "1Gi" },
  discovery: { cpu: "200m", memory: "2Gi" },
  autoscaling: sizes.s.autoscaling && { ...sizes.s.autoscaling, max: 5 },
};

describe("what an installation asks for", () => {
  it("is its pods, those that load may add, and those of a rollout", () => {
    const { steady, maximum, peak } = demandOf(sizing);
    expect(read(steady)).to.deep.equal(["2500m", "5Gi", "3"]);
    expect(read(maximum)).to.deep.equal(["5500m", "8Gi", "6"]);
    expect(read(peak)).to.deep.equal(["8", "13Gi", "9"]);
  });

  it("is the same under load where nothing scales", () => {
    const { steady, maximum, peak } = demandOf({ ...sizing, autoscaling: false });
    expect(maximum).to.deep.equal(steady);
    expect(read(peak)).to.deep.equal(["5", "10Gi", "6"]);
  });

  it("grows from state to state with every size", () => {
    for (const size of builtInSizes) {
      const { steady, maximum, peak } = demandOf(sizes[size]);
      for (const unit of units) {
        expect(steady[unit] <= maximum[unit] && maximum[unit] < peak[unit], `${size} ${unit}`).to.equal(true);
      }
    }
  });
});

const names = (fleet: Fleet, region: string) => claimantsOf(fleet, region).map(({ role, id }) => `${role} ${id}`);

describe("who asks", () => {
  const fleet = validFleet({
    gateways: [validGateway("zoo"), validGateway("aviary"), validGateway("north", { regions: ["north"] })],
    tenants: [validTenant("globex"), validTenant("acme"), validTenant("hooli", { regions: ["north"] })],
  });

  it("is served in one order: the entry, gateways by id, tenants by id", () => {
    const south = ["entry entry", "gateway aviary", "gateway zoo", "tenant acme", "tenant globex"];
    expect(names(fleet, "south")).to.deep.equal(south);
    const turned = { ...fleet, gateways: fleet.gateways.toReversed(), tenants: fleet.tenants.toReversed() };
    expect(names(turned, "south")).to.deep.equal(south);
  });

  it("runs in the region", () => {
    expect(names(fleet, "north")).to.deep.equal(["entry entry", "gateway north", "tenant hooli"]);
    expect(() => claimantsOf(fleet, "west")).to.throw('The fleet has no region "west"');
  });

  it("asks by its own size and its own numbers", () => {
    const own = changeTenant({ ...fleet, sizes: { wide: { base: "m", gateway: { replicas: 6 } } } }, "acme", {
      size: "wide",
      resources: { autoscaling: false },
    });
    const acme = claimantsOf(own, "south").find(({ id }) => id === "acme");
    expect(acme && read(acme.demand.steady)).to.deep.equal(["7", "8Gi", "7"]);
    expect(acme?.demand.maximum).to.deep.equal(acme?.demand.steady);
  });
});

describe("who does not fit", () => {
  const fleet = validFleet({ tenants: ["a", "b", "c"].map((id) => validTenant(id)) });
  // Everybody has size s: steady 1500m, 2Gi, 3 pods.
  const claimants = claimantsOf(fleet, "south");
  const told = (capacity: Parameters<typeof shortagesOf>[2]) =>
    shortagesOf(claimants, "steady", capacity).map(({ claimant, missing }) => ({ id: claimant.id, ...missing }));

  it("is nobody while the sum is no more than there is", () => {
    expect(told({ cpu: "7500m", memory: "10Gi", pods: "15" })).to.deep.equal([]);
  });

  it("is everybody from the first on who does not, with what is missing up to there", () => {
    expect(told({ cpu: "6", memory: "10Gi" })).to.deep.equal([{ id: "c", cpu: 1500n }]);
    expect(told({ cpu: "5999m", memory: "10Gi" })).to.deep.equal([
      { id: "b", cpu: 1n },
      { id: "c", cpu: 1501n },
    ]);
    expect(told({ cpu: "64", memory: "9Gi", pods: "14" })).to.deep.equal([
      { id: "c", memory: 1024n ** 3n * 1000n, pods: 1000n },
    ]);
    expect(told({ cpu: "1", memory: "10Gi" }).map(({ id }) => id)).to.deep.equal(["entry", "internal", "a", "b", "c"]);
  });

  it("is not for want of pods where nobody says how many there may be", () => {
    expect(told({ cpu: "7500m", memory: "10Gi" })).to.deep.equal([]);
  });

  it("is, in every fleet, the end of the order, longer from state to state, and misses what the sum has too much", () => {
    const capacity = fc.record({
      cpu: fc.integer({ min: 1, max: 200 }).map(String),
      memory: fc.integer({ min: 1, max: 300 }).map((gi) => `${gi}Gi`),
      pods: fc.integer({ min: 1, max: 100 }).map(String),
    });
    fc.assert(
      fc.property(arbitraryFleet, arbitraryRegion, capacity, (any, region, given) => {
        const all = claimantsOf(any, region);
        const short = states.map((state) => shortagesOf(all, state, given));
        for (const [at, state] of states.entries()) {
          const misfits = short[at] ?? [];
          expect(misfits.map(({ claimant }) => claimant)).to.deep.equal(all.slice(all.length - misfits.length));
          expect(misfits.length).to.be.at.least(short[at - 1]?.length ?? 0);
          const { cpu } = sumOf(all.map(({ demand }) => demand[state]));
          const over = cpu - BigInt(given.cpu) * 1000n;
          expect(misfits.at(-1)?.missing.cpu ?? 0n).to.equal(over > 0n ? over : 0n);
        }
      }),
    );
  });
});
