import { expect } from "chai";
import { readFleet } from "../../../fleets/read.ts";
import type { Fleet } from "../../../plan/index.ts";
import { tellFloor } from "../../../tools/tenant/floor.ts";

const read = readFleet("fleets/prod.yaml");
if ("faults" in read) throw new Error("fleets/prod.yaml has faults");
const prod = read.fleet;
const sized = (size: "m" | "l", change: Partial<Fleet> = {}): Fleet => ({
  ...prod,
  tenants: prod.tenants.map((tenant) => (tenant.id === "erp" ? { ...tenant, size } : tenant)),
  ...change,
});
const rule = "env-gateway-floor";
const told = [
  "",
  "Rule env-gateway-floor of the policy pack speaks against it:",
  '  values.gateway.autoscaling.minReplicas: 2 are fewer than the 3 of environment "prod"',
  "  values.gateway.resources.requests.cpu: 1 is below the environment's floor of 2",
  "  values.gateway.resources.requests.memory: 1Gi is below the environment's floor of 2Gi",
];

describe("the environment's floor for a new tenant", () => {
  it("is told where its size is below it", () => {
    expect(tellFloor(sized("m"), "erp").slice(0, -1)).to.deep.equal(told);
    expect(tellFloor(sized("m"), "erp").at(-1)).to.match(/^ {2}Give the installation a larger size/);
  });

  it("is nobody else's matter", () => {
    expect(tellFloor(sized("m"), "search")).to.deep.equal([]);
    expect(tellFloor(sized("l"), "erp")).to.deep.equal([]);
  });

  it("is not told where the rule is waived for the tenant, disabled, or has a lower floor", () => {
    const waiver = { rule, reason: "r", owner: "o", expires: "2026-12-31" };
    const waived = (scope: Fleet["waivers"][number]["scope"]) => sized("m", { waivers: [{ ...waiver, scope }] });
    expect(tellFloor(waived({ tenant: "erp" }), "erp")).to.deep.equal([]);
    expect(tellFloor(waived({ namespace: "erp-gateway" }), "erp")).to.deep.equal([]);
    expect(tellFloor(waived({ tenant: "search" }), "erp").slice(0, -1)).to.deep.equal(told);
    expect(tellFloor(sized("m", { policy: { rules: { [rule]: { level: "disabled" } } } }), "erp")).to.deep.equal([]);
    const floors = { prod: { replicas: 1, cpu: "1", memory: "1Gi" } };
    expect(tellFloor(sized("m", { policy: { rules: { [rule]: { floors } } } }), "erp")).to.deep.equal([]);
  });

  it("is the pack's to judge where it does not know the chart", () => {
    const chart = { ...prod.higress.chart, version: "9.9.9" };
    expect(tellFloor(sized("m", { higress: { ...prod.higress, chart } }), "erp")).to.deep.equal([]);
  });
});
