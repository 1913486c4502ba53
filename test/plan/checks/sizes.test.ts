import { expect } from "chai";
import type { Fleet } from "../../../plan/model.ts";
import type { Resources } from "../../../plan/model/sizing.ts";
import { changeTenant, validFleet, validGateway } from "../fleet.ts";
import { told } from "./told.ts";

const globex = (resources: Resources) => told(changeTenant(validFleet(), "globex", { resources }));

describe("numbers in place of a size's", () => {
  it("are amounts that run something", () => {
    expect(
      globex({
        gateway: { cpu: "0", memory: "512m" },
        controller: { cpu: "0.75", memory: "0Mi" },
        discovery: { cpu: "1m", memory: "1000M" },
      }),
    ).to.deep.equal([
      'tenants[1].resources.gateway.cpu: gateway cpu of "0" runs nothing | Write "10m" or more; "500m" is half a CPU.',
      'tenants[1].resources.gateway.memory: "512m" is not an amount of bytes | Write "512Mi": "m" is a thousandth.',
      'tenants[1].resources.controller.memory: controller memory of "0Mi" runs nothing | Write "64Mi" or more; "512Mi" is 512 mebibytes, and "512" 512 bytes.',
      'tenants[1].resources.discovery.cpu: discovery cpu of "1m" runs nothing | Write "10m" or more; "500m" is half a CPU.',
    ]);
  });

  it("are said to be when they are too much for limits or a quota", () => {
    const resources = { gateway: { cpu: "2" }, autoscaling: false } as const;
    const [limits, quota, ...others] = told(
      changeTenant(validFleet(), "globex", { resources, quota: { "limits.cpu": "4" } }),
    ).toSorted();
    expect(others).to.deep.equal([]);
    expect(limits).to.include('containers: size "s" with resources of its own has one of "2"');
    expect(quota).to.include(
      'a gateway of size "s" with resources of its own needs "7" while it rolls out with 2 pods',
    );
  });

  const full = "the autoscaler may have 4 gateway pods at the most, but there are 5 at the least";
  const remedy =
    "Raise autoscaling.max to at least 5, lower gateway.replicas to at most 4, or set autoscaling to false.";

  it("leave the autoscaler room, told where one of the two numbers is", () => {
    expect(globex({ gateway: { replicas: 5 } })).to.deep.equal([
      `tenants[1].resources.gateway.replicas: ${full} | ${remedy}`,
    ]);
    expect(globex({ gateway: { replicas: 5 }, autoscaling: { max: 4 } })).to.deep.equal([
      `tenants[1].resources.autoscaling.max: ${full} | ${remedy}`,
    ]);
    expect(globex({ gateway: { replicas: 4 } })).to.deep.equal([]);
    expect(globex({ gateway: { replicas: 5 }, autoscaling: { max: 5 } })).to.deep.equal([]);
    expect(globex({ gateway: { replicas: 5 }, autoscaling: false })).to.deep.equal([]);
  });

  it("are judged where a size of the fleet's own has them, once, and for entry and gateways too", () => {
    const tight: Fleet = {
      ...validFleet(),
      sizes: { tight: { base: "s", gateway: { replicas: 5 } } },
      gateways: [
        validGateway("internal", { size: "tight" }),
        validGateway("b", { resources: { autoscaling: { max: 1 } } }),
      ],
    };
    const entry = { ...tight.entry, resources: { gateway: { replicas: 9 } } };
    expect(told({ ...tight, entry })).to.deep.equal([
      `sizes.tight.gateway.replicas: ${full} | ${remedy}`,
      `entry.resources.gateway.replicas: ${full.replace("5", "9")} | ${remedy.replace("5", "9")}`,
      "gateways[1].resources.autoscaling.max: the autoscaler may have 1 gateway pods at the most, but there are 2 at the least | " +
        "Raise autoscaling.max to at least 2, lower gateway.replicas to at most 1, or set autoscaling to false.",
    ]);
  });
});
