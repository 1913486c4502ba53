import { expect } from "chai";
import type { Plan, ReleasePlan } from "../../plan/index.ts";
import { fixturePlan } from "./plan.ts";
import { recordFleet } from "./recorded.ts";

async function inputsOf(change: Partial<ReleasePlan> = {}): Promise<Readonly<Record<string, unknown>>> {
  const plan = fixturePlan(["acme"]);
  const changed: Plan = {
    ...plan,
    tenants: plan.tenants.map((tenant) => ({ ...tenant, release: { ...tenant.release, ...change } })),
  };
  const { named } = await recordFleet(changed);
  return named("acme.release").inputs;
}

describe("a release", function () {
  this.timeout(60_000);

  it("says all that Helm is told, and nothing else", async () => {
    const inputs = await inputsOf();
    expect(inputs).to.deep.equal({
      name: "higress",
      namespace: "acme-gateway",
      chart: "./local/chart/higress-core",
      description: "higress-core 2.2.4",
      values: { global: { watchNamespace: "acme-gateway" } },
      postrender: "./components/narrow.ts",
      disableWebhooks: true,
      disableCRDHooks: true,
      skipCrds: true,
      disableOpenapiValidation: true,
      atomic: true,
      cleanupOnFail: true,
      maxHistory: 3,
      // The SDK's own constant.
      compat: "true",
    });
  });

  it("names repository and version of a chart that has them", async () => {
    const inputs = await inputsOf({
      chart: "higress-core",
      repository: "https://charts.example.com",
      version: "2.2.4",
    });
    expect(inputs).to.deep.include({
      chart: "higress-core",
      repositoryOpts: { repo: "https://charts.example.com" },
      version: "2.2.4",
    });
  });

  it("has no path that another checkout would not have", async () => {
    const inputs = await inputsOf();
    expect(JSON.stringify(inputs)).not.to.include(process.cwd());
  });
});
