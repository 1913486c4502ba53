import { expect } from "chai";
import { advice } from "../../../tools/upgrade/advice.ts";
import { validFleet } from "../../plan/fleet.ts";

const { higress } = validFleet();
const gatewayApi = { crds: "https://example.com/gateway-api/v1.4.1/standard-install.yaml" };
const old = {
  ...higress,
  chart: { from: "oci", reference: "oci://example.com/higress-core", version: "2.2.3" } as const,
};
const ofGatewayApi = (...given: Parameters<typeof advice>): readonly string[] =>
  advice(...given).filter((line) => line.includes("gatewayApi"));

describe("The advice for an upgrade", () => {
  it("names the Gateway API's CRDs where the two charts want different ones", () => {
    expect(ofGatewayApi("fleets/prod.yaml", { ...old, gatewayApi }, "2.2.4")).to.deep.equal([
      `  higress.gatewayApi.crds from ${gatewayApi.crds} to standard-install.yaml of a v1.6 release`,
    ]);
  });

  it("does not name them otherwise", () => {
    expect(ofGatewayApi("fleets/prod.yaml", old, "2.2.4"), "no Gateway API").to.deep.equal([]);
    expect(ofGatewayApi("fleets/prod.yaml", { ...higress, gatewayApi }, "2.2.5"), "the same").to.deep.equal([]);
    expect(ofGatewayApi("fleets/prod.yaml", { ...old, gatewayApi }, undefined), "no target").to.deep.equal([]);
    expect(ofGatewayApi("fleets/prod.yaml", { ...old, gatewayApi }, "next"), "no version").to.deep.equal([]);
  });
});
