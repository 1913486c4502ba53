import { expect } from "chai";
import type { Registry } from "../../../plan/model/registry.ts";
import { changeTenant, validFleet } from "../fleet.ts";
import { faultsOf, spoil } from "../written.ts";
import { told } from "./told.ts";

const cidrs = ["198.51.100.0/24"];
const dns = (...domains: readonly string[]): Registry => ({
  type: "dns",
  name: "r",
  domains,
  port: 80,
  protocol: "http",
  cidrs,
});
const nacos = (domain: string): Registry => ({
  type: "nacos2",
  name: "r",
  domain,
  port: 8848,
  cidrs,
  namespaceId: "",
  groups: ["DEFAULT_GROUP"],
});

/** Beside acme, which has api.acme.org and *.shop.acme.org. */
const fleet = changeTenant(validFleet(), "globex", {
  hosts: ["www.globex.org", "*.eu.globex.org"],
  certificates: [{ secret: "globex-tls", names: ["*.globex.aigw.example.com", "www.globex.org", "*.eu.globex.org"] }],
});
const having = (...registries: readonly Registry[]) => told(changeTenant(fleet, "globex", { registries }));

const remedy =
  'Name the Service behind it instead, as "<service>.<namespace>.svc.cluster.local", of "globex-gateway", "middleware", "monitoring".';
const line = (place: string, domain: string, how: string) =>
  `tenants[1].registries[0].${place}: registry "r" of tenant "globex" leads to "${domain}", which this fleet serves ${how}: its calls would come back in through the entry | ${remedy}`;

describe("a registry that leads back into the fleet", () => {
  for (const [domain, how] of [
    ["www.globex.org", 'as host "www.globex.org" of tenant "globex"'],
    ["a.eu.globex.org", 'as host "*.eu.globex.org" of tenant "globex"'],
    ["a.b.eu.globex.org", 'as host "*.eu.globex.org" of tenant "globex"'],
    ["api.globex.aigw.example.com", 'as host "*.globex.aigw.example.com" of tenant "globex"'],
    ["api.acme.org", 'as host "api.acme.org" of tenant "acme"'],
    ["pay.shop.acme.org", 'as host "*.shop.acme.org" of tenant "acme"'],
    ["v2.api.acme.aigw.example.com", 'as host "v2.api.acme.aigw.example.com" of tenant "acme"'],
    ["x.initech.aigw.example.com", 'as host "*.initech.aigw.example.com" of tenant "initech"'],
    ["globex.aigw.example.com", 'within its own domain "aigw.example.com"'],
    ["nobody.aigw.example.com", 'within its own domain "aigw.example.com"'],
    ["aigw.example.com", 'within its own domain "aigw.example.com"'],
  ] as const) {
    it(`is refused: ${domain}, to be called or to be asked`, () => {
      expect(having(dns(domain))).to.deep.equal([line("domains[0]", domain, how)]);
      expect(having(nacos(domain))).to.deep.equal([line("domain", domain, how)]);
    });
  }

  it("is told of once, with or without networks, in one region or two", () => {
    const bare: Registry = { type: "dns", name: "r", domains: ["api.acme.org"], port: 80, protocol: "http", cidrs: [] };
    expect(having(bare)).to.deep.equal(having(dns("api.acme.org")));
    const everywhere = { regions: ["south", "north"], registries: [dns("api.acme.org")] };
    expect(told(changeTenant(fleet, "globex", everywhere))).to.deep.equal(having(dns("api.acme.org")));
  });

  it("is told by the first tenant of two that claim the host", () => {
    const claimed = changeTenant(changeTenant(fleet, "globex", { registries: [dns("api.acme.org")] }), "initech", {
      hosts: ["api.acme.org"],
    });
    expect(told(claimed)).to.include(line("domains[0]", "api.acme.org", 'as host "api.acme.org" of tenant "acme"'));
  });

  it("is found among names that lead elsewhere", () => {
    expect(having(dns("api.partner.example.net", "www.globex.org", "web.middleware.svc.cluster.local"))).to.deep.equal([
      line("domains[1]", "www.globex.org", 'as host "www.globex.org" of tenant "globex"'),
    ]);
  });

  for (const domain of [
    "eu.globex.org",
    "shop.acme.org",
    "acme.org",
    "x.api.acme.org",
    "notapi.acme.org",
    "api.acme.org.example.net",
    "example.com",
    "notaigw.example.com",
    "aigw.example.com.example.net",
    "web.globex-gateway.svc.cluster.local",
  ]) {
    it(`is not one that leads past it: ${domain}`, () => {
      expect(having(dns(domain), { ...nacos(domain), name: "s" })).to.deep.equal([]);
    });
  }

  it("is found in the file however hosts and names are spelt there", () => {
    const hosts = spoil("hosts: [api.acme.org]", "hosts: [api.acme.org, Bücher.acme.org]");
    const names = spoil("names: [api.acme.org]", "names: [api.acme.org, bücher.acme.org]", hosts);
    const calling = (domain: string) =>
      spoil(
        "  - id: globex\n    owner: globex@example.com\n",
        `  - id: globex\n    owner: globex@example.com\n    registries:\n      - { type: dns, name: r, domains: [${domain}], port: 80, cidrs: [198.51.100.0/24] }\n`,
        names,
      );
    for (const domain of ["XN--BCHER-KVA.acme.org", "BÜCHER.Acme.Org"]) {
      expect(faultsOf(calling(domain)), domain).to.have.length(1);
      expect(faultsOf(calling(domain))[0]).to.contain('as host "xn--bcher-kva.acme.org" of tenant "acme"');
    }
    expect(faultsOf(calling("bucher.acme.org"))).to.deep.equal([]);
  });
});
