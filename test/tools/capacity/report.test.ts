import { expect } from "chai";
import type { Capacity } from "../../../plan/model.ts";
import { reportOf } from "../../../tools/capacity/report.ts";
import { changeRegion, validFleet, validTenant } from "../../plan/fleet.ts";

/** Five installations of size s: each 1.5 CPU and 2Gi steady, 2.5 and 3Gi at the maximum, 3.5 and 4.5Gi at the peak. */
const small = validFleet({ tenants: ["a", "b", "c"].map((id) => validTenant(id)) });
const report = (capacity?: Capacity) =>
  reportOf(capacity === undefined ? small : changeRegion(small, "south", { capacity }), "south", "fleets/x.yaml");
const plenty = { cpu: "64", memory: "1Ti", pods: "440" };
const title = "prod, region south: the entry, 1 gateway, 3 tenants";

describe("the report on capacity", () => {
  it("has the sums of each state, and their share of what there is", () => {
    expect(report(plenty)).to.deep.equal({
      lines: [
        title,
        "",
        "               CPU        memory       pods",
        "steady         7.5  12 %    10Gi  1 %    15  4 %",
        "HPA maximum   12.5  20 %    15Gi  2 %    25  6 %",
        "rollout peak  17.5  28 %  22.5Gi  3 %    35  8 %",
        "capacity        64        1024Gi        440",
      ],
      faults: [],
    });
  });

  it("passes what fits exactly, as 100 %, and nothing that is a little more", () => {
    const exact = { cpu: "17500m", memory: "23040Mi", pods: "35" };
    expect(report(exact).lines[5]).to.equal("rollout peak  17.5  100 %  22.5Gi  100 %    35  100 %");
    expect(report(exact).faults).to.deep.equal([]);
    const less = report({ ...exact, cpu: "17499m" });
    expect(less.lines[5]).to.include("17.5  101 %");
    expect(less.faults).to.include("tenant c  fits    fits         0.001 CPU");
  });

  it("names everybody who does not fit, with what is missing in each state up to there", () => {
    expect(report({ cpu: "10", memory: "20Gi", pods: "30" }).faults).to.deep.equal([
      "3 of 5 do not fit. Served in this order: the entry, gateways by id, tenants by id, there is missing",
      "",
      "up to     steady  HPA maximum  rollout peak",
      "tenant a  fits    fits         0.5 CPU",
      "tenant b  fits    fits         4 CPU",
      "tenant c  fits    2.5 CPU      7.5 CPU, 2.5Gi memory, 5 pods",
      "",
      "HPA maximum: under load, pods of the autoscaler stay pending.",
      "rollout peak: a rollout of everything at once, such as that of a new chart version, stalls.",
      "Add nodes and raise regions.south.capacity, choose smaller sizes, or move tenants to another region.",
    ]);
  });

  it("says what follows of each state in which somebody does not fit", () => {
    const followed = (cpu: string) =>
      report({ ...plenty, cpu }).faults.filter((line) => /^(steady|HPA maximum|rollout peak): /.test(line));
    const all = [
      "steady: pods stay pending.",
      "HPA maximum: under load, pods of the autoscaler stay pending.",
      "rollout peak: a rollout of everything at once, such as that of a new chart version, stalls.",
    ];
    expect(followed("7")).to.deep.equal(all);
    expect(followed("12")).to.deep.equal(all.slice(1));
    expect(followed("17")).to.deep.equal(all.slice(2));
  });

  it("does not pass a region of which nobody says what it has", () => {
    const { lines, faults } = report();
    expect(lines).to.deep.equal([
      title,
      "",
      "               CPU    memory    pods",
      "steady         7.5      10Gi      15",
      "HPA maximum   12.5      15Gi      25",
      "rollout peak  17.5    22.5Gi      35",
      "capacity         -         -       -",
    ]);
    expect(faults).to.deep.equal([
      'Nothing says what the cluster of region "south" has, so nobody can say whether this fits.',
      'Add regions.south.capacity to fleets/x.yaml: { cpu: "256", memory: 1Ti, pods: "1100" } and the like.',
    ]);
  });

  it("counts no pods where their number is not said", () => {
    const { lines, faults } = report({ cpu: "64", memory: "1Ti" });
    expect(lines.at(-1)).to.equal("capacity        64        1024Gi          -");
    expect(faults).to.deep.equal([]);
  });

  it("is of one region", () => {
    expect(() => reportOf(small, "west", "fleets/x.yaml")).to.throw('The fleet has no region "west"');
  });
});
