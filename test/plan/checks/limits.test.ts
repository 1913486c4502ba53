import { expect } from "chai";
import type { Limits, Quota } from "../../../plan/model.ts";
import type { Compute, Size } from "../../../plan/model/sizing.ts";
import { changeTenant, validFleet, validTenant } from "../fleet.ts";
import { told } from "./told.ts";

const { limits } = validTenant("globex");

/** What is said when globex has other limits; the fixture has 100m and 128Mi, 200m and 256Mi, 1 and 1Gi. */
const globex = (change: { readonly [Level in keyof Limits]?: Partial<Compute> }, quota: Quota = {}, size: Size = "s") =>
  told(
    changeTenant(validFleet(), "globex", {
      size,
      quota,
      limits: {
        default: { ...limits.default, ...change.default },
        defaultRequest: { ...limits.defaultRequest, ...change.defaultRequest },
        max: { ...limits.max, ...change.max },
      },
    }),
  );

describe("limits", () => {
  it("are amounts above zero", () => {
    expect(
      globex({ default: { cpu: "x", memory: "256m" }, defaultRequest: { cpu: "0", memory: "0Mi" } }),
    ).to.deep.equal([
      'tenants[1].limits.defaultRequest.cpu: defaultRequest cpu of "0" admits nothing | Write an amount above zero.',
      'tenants[1].limits.default.cpu: "x" is not an amount of CPU | Write a Kubernetes quantity such as "500m".',
      'tenants[1].limits.defaultRequest.memory: defaultRequest memory of "0Mi" admits nothing | Write an amount above zero.',
      'tenants[1].limits.default.memory: "256m" is not an amount of bytes | Write "256Mi": "m" is a thousandth.',
    ]);
  });

  it("rise from request to default to maximum", () => {
    expect(globex({ default: { cpu: "99m", memory: "1025Mi" } })).to.deep.equal([
      'tenants[1].limits.defaultRequest.cpu: defaultRequest cpu of "100m" is more than default cpu of "99m" | Lower it to at most "99m", or raise default.',
      'tenants[1].limits.default.memory: default memory of "1025Mi" is more than max memory of "1Gi" | Lower it to at most "1Gi", or raise max.',
    ]);
  });

  it("may be one amount for all", () => {
    const one = { cpu: "1", memory: "1Gi" };
    expect(globex({ default: one, defaultRequest: one, max: one })).to.deep.equal([]);
  });

  it("admit Higress's own containers", () => {
    expect(globex({ max: { cpu: "499m", memory: "511Mi" } })).to.deep.equal([
      'tenants[1].limits.max.cpu: max cpu of "499m" does not admit Higress\'s own containers: size "s" has one of "500m" | Raise it to at least "500m", or choose a smaller size.',
      'tenants[1].limits.max.memory: max memory of "511Mi" does not admit Higress\'s own containers: size "s" has one of "512Mi" | Raise it to at least "512Mi", or choose a smaller size.',
    ]);
    expect(globex({ max: { cpu: "500m", memory: "512Mi" } })).to.deep.equal([]);
  });

  it("admit the largest of them, whichever it is", () => {
    const max = { cpu: "2", memory: "2Gi" };
    expect(globex({ max }, {}, "l")).to.deep.equal([]);
    expect(globex({ max: { ...max, cpu: "1999m" } }, {}, "l")).to.have.length(1);
  });

  it("stay within the quota that the file gives", () => {
    const quota = { "limits.cpu": "4", "limits.memory": "8Gi" };
    expect(globex({ max: { cpu: "4001m", memory: "8193Mi" } }, quota)).to.deep.equal([
      'tenants[1].limits.max.cpu: max cpu of "4001m" is more than the tenant\'s quota "limits.cpu" of "4" | Lower it to at most "4", or raise quota "limits.cpu".',
      'tenants[1].limits.max.memory: max memory of "8193Mi" is more than the tenant\'s quota "limits.memory" of "8Gi" | Lower it to at most "8Gi", or raise quota "limits.memory".',
    ]);
    expect(globex({ max: { cpu: "4", memory: "8Gi" } }, quota)).to.deep.equal([]);
  });

  it("stay within the size where the file gives no quota", () => {
    expect(globex({ max: { cpu: "3501m" } })).to.deep.equal([
      'tenants[1].limits.max.cpu: max cpu of "3501m" is more than size "s" has in all, "3500m" | Lower it to at most "3500m", or set quota "limits.cpu" for workloads of the tenant\'s own.',
    ]);
    expect(globex({ max: { cpu: "3500m", memory: "4608Mi" } })).to.deep.equal([]);
  });
});
