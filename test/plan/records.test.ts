import { expect } from "chai";
import { validTenant } from "./fleet.ts";
import { recordsOf } from "../../plan/records.ts";

const realm = { environment: "prod", domain: "aigw.example.com" };

describe("DNS records of a tenant", () => {
  const records = (...hosts: readonly string[]): readonly string[] =>
    recordsOf(validTenant("acme", { hosts }), realm).map(({ name, type }) => `${name} ${type}`);

  it("begin with the wildcard of the system host", () => {
    expect(records("b.acme.org", "a.acme.org")).to.deep.equal([
      "*.acme.aigw.example.com CNAME",
      "a.acme.org CNAME",
      "b.acme.org CNAME",
    ]);
  });

  it("leave out hosts that the wildcard answers for, however deep, but not the name above it", () => {
    expect(records("x.acme.aigw.example.com", "*.y.acme.aigw.example.com", "acme.aigw.example.com")).to.deep.equal([
      "*.acme.aigw.example.com CNAME",
      "acme.aigw.example.com CNAME",
    ]);
  });

  it("of a drained region are those that prove something, and no way to its entry", () => {
    const tenant = validTenant("acme", { hosts: ["a.acme.org"], withheld: [{ host: "a.acme.org", state: "pending" }] });
    expect(recordsOf(tenant, realm, true).map(({ type }) => type)).to.deep.equal(["TXT"]);
    expect(recordsOf(tenant, realm).filter(({ type }) => type === "TXT")).to.deep.equal(recordsOf(tenant, realm, true));
  });

  it("are no CNAME at the top of a zone", () => {
    expect(records("acme.org", "acme.co.uk", "*.acme.org", "www.acme.org").slice(1)).to.deep.equal([
      "*.acme.org CNAME",
      "acme.co.uk ALIAS",
      "acme.org ALIAS",
      "www.acme.org CNAME",
    ]);
  });
});
