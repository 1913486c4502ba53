import { expect } from "chai";
import fc from "fast-check";
import { countOf, gatewayScale, shareOf } from "../../../policy/model/scale.ts";
import { change, resource } from "../harness.ts";
import { pick } from "../world.ts";

const scaleOf = (gateway: object, global: object = {}) => {
  const release = change(pick("acme.release"), "values", { gateway, global });
  const { least, leastPath, most, mostPath } = gatewayScale(resource(release));
  return [least, leastPath, most, mostPath];
};

const same = (pods: number | undefined, path: string) => [pods, path, pods, path];

describe("the scale of a gateway", () => {
  it("is its replicas, two where nobody says how many", () => {
    expect(scaleOf({ replicas: 3 })).to.deep.equal(same(3, "gateway.replicas"));
    expect(scaleOf({ replicas: "3" })).to.deep.equal(same(3, "gateway.replicas"));
    expect(scaleOf({})).to.deep.equal(same(2, "gateway.replicas"));
  });

  it("is the autoscaler's, from one to five where nobody says, and replicas count for nothing then", () => {
    const [min, max] = ["gateway.autoscaling.minReplicas", "gateway.autoscaling.maxReplicas"];
    expect(scaleOf({ replicas: 3, autoscaling: { enabled: true } })).to.deep.equal([1, min, 5, max]);
    expect(scaleOf({ autoscaling: { enabled: true, minReplicas: 3, maxReplicas: 9 } })).to.deep.equal([3, min, 9, max]);
    expect(scaleOf({ replicas: 3, autoscaling: { enabled: false, minReplicas: 7 } })).to.deep.equal(
      same(3, "gateway.replicas"),
    );
  });

  it("is one pod on one machine", () => {
    expect(scaleOf({ replicas: 3 }, { local: true })).to.deep.equal(same(1, "global.local"));
    expect(scaleOf({ replicas: 3 }, { kind: true })).to.deep.equal(same(1, "global.kind"));
  });

  it("is open for a DaemonSet, and where the number is none", () => {
    expect(scaleOf({ replicas: 3, kind: "DaemonSet" })).to.deep.equal(same(undefined, "gateway.kind"));
    for (const replicas of ["three", -1, 1.5, [], {}, true]) {
      expect(scaleOf({ replicas })).to.deep.equal(same(undefined, "gateway.replicas"));
    }
  });
});

describe("a share of pods", () => {
  it("is a number of them, or percent, rounded as asked", () => {
    expect(shareOf(1, 3, "up")).to.equal(1);
    expect(shareOf("1", 3, "up")).to.equal(1);
    expect(shareOf("25%", 3, "up")).to.equal(1);
    expect(shareOf("25%", 3, "down")).to.equal(0);
    expect(shareOf("100%", 3, "up")).to.equal(3);
    expect(shareOf("0%", 3, "up")).to.equal(0);
    expect(shareOf("150%", 2, "up")).to.equal(3);
  });

  it("is nothing for what is neither", () => {
    for (const value of ["", "%", "-1%", "2.5%", "many", -1, 0.5, null, undefined, [], {}]) {
      expect(shareOf(value, 3, "up"), JSON.stringify(value)).to.equal(undefined);
    }
  });

  it("is exact: the least that is no less, and the most that is no more", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(300), (pods, percent) => {
        const [up = -1, down = -1] = [shareOf(`${percent}%`, pods, "up"), shareOf(`${percent}%`, pods, "down")];
        expect(up * 100).to.be.within(pods * percent, pods * percent + 99);
        expect(down * 100).to.be.within(pods * percent - 99, pods * percent);
      }),
    );
  });
});

describe("a count", () => {
  it("is a whole number, as a number or as text", () => {
    expect([0, 7, "12"].map(countOf)).to.deep.equal([0, 7, 12]);
    expect(["", "1e3", "0x1", " 1", "-0", 1.5, Number.NaN, 1e21, null, true].map(countOf)).to.deep.equal(
      Array.from({ length: 10 }, () => undefined),
    );
  });
});
