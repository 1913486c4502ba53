import { expect } from "chai";
import { certified, fixturePlan } from "./plan.ts";
import { recordFixture, recordFleet } from "./recorded.ts";
import { written } from "./written.ts";

describe("the entry", function () {
  this.timeout(60_000);

  it("has a route and a way out for each tenant, in its own namespace", async () => {
    const plan = fixturePlan(["acme", "globex"]);
    const { named } = await recordFleet(plan);
    for (const { tenant, ingresses, networkPolicy } of plan.entry.routes) {
      expect(named(`entry.policy.to-${tenant}`).inputs).to.deep.equal(written(networkPolicy));
      const route = named(`entry.route.${tenant}`);
      expect(route.inputs.spec).to.deep.equal(ingresses[0]?.spec);
      expect(route).to.include({ parent: "entry", deletedWith: "entry.namespace" });
    }
  });

  it("asks cert-manager for certificates, once its kinds are known to be there", async () => {
    const plan = certified(fixturePlan(["acme", "globex"]));
    const { named, registered } = await recordFleet(plan);
    const asked = named("entry.certificate.acme-tls");
    expect(asked.inputs).to.deep.equal(written(plan.entry.routes[0]?.certificates[0]));
    expect(asked.type).to.equal("kubernetes:cert-manager.io/v1:Certificate");
    expect(asked).to.include({ parent: "entry", deletedWith: "entry.namespace" });
    expect(asked.dependencies).to.deep.equal(["cert-manager-must-be-installed", "entry.namespace"]);
    const reads = registered.filter(({ name }) => name === "cert-manager-must-be-installed");
    expect(reads.map(({ reads }) => reads)).to.deep.equal(["certificates.cert-manager.io"]);
  });

  it("asks nobody whether cert-manager is there where no certificate is its", async () => {
    const { registered } = await recordFixture(["acme"]);
    expect(registered.map(({ name }) => name)).to.not.include("cert-manager-must-be-installed");
  });

  it("waits with neither for the tenants nor for its own release", async () => {
    const { named } = await recordFixture(["acme"]);
    expect(named("entry.route.acme").dependencies).to.deep.equal(["entry.namespace"]);
    expect(named("entry.policy.to-acme").dependencies).to.deep.equal(["entry.namespace"]);
    expect(named("entry.release").dependencies).not.to.include("entry.route.acme");
  });
});
