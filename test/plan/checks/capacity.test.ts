import { expect } from "chai";
import type { Capacity } from "../../../plan/model.ts";
import { changeRegion, validFleet } from "../fleet.ts";
import { told } from "./told.ts";

const north = (change: Partial<Capacity>) =>
  told(changeRegion(validFleet(), "north", { capacity: { cpu: "256", memory: "1Ti", ...change } }));

describe("a region's capacity", () => {
  it("is amounts, with or without a number of pods", () => {
    expect(north({})).to.deep.equal([]);
    expect(north({ cpu: "255500m", memory: "1100.5Gi", pods: "1" })).to.deep.equal([]);
  });

  it("is legal in each of its keys", () => {
    expect(north({ cpu: "plenty", memory: "512m", pods: "110.5" })).to.deep.equal([
      'regions.north.capacity.cpu: "plenty" is not an amount of CPU | Write a Kubernetes quantity such as "500m".',
      'regions.north.capacity.memory: "512m" is not an amount of bytes | Write "512Mi": "m" is a thousandth.',
      'regions.north.capacity.pods: "110.5" is not a whole number | Write a Kubernetes quantity such as "20".',
    ]);
  });

  it("is more than nothing", () => {
    const remedy = "Write what the nodes of the region's cluster have";
    expect(north({ cpu: "0m", memory: "0", pods: "0" })).to.deep.equal([
      `regions.north.capacity.cpu: "0m" leaves room for no gateway | ${remedy}.`,
      `regions.north.capacity.memory: "0" leaves room for no gateway | ${remedy}.`,
      `regions.north.capacity.pods: "0" leaves room for no gateway | ${remedy}, or leave the key out: pods are then not counted.`,
    ]);
  });
});
