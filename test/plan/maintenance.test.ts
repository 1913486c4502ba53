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
    const [before, after] = [validFleet(), away({ maintenance: { active: true, shown: { page } } })].map((fleet) =>
      planObjects(planned(fleet)).map((object) => JSON.stringify(object)),
    );
    const changed = after?.filter((text) => before?.includes(text) !== true) ?? [];
    expect(changed).to.have.lengthOf(1);
    expect(after?.length).to.equal(before?.length);
    expect(annotations(away({ maintenance: { active: true, shown: { page } } }))).to.deep.equal({
      ...annotations(validFleet()),
      [redirect]: page,
    });
  });

  it("comes with a suspended tenant by itself, and not without a page or while nobody is away", () => {
    expect(annotations(away({ suspend: true, maintenance: { active: false, shown: { page } } }))).to.include({
      [redirect]: page,
    });
    expect(annotations(away({ suspend: true }))).to.not.have.property(redirect);
    expect(annotations(away({ maintenance: { active: false, shown: { page } } }))).to.not.have.property(redirect);
  });

  const globex = (lines: string) => spoil("owner: globex@example.com", `owner: globex@example.com\n    ${lines}`);
  const forAll = (lines: string) => `maintenance: { page: "https://Status.example.org" }\n${globex(lines)}`;
  const maintenanceOf = (text: string) => fleetOf(text).tenants.find(({ id }) => id === "globex")?.maintenance;

  it("takes the fleet's page where the tenant names none, each in one spelling and with a path", () => {
    expect(maintenanceOf(forAll("suspend: true"))).to.deep.equal({
      active: false,
      shown: { page: "https://status.example.org/" },
    });
    expect(maintenanceOf(forAll(`maintenance: { page: "${page}" }`))).to.deep.equal({ active: false, shown: { page } });
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
      'tenant "globex" is under maintenance, and there is no page to send its clients to and no answer',
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

  const answered = (body: string, more = "") => `maintenance: { answer: { body: ${JSON.stringify(body)}${more} } }`;
  const served = (lines: string) => spoil("  size: s\n", "  size: s\n  pageServer: true\n", globex(lines));

  it("takes an answer in place of a page, and the tenant's own word before the fleet's", () => {
    const shownOf = (text: string) => maintenanceOf(text)?.shown;
    expect(shownOf(served(answered("Back at noon.")))).to.deep.equal({
      answer: { body: "Back at noon.", type: "text" },
    });
    const fleets = `${answered("Away.", ", type: html, retryAfter: 60")}\n${served(`maintenance: { page: "${page}" }`)}`;
    expect(shownOf(fleets)).to.deep.equal({ page });
    const all = fleetOf(fleets).tenants.find(({ id }) => id === "acme")?.maintenance.shown;
    expect(all).to.deep.equal({ answer: { body: "Away.", type: "html", retryAfter: 60 } });
  });

  for (const [what, lines, message] of [
    ["no text", answered("  \n"), "is empty, longer than 16384 bytes of UTF-8, or has control characters"],
    ["too much text", answered("ü".repeat(8193)), "longer than 16384 bytes"],
    ["control characters", answered("a\u0007b"), "has control characters"],
    ["half a character, which Envoy takes in no file", answered("a \ud800 b"), "or halves of characters"],
    ["another type", answered("a", ", type: json"), '"json"'],
    ["a time that is none", answered("a", ", retryAfter: 0"), "is out of range"],
    [
      "both a page and an answer",
      `maintenance: { page: "${page}", answer: { body: a } }`,
      "names both a page and an answer",
    ],
  ] as const) {
    it(`refuses ${what}`, () => {
      const faults = faultsOf(served(lines));
      expect(faults).to.have.lengthOf(1);
      expect(faults[0]).to.contain(message).and.contain("maintenance");
    });
  }

  it("takes as much text as it says", () => {
    expect(faultsOf(served(answered("ü".repeat(8192))))).to.deep.equal([]);
  });

  it("needs somebody who gives the answers", () => {
    const [fault, ...others] = faultsOf(globex(answered("Away.")));
    expect(others).to.deep.equal([]);
    expect(fault)
      .to.contain('nothing gives the answers of "globex"')
      .and.contain("Set entry.pageServer to true")
      .and.not.contain("more");
  });

  it("needs to be told the image where nobody here can know the chart's version", () => {
    const inFolder = (text: string) => text.replace(/chart: \{[^}]*\}/, "chart: { path: ./charts/higress-core }");
    const unnamed = faultsOf(inFolder(served(answered("Away."))));
    expect(unnamed).to.have.lengthOf(1);
    expect(unnamed[0]).to.contain("the page server has no image").and.contain("registry.example.com/higress/gateway");
    const named = served(answered("Away.")).replace(
      "pageServer: true",
      'pageServer: { image: "registry.example.com/higress/gateway:2.2.4" }',
    );
    expect(faultsOf(inFolder(named))).to.deep.equal([]);
    for (const image of ["gateway:2.2.4", "https://registry.example.com/gateway", "registry.example.com/a b"]) {
      expect(faultsOf(named.replace("registry.example.com/higress/gateway:2.2.4", image))[0], image).to.contain(
        "is no image with its registry",
      );
    }
  });

  it("holds no more than a ConfigMap does, of all tenants together", function () {
    this.timeout(60_000);
    const tenant = (id: number) =>
      `  - { id: t${id}, owner: a@example.com, maintenance: { answer: { body: ${JSON.stringify("x".repeat(16_000))} } } }\n`;
    const many = (count: number) =>
      served("suspend: false") + Array.from({ length: count }, (_, id) => tenant(id)).join("");
    expect(faultsOf(many(55))).to.deep.equal([]);
    const faults = faultsOf(many(65));
    expect(faults).to.have.lengthOf(1);
    expect(faults[0]).to.contain("the answers of 65 tenants are").and.contain("one ConfigMap holds 1000000");
  });
});
