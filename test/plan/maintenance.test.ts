import { expect } from "chai";
import type { Fleet, Tenant } from "../../plan/model.ts";
import { changeTenant, validFleet } from "./fleet.ts";
import { planned, planObjects } from "./planned.ts";
import { faultsOf, fleetOf, spoil } from "./written.ts";

const page = "https://status.example.org/down";
const redirect = "higress.io/temporal-redirect";

const away = (change: Partial<Tenant>): Fleet => changeTenant(validFleet(), "globex", change);
const annotations = (fleet: Fleet) =>
  planned(fleet).entry.routes.find(({ tenant }) => tenant === "globex")?.ingresses[0]?.metadata.annotations;

describe("Maintenance", () => {
  it("sends the tenant's clients to its page by one annotation at the entry, and changes nothing else", () => {
    const [before, after] = [validFleet(), away({ maintenance: { active: true, page } })].map((fleet) =>
      planObjects(planned(fleet)).map((object) => JSON.stringify(object)),
    );
    const changed = after?.filter((text) => before?.includes(text) !== true) ?? [];
    expect(changed).to.have.lengthOf(1);
    expect(after?.length).to.equal(before?.length);
    expect(annotations(away({ maintenance: { active: true, page } }))).to.deep.equal({
      ...annotations(validFleet()),
      [redirect]: page,
    });
  });

  it("comes with a suspended tenant by itself, and not without a page or while nobody is away", () => {
    expect(annotations(away({ suspend: true, maintenance: { active: false, page } }))).to.include({ [redirect]: page });
    expect(annotations(away({ suspend: true }))).to.not.have.property(redirect);
    expect(annotations(away({ maintenance: { active: false, page } }))).to.not.have.property(redirect);
  });

  const globex = (lines: string) => spoil("owner: globex@example.com", `owner: globex@example.com\n    ${lines}`);
  const forAll = (lines: string) => `maintenance: { page: "https://Status.example.org" }\n${globex(lines)}`;
  const maintenanceOf = (text: string) => fleetOf(text).tenants.find(({ id }) => id === "globex")?.maintenance;

  it("takes the fleet's page where the tenant names none, each in one spelling and with a path", () => {
    expect(maintenanceOf(forAll("suspend: true"))).to.deep.equal({
      active: false,
      page: "https://status.example.org/",
    });
    expect(maintenanceOf(forAll(`maintenance: { page: "${page}" }`))).to.deep.equal({ active: false, page });
    expect(maintenanceOf(globex("suspend: true"))).to.deep.equal({ active: false });
  });

  for (const written of [
    "http://status.example.org/",
    "status.example.org",
    "https://user:pass@status.example.org/",
    "https://status.example.org/?a=b",
    "https://status.example.org/#a",
    "https://status.example.org/a;b",
    "https://status.example.org/${secret.a/b.c}",
  ]) {
    it(`refuses ${written} as a page`, () => {
      const faults = faultsOf(globex(`maintenance: { active: true, page: "${written}" }`));
      expect(faults).to.have.lengthOf(1);
      expect(faults[0])
        .to.contain("is not the address of a page that a gateway can send clients to")
        .and.contain('"https://status.example.com/maintenance"')
        .and.not.contain("user:pass");
    });
  }

  it("needs a page where it is on", () => {
    expect(faultsOf(globex("maintenance: { active: true }"))).to.have.lengthOf(1);
    expect(faultsOf(globex("maintenance: { active: true }"))[0]).to.contain(
      'tenant "globex" is under maintenance, and there is no page to send its clients to',
    );
    expect(faultsOf(forAll("maintenance: { active: true }"))).to.deep.equal([]);
  });

  it("does not send clients to who is away, too", () => {
    const round = (host: string) => faultsOf(globex(`maintenance: { active: true, page: "https://${host}/" }`));
    expect(round("a.globex.aigw.example.com")[0]).to.contain(
      'tenant "globex" sends its clients to "a.globex.aigw.example.com", a host of tenant "globex", which sends its clients away too: they would go round',
    );
    expect(round("status.example.org")).to.deep.equal([]);
    const acme = validFleet().tenants.find(({ id }) => id === "acme");
    expect(acme?.hosts).to.include("api.acme.org");
    expect(round("api.acme.org")).to.deep.equal([]);
  });
});
