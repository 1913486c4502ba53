import { expect } from "chai";
import { fleetFacts, type Fleet } from "../../plan/index.ts";
import type { Facts } from "../../policy/facts.ts";
import { recordFleet } from "../components/recorded.ts";
import { judge, resource, type Sketch } from "../policy/harness.ts";
import { active } from "../policy/verdict.ts";
import { fleetOf } from "../support/plan.ts";
import { sketch } from "./registered.ts";
import { planStack } from "./stack.ts";

/** The test fleet with one tenant answered for, and one sent elsewhere. */
const away = (fleet: Fleet): Fleet => ({
  ...fleet,
  tenants: fleet.tenants.map((tenant) => {
    if (tenant.id === "initech") return { ...tenant, suspend: true };
    return tenant.id === "globex" ? { ...tenant, maintenance: { ...tenant.maintenance, active: true } } : tenant;
  }),
});

describe("the policy pack, while tenants of the test stack are away,", function () {
  this.timeout(60_000);
  const fleet = fleetOf("fleets/test.yaml");
  const told: Facts = fleetFacts(away(fleet), "local");
  let registered: readonly Sketch[];

  before(async () => {
    const recorded = await recordFleet(planStack("fleets/test.yaml", "local", away));
    registered = recorded.registered
      .filter(({ reads }) => reads === undefined)
      .map((each) => ({ ...sketch(each), stack: "test" }));
  });

  const findings = (facts: Facts) =>
    active(facts).flatMap((rule) =>
      (judge(rule, registered.map(resource), facts) ?? []).map(({ message }) => `${rule.id}: ${message}`),
    );

  it("is told who is answered for and who is sent elsewhere", () => {
    const ofTenants = Object.fromEntries(
      told.tenants.map(({ id, answered, maintenance }) => [id, answered ?? maintenance]),
    );
    expect(ofTenants).to.deep.equal({
      acme: undefined,
      globex: "https://status.globex.example/gateway",
      initech: true,
    });
  });

  it("finds nothing", () => {
    expect(findings(told)).to.deep.equal([]);
  });

  it("finds the page server's words and ways when nobody should be away", () => {
    const found = findings(fleetFacts(fleet, "local"));
    expect(found)
      .to.include('host-owner-matches: speaks for "initech", which is no tenant that is away')
      .and.include('host-owner-matches: names "entry.dns" where one tenant\'s "<id>.dns" is needed')
      .and.include("entry-route-consistent: sends its clients where the fleet does not say");
  });
});
