import { expect } from "chai";
import fc from "fast-check";
import { certificatesBelongToOneTenant, hostsAreCovered } from "../../../plan/checks/certificates.ts";
import { covers } from "../../../plan/hosts.ts";
import type { Certificate } from "../../../plan/model/certificate.ts";
import { changeTenant, validFleet, validTenant } from "../fleet.ts";
import { told } from "./told.ts";

const system = "*.globex.aigw.example.com";
const own: Certificate = { secret: "globex-tls", names: [system] };

/** What is said when globex has these certificates and hosts. */
const globex = (certificates: readonly Certificate[], hosts: readonly string[] = []) =>
  told(changeTenant(validFleet(), "globex", { certificates, hosts }));

/** The same, with one more name on its certificate. */
const named = (...names: readonly string[]) => globex([{ secret: "globex-tls", names: [system, ...names] }]);

describe("certificates", () => {
  it("must cover the system host", () => {
    expect(globex([])).to.deep.equal([
      `tenants[1].certificates: no certificate of tenant "globex" covers "${system}" | List a certificate whose names have "${system}".`,
    ]);
  });

  it("do not cover it with the wildcard one level up", () => {
    const reason =
      'a wildcard stands for one label, so "*.aigw.example.com" does not cover app.globex.aigw.example.com';
    expect(globex([{ secret: "wide-tls", names: ["*.aigw.example.com"] }])).to.deep.equal([
      `tenants[1].certificates: no certificate of tenant "globex" covers "${system}": ${reason} | List a certificate whose names have "${system}".`,
      `tenants[1].certificates[0]: certificate "wide-tls" covers no host of tenant "globex": ${reason} | Correct its names to those that the certificate carries, or remove it.`,
    ]);
  });

  it("must cover every custom host, by the one-label rule", () => {
    const hosts = ["api.globex.org", "*.shop.globex.org", "globex.org", "a.b.globex.org"];
    const reason = 'a wildcard stands for one label, so "*.globex.org" does not cover';
    expect(globex([{ secret: "globex-tls", names: [system, "*.globex.org"] }], hosts)).to.deep.equal([
      `tenants[1].hosts[1]: no certificate of tenant "globex" covers "*.shop.globex.org": ${reason} app.shop.globex.org | List a certificate whose names have "*.shop.globex.org".`,
      'tenants[1].hosts[2]: no certificate of tenant "globex" covers "globex.org" | List a certificate whose names have "globex.org".',
      `tenants[1].hosts[3]: no certificate of tenant "globex" covers "a.b.globex.org": ${reason} a.b.globex.org | List a certificate whose names have "a.b.globex.org" or "*.b.globex.org".`,
    ]);
  });

  it("may cover the hosts together, and carry names beside them", () => {
    const hosts = ["api.globex.org", "*.shop.globex.org"];
    const certificates = [
      { secret: "one", names: [system, "spare.example.net"] },
      { secret: "two", names: ["*.globex.org", "*.shop.globex.org"] },
    ];
    expect(globex(certificates, hosts)).to.deep.equal([]);
  });

  it("must cover something of the tenant's", () => {
    expect(globex([own, { secret: "other", names: ["www.example.net"] }])).to.deep.equal([
      'tenants[1].certificates[1]: certificate "other" covers no host of tenant "globex" | Correct its names to those that the certificate carries, or remove it.',
    ]);
  });

  it("must be asked for in the tenant's hosts, where it is issued, and be another file, where it is one", () => {
    const made = { secret: "globex-made", names: ["www.example.net"] };
    const file = { certificate: "a.crt", key: "a.key" };
    expect(globex([own, { ...made, issuer: "company-ca" }])).to.include(
      'tenants[1].certificates[1]: certificate "globex-made" covers no host of tenant "globex" | Ask for the tenant\'s hosts, or leave names out: it then gets those without a certificate.',
    );
    expect(globex([own, { ...made, file }])).to.include(
      'tenants[1].certificates[1]: certificate "globex-made" covers no host of tenant "globex" | Name the files of a certificate for the tenant\'s hosts, or remove it.',
    );
  });

  it("may be listed once", () => {
    expect(globex([own, own])).to.deep.equal([
      'tenants[1].certificates[1].secret: certificate "globex-tls" is listed twice | Put its names into one list.',
    ]);
  });

  it("may be of one tenant only", () => {
    expect(globex([{ secret: "acme-org-tls", names: [system] }])).to.deep.equal([
      `tenants[1].certificates[0].secret: Secret "acme-org-tls" already holds a certificate of tenant "acme" | Give each tenant a Secret of its own in higress-system: one tenant's key must not serve another's hosts.`,
    ]);
  });

  for (const name of ["WWW.example.net", "10.0.0.1", "*", "www.*.net", "bücher.example", "a_b.example.net"]) {
    it(`may not carry ${JSON.stringify(name)}`, () => {
      expect(named(name)).to.deep.equal([
        `tenants[1].certificates[0].names[1]: ${JSON.stringify(name)} is no legal name of a certificate | Copy the DNS names of the certificate, in lower case, such as "*.acme.aigw.example.com".`,
      ]);
    });
  }

  for (const [name, host] of [
    ["v1.acme.aigw.example.com", "*.acme.aigw.example.com"],
    ["*.acme.aigw.example.com", "*.acme.aigw.example.com"],
    ["a.b.acme.aigw.example.com", "*.acme.aigw.example.com"],
    ["api.acme.org", "api.acme.org"],
    ["*.acme.org", "api.acme.org"],
    ["x.shop.acme.org", "*.shop.acme.org"],
    ["*.x.shop.acme.org", "*.shop.acme.org"],
  ] as const) {
    it(`may not carry ${name}, which is valid for another tenant's ${host}`, () => {
      expect(named(name)).to.deep.equal([
        `tenants[1].certificates[0].names[1]: certificate name "${name}" is valid for host "${host}" of tenant "acme" | Use a certificate without that name, and give tenant "acme" one of its own.`,
      ]);
    });
  }

  for (const name of ["*.aigw.example.com", "acme.org", "shop.acme.org", "*.api.acme.org", "*.org", "x.api.acme.org"]) {
    it(`may carry ${name}, by which no host of another tenant can be posed as`, () => {
      expect(named(name)).to.deep.equal([]);
    });
  }

  it("are not blamed where two tenants claim one host, which is told already", () => {
    const names = [system, "api.acme.org"];
    expect(globex([{ secret: "globex-tls", names }], ["api.acme.org"])).to.deep.equal([
      'tenants[1].hosts[0]: "api.acme.org" is already a host of tenant "acme" | Only one of "acme" and "globex" can have it: remove it from the other.',
    ]);
  });
});

describe("certificates of a fleet", () => {
  const host = fc
    .tuple(fc.boolean(), fc.array(fc.constantFrom("a", "b"), { minLength: 1, maxLength: 2 }))
    .map(([wild, labels]) => [...(wild ? ["*"] : []), ...labels, "org"].join("."));
  const lists = fc.uniqueArray(host, { maxLength: 4 });

  it("leave a host out exactly when no name covers it", () => {
    fc.assert(
      fc.property(lists, lists, (hosts, names) => {
        const tenant = validTenant("one", {
          hosts,
          certificates: [{ secret: "one", names: ["*.one.aigw.example.com", ...names] }],
        });
        const faults = hostsAreCovered(validFleet({ tenants: [tenant] }));
        const open = hosts.filter((each) => !names.some((name) => covers(name, each)));
        expect(faults.map(({ path }) => hosts[Number(path[3])])).to.deep.equal(open);
      }),
    );
  });

  it("carry another's name exactly when a server with it would be believed to be that other", () => {
    /** Hosts a client could ask for and be answered by the certificate. */
    const served = (name: string) =>
      name.startsWith("*.") ? ["a", "b", "c"].map((label) => label + name.slice(1)) : [name];
    const routed = (pattern: string, asked: string) =>
      pattern === asked || (pattern.startsWith("*.") && asked.endsWith(pattern.slice(1)));
    fc.assert(
      fc.property(lists, host, (hosts, name) => {
        const tenants = [
          validTenant("one", { certificates: [{ secret: "one", names: ["*.one.aigw.example.com", name] }] }),
          validTenant("two", { hosts, certificates: [{ secret: "two", names: ["*.two.aigw.example.com", ...hosts] }] }),
        ];
        const posing = served(name).some((asked) => hosts.some((pattern) => routed(pattern, asked)));
        expect(certificatesBelongToOneTenant(validFleet({ tenants })).length > 0).to.equal(posing);
      }),
    );
  });
});
