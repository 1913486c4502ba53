import { expect } from "chai";
import { fixturePlan } from "./plan.ts";
import { recordFixture, recordFleet } from "./recorded.ts";
import { providers, valueOf } from "./recorder.ts";

const withService = (status: Readonly<Record<string, unknown>>) => ({
  ...providers,
  "kubernetes:core/v1:Service": { status },
});

describe("a gateway's address", function () {
  this.timeout(60_000);

  it("is read from the chart's Service, once the release says where it is", async () => {
    const { registered } = await recordFixture(["acme"]);
    const reads = registered.filter(({ reads }) => reads !== undefined);
    expect(reads.map(({ name, type, reads: id, provider }) => [name, type, id, provider])).to.have.deep.members([
      ["entry.service", "kubernetes:core/v1:Service", "higress-system/higress-gateway", "cluster"],
      ["internal.service", "kubernetes:core/v1:Service", "higress-system/higress-gateway", "cluster"],
    ]);
  });

  it("is the load balancer's IP address", async () => {
    const { fleet } = await recordFleet(
      fixturePlan([]),
      withService({ loadBalancer: { ingress: [{ ip: "192.0.2.7" }] } }),
    );
    expect(await valueOf(fleet.entry.address)).to.equal("192.0.2.7");
  });

  it("is its host name in clouds that give no address", async () => {
    const ingress = [{ hostname: "lb.example.net" }, { hostname: "other.example.net" }];
    const { fleet } = await recordFleet(fixturePlan([]), withService({ loadBalancer: { ingress } }));
    expect(await valueOf(fleet.entry.address)).to.equal("lb.example.net");
  });

  for (const status of [{}, { loadBalancer: {} }, { loadBalancer: { ingress: [] } }]) {
    it(`is undefined where the Service's status is ${JSON.stringify(status)}`, async () => {
      const { fleet } = await recordFleet(fixturePlan([]), withService(status));
      expect(await valueOf(fleet.entry.address)).to.equal(undefined);
    });
  }
});
