import { expect } from "chai";
import type { Tenant } from "../../plan/model.ts";
import type { Resources, ScalingPace } from "../../plan/model/sizing.ts";
import { differences } from "./differences.ts";
import { changeTenant, validFleet } from "./fleet.ts";

const fleet = validFleet();
const globex = (change: Partial<Tenant>) => differences(fleet, changeTenant(fleet, "globex", change));
const resources = (written: Resources) => globex({ resources: written });

const own = (kind: string, ...paths: readonly string[]) => paths.map((path) => `globex-gateway ${kind} ${path}`);
const scaler = (...paths: readonly string[]) => own("HorizontalPodAutoscaler", ...paths.map((path) => `spec/${path}`));
const values = (...paths: readonly string[]) => own("Release", ...paths.map((path) => `values/${path}`));
const quota = (...keys: readonly string[]) => own("ResourceQuota", ...keys.map((key) => `spec/hard/${key}`));

const cpu = ["limits.cpu", "requests.cpu"];
const memory = ["limits.memory", "requests.memory"];
const both = (part: string, unit: string) =>
  values(`${part}/resources/limits/${unit}`, `${part}/resources/requests/${unit}`);
const more = quota(...cpu, ...memory, "pods");

/** One number of a pace, with its name. */
const paced = (way: "scaleUp" | "scaleDown", key: keyof ScalingPace, path: string) =>
  [`${way}.${key}`, [{ autoscaling: { [way]: { [key]: 7 } } }, scaler(`behavior/${way}/${path}`)]] as const;

describe("A number of a size", () => {
  const effects: Readonly<Record<string, readonly [Resources, readonly string[]]>> = {
    "the gateway's CPU": [{ gateway: { cpu: "600m" } }, [...both("gateway", "cpu"), ...quota(...cpu)]],
    "the gateway's memory": [{ gateway: { memory: "1Gi" } }, [...both("gateway", "memory"), ...quota(...memory)]],
    "the controller's CPU": [{ controller: { cpu: "300m" } }, [...both("controller", "cpu"), ...quota(...cpu)]],
    "the controller's memory": [
      { controller: { memory: "1Gi" } },
      [...both("controller", "memory"), ...quota(...memory)],
    ],
    "the discovery's CPU": [{ discovery: { cpu: "300m" } }, [...both("pilot", "cpu"), ...quota(...cpu)]],
    "the discovery's memory": [{ discovery: { memory: "1Gi" } }, [...both("pilot", "memory"), ...quota(...memory)]],
    "the rollout's surge": [{ gateway: { surge: 2 } }, [...values("gateway/rollingMaxSurge"), ...more]],
    "the fewest pods": [
      { gateway: { replicas: 3 } },
      [...scaler("minReplicas"), ...values("gateway/autoscaling/minReplicas")],
    ],
    "the most pods": [
      { autoscaling: { max: 5 } },
      [...scaler("maxReplicas"), ...values("gateway/autoscaling/maxReplicas"), ...more],
    ],
    "the target": [
      { autoscaling: { targetCpu: 50 } },
      [
        ...scaler("metrics/0/resource/target/averageUtilization"),
        ...values("gateway/autoscaling/targetCPUUtilizationPercentage"),
      ],
    ],
    ...Object.fromEntries<readonly [Resources, readonly string[]]>(
      (["scaleUp", "scaleDown"] as const).flatMap((way) => [
        paced(way, "stabilization", "stabilizationWindowSeconds"),
        paced(way, "pods", "policies/0/value"),
        paced(way, "period", "policies/0/periodSeconds"),
      ]),
    ),
  };

  for (const [what, [written, places]] of Object.entries(effects)) {
    it(`changes what follows from it in its own namespace, and nothing else: ${what}`, () => {
      expect(resources(written)).to.deep.equal([...places].toSorted());
    });
  }

  it("takes the autoscaler out as a whole, and gives the chart the number of pods", () => {
    const places = resources({ autoscaling: false });
    expect(places).to.include.members([...values("gateway/replicas", "gateway/autoscaling/enabled"), ...more]);
    expect(places.filter((place) => !/ (HorizontalPodAutoscaler|Release|ResourceQuota) /.test(place))).to.deep.equal(
      [],
    );
  });
});

describe("A priority class", () => {
  it("changes one value of one release", () => {
    const places = differences(fleet, { ...fleet, entry: { ...fleet.entry, priorityClass: "vip" } });
    expect(places).to.have.lengthOf(1);
    expect(places[0]).to.match(/^higress-system Release values\/global\/priorityClassName$/);
  });

  it("of the fleet changes that value of every release", () => {
    const places = differences(fleet, { ...fleet, higress: { ...fleet.higress, priorityClass: "gateways" } });
    expect(places).to.have.lengthOf(1 + fleet.gateways.length + fleet.tenants.length);
    for (const place of places) expect(place).to.match(/ Release values\/global\/priorityClassName$/);
  });
});

describe("A size of the fleet's own", () => {
  it("changes nothing until somebody has it, and then theirs alone", () => {
    const sizes = { roomy: { base: "s", gateway: { memory: "3Gi" } } } as const;
    expect(differences(fleet, { ...fleet, sizes })).to.deep.equal([]);
    expect(differences(fleet, changeTenant({ ...fleet, sizes }, "globex", { size: "roomy" }))).to.deep.equal(
      resources({ gateway: { memory: "3Gi" } }),
    );
  });
});
