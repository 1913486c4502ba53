import { expect } from "chai";
import { tellNeeds } from "../../../tools/tenant/need.ts";
import { validFleet, validTenant } from "../../plan/fleet.ts";

const given = { secret: "acme-tls", names: ["*.acme.aigw.example.com"] };
const issued = { secret: "acme-hosts-tls", names: ["api.acme.org"], issuer: "letsencrypt" };
const needs = (...certificates: readonly (typeof given | typeof issued)[]) =>
  tellNeeds(validTenant("acme", { hosts: ["api.acme.org"], certificates }), validFleet(), []);
const title = "TLS Secrets that the entry expects in namespace higress-system:";

describe("what is left to do for a tenant", () => {
  it("is to fill the Secrets that nobody fills by the fleet file", () => {
    expect(needs(given, issued).slice(-2)).to.deep.equal([title, "  acme-tls  *.acme.aigw.example.com"]);
  });

  it("is nothing about Secrets where all are filled", () => {
    expect(needs({ ...given, issuer: "letsencrypt" }, issued)).to.not.include(title);
  });
});
