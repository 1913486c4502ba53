import { expect } from "chai";
import fc from "fast-check";
import { builtInSizes, rolloutPeak, sizes } from "../../../plan/sizes.ts";
import { planQuota } from "../../../plan/quota.ts";
import { planValues } from "../../../plan/values.ts";
import type { Defaults } from "../../../policy/model/limit-range.ts";
import { dimensions, peakOf, withoutNumbers } from "../../../policy/model/peak.ts";
import { formatQuantity, parseQuantity } from "../../../policy/model/quantity.ts";
import type { Resource } from "../../../policy/rule.ts";
import { installation } from "../../plan/planned.ts";
import { change, resource } from "../harness.ts";
import { pick } from "../world.ts";

const nothing = { cpu: undefined, memory: undefined };
const none: Defaults = { requests: nothing, limits: nothing };

const compute = (cpu: string, memory: string) => ({ requests: { cpu, memory }, limits: { cpu, memory } });

const releaseWith = (values: object, chart = "higress-core"): Resource =>
  resource(change(change(pick("acme.release"), "values", values), "chart", chart));

/** CPU and memory as requests and limits, then pods, as people write them. */
const peak = (release: Resource, defaults: Defaults = none) => {
  const { demand } = peakOf(release, defaults);
  return ["requests.cpu", "limits.cpu", "requests.memory", "limits.memory", "pods"].map((key) =>
    formatQuantity(demand[key as keyof typeof demand]),
  );
};

describe("the peak of a release", () => {
  for (const size of builtInSizes) {
    it(`of size ${size} is what the program computes, and fits its quota`, () => {
      const planned = installation({ sizing: sizes[size], quota: {} });
      const { demand, open } = peakOf(releaseWith(planValues(planned)), none);
      const { cpu, memory, pods } = rolloutPeak(sizes[size]);
      expect(demand).to.deep.equal({
        "requests.cpu": parseQuantity(cpu),
        "limits.cpu": parseQuantity(cpu),
        "requests.memory": parseQuantity(memory),
        "limits.memory": parseQuantity(memory),
        pods: parseQuantity(pods),
      });
      expect(open).to.deep.equal([]);
      const { hard } = planQuota(planned).spec;
      for (const key of dimensions) expect(demand[key] <= (parseQuantity(hard[key]) ?? -1n), key).to.equal(true);
    });
  }

  it("of the chart as it comes doubles the gateway and adds a controller, of which pilot has no limits", () => {
    // (2 + 2) × 2 CPU and 2Gi; (1 + 1) × 0.5 + 0.5 CPU and 2Gi + 2Gi; limits of higress-core are 1 CPU and 2Gi.
    expect(peak(releaseWith({}))).to.deep.equal(["10", "10", "16Gi", "12Gi", "6"]);
  });

  it("of the umbrella has the console too", () => {
    expect(peak(releaseWith({}, "higress"))).to.deep.equal(["10500m", "10", "17Gi", "12Gi", "8"]);
    const without = releaseWith({ "higress-console": { replicaCount: 0 } }, "higress");
    expect(peak(without)).to.deep.equal(peak(releaseWith({})));
  });

  it("is at an autoscaler's maximum, surge included", () => {
    const gateway = {
      autoscaling: { enabled: true, maxReplicas: 4 },
      rollingMaxSurge: "25%",
      resources: compute("1", "1Gi"),
    };
    expect(peak(releaseWith({ gateway }))).to.deep.equal(["7", "7", "13Gi", "9Gi", "7"]);
  });

  it("has the optional parts, and redis without a pod more, since it replaces in place", () => {
    const on = {
      global: { enablePluginServer: true, enableRedis: true },
      redis: { redis: { resources: compute("1", "1Gi") } },
    };
    // Plugin server: (2 + 1) × 200m/128Mi, at most 500m/256Mi.
    expect(peak(releaseWith(on))).to.deep.equal(["11600m", "12500m", "17792Mi", "14080Mi", "10"]);
  });

  it("has what the namespace gives containers without numbers, the log collector's among them", () => {
    const gi = parseQuantity("1Gi");
    const cpu = parseQuantity("100m");
    const defaults = { requests: { cpu, memory: gi }, limits: { cpu, memory: gi } };
    expect(peak(releaseWith({}), defaults)).to.deep.equal(["10", "10200m", "16Gi", "14Gi", "6"]);
    expect(peak(releaseWith({ global: { o11y: { enabled: true } } }), defaults)).to.deep.equal([
      ...["10400m", "10600m", "20Gi", "18Gi", "6"],
    ]);
    // On one machine the chart drops every number, and runs one gateway.
    expect(peak(releaseWith({ global: { local: true } }), defaults)).to.deep.equal(["600m", "600m", "6Gi", "6Gi", "4"]);
  });

  it("takes a limit for the request that nobody gives", () => {
    const resources = { requests: null, limits: { cpu: "3", memory: "3Gi" } };
    expect(peak(releaseWith({ gateway: { resources } }))).to.deep.equal(["14", "14", "20Gi", "16Gi", "6"]);
  });

  it("says which value leaves open how many pods there are", () => {
    const openOf = (values: object, chart?: string) => peakOf(releaseWith(values, chart), none).open;
    expect(openOf({ gateway: { kind: "DaemonSet" } })).to.deep.equal(["values.gateway.kind"]);
    expect(openOf({ gateway: { rollingMaxSurge: "some" } })).to.deep.equal(["values.gateway.rollingMaxSurge"]);
    expect(openOf({ controller: { replicas: "x" } })).to.deep.equal(["values.controller.replicas"]);
    expect(openOf({ "higress-core": { gateway: { replicas: "x" } } }, "higress")).to.deep.equal([
      "values.higress-core.gateway.replicas",
    ]);
  });

  it("is a product: every pod more adds one gateway's numbers", () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.integer({ min: 1, max: 4000 }), (replicas, surge, milli) => {
        const gateway = { replicas, rollingMaxSurge: surge, resources: compute(`${milli}m`, "1Mi") };
        const controller = { replicas: 0 };
        const { demand } = peakOf(releaseWith({ gateway, controller }), none);
        expect(demand["limits.cpu"]).to.equal(BigInt(replicas + surge) * BigInt(milli) * 10n ** 6n);
        expect(demand.pods).to.equal(BigInt(replicas + surge) * 10n ** 9n);
      }),
      { numRuns: 30 },
    );
  });
});

describe("containers without numbers", () => {
  it("are the chart's pilot, and the console of the umbrella", () => {
    expect(withoutNumbers(releaseWith({}))).to.deep.equal([
      { path: "values.pilot.resources", lacks: "limits.cpu" },
      { path: "values.pilot.resources", lacks: "limits.memory" },
    ]);
    expect(withoutNumbers(releaseWith({}, "higress")).map(({ path }) => path)).to.include(
      "values.higress-console.resources",
    );
  });

  it("are none where the namespace gives what they lack", () => {
    const some = { cpu: 1n, memory: 1n };
    expect(withoutNumbers(releaseWith({}), { requests: some, limits: some })).to.deep.equal([]);
    expect(withoutNumbers(releaseWith({}), { requests: some, limits: { cpu: 1n, memory: undefined } })).to.deep.equal([
      { path: "values.pilot.resources", lacks: "limits.memory" },
    ]);
  });
});
