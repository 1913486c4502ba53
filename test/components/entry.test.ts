import { expect } from "chai";
import { validFleet } from "../plan/fleet.ts";
import { planned } from "../plan/planned.ts";
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

  it("has the page server's pods after their pages, and none where the plan has none", async () => {
    const fleet = validFleet();
    const served = { ...fleet, entry: { ...fleet.entry, pageServer: { replicas: 2, cpu: "100m", memory: "128Mi" } } };
    const { pageServer } = planned(served).entry;
    if (pageServer === undefined) throw new Error("the plan has no page server");
    const plan = fixturePlan(["acme"]);
    const { named } = await recordFleet({ ...plan, entry: { ...plan.entry, pageServer } });
    const { pages, deployment, service } = pageServer;
    for (const [name, type, object] of [
      ["entry.pages", "kubernetes:core/v1:ConfigMap", pages],
      ["entry.page-server", "kubernetes:apps/v1:Deployment", deployment],
      ["entry.page-service", "kubernetes:core/v1:Service", service],
    ] as const) {
      const made = named(name);
      expect(made.inputs).to.deep.equal(written(object));
      expect(made).to.include({ type, parent: "entry", deletedWith: "entry.namespace" });
    }
    expect(named("entry.page-server").dependencies).to.have.members(["entry.namespace", "entry.pages"]);
    const { registered } = await recordFixture(["acme"]);
    expect(registered.map(({ name }) => name)).to.not.include.members(["entry.pages"]);
  });

  it("waits with neither for the tenants nor for its own release", async () => {
    const { named } = await recordFixture(["acme"]);
    expect(named("entry.route.acme").dependencies).to.deep.equal(["entry.namespace"]);
    expect(named("entry.policy.to-acme").dependencies).to.deep.equal(["entry.namespace"]);
    expect(named("entry.release").dependencies).not.to.include("entry.route.acme");
  });
});
