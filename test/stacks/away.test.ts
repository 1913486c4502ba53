import { expect } from "chai";
import { fleetFacts, type Fleet } from "../../plan/index.ts";
import type { Tenant } from "../../plan/model.ts";
import type { Facts } from "../../policy/facts.ts";
import { recordFleet } from "../components/recorded.ts";
import { judge, resource, type Sketch } from "../policy/harness.ts";
import { active } from "../policy/verdict.ts";
import { fleetOf } from "../support/plan.ts";
import { sketch } from "./registered.ts";
import { planStack } from "./stack.ts";

type Changes = Readonly<Record<string, (tenant: Tenant) => Tenant>>;

const changed =
  (changes: Changes) =>
  (fleet: Fleet): Fleet => ({
    ...fleet,
    tenants: fleet.tenants.map((tenant) => changes[tenant.id]?.(tenant) ?? tenant),
  });

const suspended = (tenant: Tenant): Tenant => ({ ...tenant, suspend: true });
const atWork = (tenant: Tenant): Tenant => ({ ...tenant, maintenance: { ...tenant.maintenance, active: true } });
const answering = (tenant: Tenant): Tenant => ({
  ...tenant,
  maintenance: { active: true, shown: { answer: { body: "Back at noon.", type: "text" } } },
});

const page = "https://status.globex.example/gateway";
const spoken = (id: string) => `host-owner-matches: speaks for "${id}", which is no tenant that is away`;

for (const [who, changes, shown] of [
  [
    "one is answered for and one sent elsewhere",
    { initech: suspended, globex: atWork },
    { acme: undefined, globex: page, initech: true },
  ],
  [
    // acme asks clients of some hosts for certificates, by an Ingress of its own; globex has a door of its own.
    "all are answered for",
    { acme: suspended, globex: answering, initech: suspended },
    { acme: true, globex: true, initech: true },
  ],
] as const satisfies readonly (readonly [string, Changes, object])[]) {
  describe(`the policy pack, while of the test stack's tenants ${who},`, function () {
    this.timeout(60_000);
    const fleet = fleetOf("fleets/test.yaml");
    const away = changed(changes);
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
        told.tenants.map(({ id, answered, maintenance }) => [id, answered === undefined ? maintenance : true]),
      );
      expect(ofTenants).to.deep.equal(shown);
    });

    it("finds nothing", () => {
      expect(findings(told)).to.deep.equal([]);
    });

    it("finds the page server's words and ways when nobody should be away", () => {
      const answered = Object.entries(shown).flatMap(([id, what]) => (what === true ? [id] : []));
      const isSentElsewhere = Object.values(shown).includes(page);
      expect(findings(fleetFacts(fleet, "local"))).to.include.members([
        ...answered.map(spoken),
        'host-owner-matches: names "entry.dns" where one tenant\'s "<id>.dns" is needed',
        ...(isSentElsewhere ? ["entry-route-consistent: sends its clients where the fleet does not say"] : []),
      ]);
    });
  });
}
