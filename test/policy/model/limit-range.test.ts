import { expect } from "chai";
import { containerLimits, defaultsOf } from "../../../policy/model/limit-range.ts";
import { formatQuantity } from "../../../policy/model/quantity.ts";
import { resource } from "../harness.ts";

const limitRange = (...limits: readonly object[]) =>
  resource({
    type: "kubernetes:core/v1:LimitRange",
    props: { metadata: { name: "l", namespace: "ns" }, spec: { limits } },
  });

const container = (item: object) => ({ type: "Container", ...item });

/** What a container gets that says nothing. */
const given = (...limits: readonly object[]) => {
  const { requests, limits: most } = defaultsOf(containerLimits([limitRange(...limits)]));
  const text = (amount: bigint | undefined) => (amount === undefined ? undefined : formatQuantity(amount));
  return [requests.cpu, most.cpu, requests.memory, most.memory].map(text);
};

describe("a LimitRange", () => {
  it("gives what it says", () => {
    const item = container({ default: { cpu: "1", memory: "1Gi" }, defaultRequest: { cpu: "100m", memory: "128Mi" } });
    expect(given(item)).to.deep.equal(["100m", "1", "128Mi", "1Gi"]);
  });

  it("gives what the API server fills in: the maximum as limit, the limit as request", () => {
    expect(given(container({ max: { cpu: "2" } }))).to.deep.equal(["2", "2", undefined, undefined]);
    expect(given(container({ default: { cpu: "1" }, max: { cpu: "2" } }))).to.deep.equal([
      "1",
      "1",
      undefined,
      undefined,
    ]);
    expect(given(container({ min: { memory: "64Mi" } }))).to.deep.equal([undefined, undefined, "64Mi", undefined]);
  });

  it("gives a container nothing by what it says of pods and claims", () => {
    expect(
      given({ type: "Pod", max: { cpu: "4" } }, { type: "PersistentVolumeClaim", max: { storage: "1Gi" } }),
    ).to.deep.equal([undefined, undefined, undefined, undefined]);
    expect(given({ max: { cpu: "4" } }, "nonsense" as unknown as object)).to.include.members([undefined]);
  });

  it("counts with the largest of several", () => {
    expect(
      given(container({ default: { cpu: "1" } }), container({ default: { cpu: "500m", memory: "1Gi" } })),
    ).to.deep.equal(["1", "1", "1Gi", "1Gi"]);
  });

  it("gives nothing that is no amount", () => {
    expect(given(container({ default: { cpu: "much" } }))).to.deep.equal([undefined, undefined, undefined, undefined]);
  });

  it("says where each of its items stands", () => {
    const items = containerLimits([limitRange({ type: "Pod" }, container({ max: { cpu: "1" } }))]);
    expect(items.map(({ path, max }) => [path, max])).to.deep.equal([
      ["spec.limits[1]", { cpu: 10n ** 9n, memory: undefined }],
    ]);
  });
});
