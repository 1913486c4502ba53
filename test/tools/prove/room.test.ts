import { expect } from "chai";
import { rooms } from "../../../tools/prove/room.ts";

const quota = (hard: Readonly<Record<string, string>>, used: Readonly<Record<string, string>>) => ({
  status: { hard, used },
});
const container = (cpu: string, memory: string) => ({
  resources: { requests: { cpu, memory }, limits: { cpu, memory } },
});

describe("the room in a quota", () => {
  it("is what is left, in whole pods, for every key that pods use up", () => {
    const hard = { "limits.cpu": "4", "requests.memory": "6Gi", pods: "10", secrets: "50", "services.nodeports": "0" };
    const used = {
      "limits.cpu": "1500m",
      "requests.memory": "2Gi",
      pods: "3",
      secrets: "7",
      "services.nodeports": "0",
    };
    expect(rooms(quota(hard, used), [container("500m", "512Mi")])).to.deep.equal([
      { dimension: "limits.cpu", pods: 5 },
      { dimension: "requests.memory", pods: 8 },
      { dimension: "pods", pods: 7 },
    ]);
  });

  it("counts every container of the pod", () => {
    const two = [container("500m", "512Mi"), container("250m", "512Mi")];
    expect(rooms(quota({ "limits.cpu": "3" }, { "limits.cpu": "0" }), two)).to.deep.equal([
      { dimension: "limits.cpu", pods: 4 },
    ]);
  });

  it("is the whole quota where nothing was counted yet, and none where it is full", () => {
    expect(rooms(quota({ pods: "3" }, {}), [])).to.deep.equal([{ dimension: "pods", pods: 3 }]);
    expect(rooms(quota({ "limits.cpu": "2" }, { "limits.cpu": "2" }), [container("1m", "1")])).to.deep.equal([
      { dimension: "limits.cpu", pods: 0 },
    ]);
  });

  it("is unknown for what the pod does not ask for, and for amounts that nobody can read", () => {
    expect(rooms(quota({ "limits.cpu": "2" }, { "limits.cpu": "0" }), [{}])).to.deep.equal([]);
    expect(rooms(quota({ "limits.cpu": "2" }, { "limits.cpu": "0" }), [container("lots", "1")])).to.deep.equal([]);
    expect(rooms({}, [container("1", "1Gi")])).to.deep.equal([]);
  });
});
