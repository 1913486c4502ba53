import { expect } from "chai";
import { fleetFacts } from "../../plan/facts.ts";
import type { Fleet } from "../../plan/model.ts";
import { annotations } from "../../plan/names.ts";
import { changeTenant, validFleet } from "./fleet.ts";
import { planned, planObjects } from "./planned.ts";

/** Acme has hosts `api.acme.org` and `*.shop.acme.org`, with a route for each; both are proven, or some are not. */
const proven = validFleet({ domains: { proof: "required" } });
const without = (...hosts: readonly string[]): Fleet =>
  changeTenant(proven, "acme", { withheld: hosts.map((host) => ({ host, state: "pending" })) });

const acmeOf = (fleet: Fleet) => {
  const plan = planned(fleet);
  const tenant = plan.tenants.find(({ id }) => id === "acme");
  const route = plan.entry.routes.find(({ tenant: id }) => id === "acme");
  const front = route?.ingresses[0]?.spec;
  if (tenant === undefined || front === undefined) throw new Error("acme is not planned");
  return { tenant, front };
};

describe("A host that is withheld", () => {
  const { tenant, front } = acmeOf(without("api.acme.org"));

  it("is not served by the entry, with or without TLS", () => {
    const served = ["*.acme.aigw.example.com", "*.shop.acme.org", "v2.api.acme.aigw.example.com"];
    expect(front.rules.map(({ host }) => host)).to.deep.equal(served);
    expect(front.tls?.flatMap(({ hosts }) => hosts)).to.deep.equal(served);
  });

  it("has no route in the tenant's namespace; routes of other hosts stay", () => {
    expect(tenant.ingresses.map(({ metadata }) => metadata.name)).to.deep.equal(["billing", "portal"]);
    expect(acmeOf(proven).tenant.ingresses.map(({ metadata }) => metadata.name)).to.deep.equal([
      "billing",
      "orders",
      "portal",
    ]);
  });

  it("takes the routes below it along when it is a wildcard", () => {
    const { tenant: wild } = acmeOf(without("*.shop.acme.org"));
    expect(wild.ingresses.map(({ metadata }) => metadata.name)).to.deep.equal(["orders", "portal"]);
  });

  it("is no host that admission lets the tenant route", () => {
    expect(tenant.namespace.metadata.annotations?.[annotations.hosts]).to.equal(
      "*.acme.aigw.example.com,*.shop.acme.org,v2.api.acme.aigw.example.com",
    );
  });

  it("is told with the record that it waits for", () => {
    expect(tenant.withheld).to.deep.equal([{ host: "api.acme.org", state: "pending" }]);
    expect(tenant.hosts).not.to.include("api.acme.org");
    const [proof, ...others] = tenant.records.filter(({ type }) => type === "TXT");
    expect(proof).to.include({ tenant: "acme", name: "_higress-fleet.api.acme.org" });
    expect(proof?.value).to.match(/^higress-fleet=/);
    expect(others).to.deep.equal([]);
    expect(tenant.records.map(({ name }) => name)).to.include("api.acme.org");
    expect(acmeOf(proven).tenant.records.filter(({ type }) => type === "TXT")).to.deep.equal([]);
  });

  it("is known to the policy pack as the tenant's, and as not to be served", () => {
    const [facts] = fleetFacts(without("api.acme.org"), "south").tenants;
    expect(facts).to.deep.include({ id: "acme", withheld: ["api.acme.org"] });
    expect(facts?.hosts).to.include("api.acme.org");
    expect(fleetFacts(proven, "south").tenants[0]).not.to.have.property("withheld");
  });

  it("changes objects of its tenant and nothing else", () => {
    const [before, after] = [proven, without("api.acme.org")].map((fleet) => planObjects(planned(fleet)));
    const texts = new Set(before?.map((each) => JSON.stringify(each)));
    const changed = after?.filter((each) => !texts.has(JSON.stringify(each)));
    expect(
      changed?.map(({ kind, metadata: { namespace = "", name } }) => `${kind} ${namespace}/${name}`),
    ).to.deep.equal(["Ingress higress-system/acme", "Namespace /acme-gateway"]);
    expect((before?.length ?? 0) - (after?.length ?? 0)).to.equal(1);
  });

  it("leaves the system host served, however many are withheld", () => {
    const { front: least } = acmeOf(without("api.acme.org", "*.shop.acme.org"));
    expect(least.rules[0]?.host).to.equal("*.acme.aigw.example.com");
  });
});
