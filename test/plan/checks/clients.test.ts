import { expect } from "chai";
import type { Tenant } from "../../../plan/model.ts";
import type { Certificate, ClientAuthority } from "../../../plan/model/certificate.ts";
import { changeTenant, validFleet } from "../fleet.ts";
import { told } from "./told.ts";

const pem: ClientAuthority = { pem: "the text of partners" };
const system: Certificate = { secret: "globex-tls", names: ["*.globex.aigw.example.com"] };
const partners: Certificate = { secret: "globex-partners-tls", names: ["api.globex.org"], clientAuthority: pem };

const globex = (certificates: readonly Certificate[], hosts: readonly string[], change: Partial<Tenant> = {}) =>
  told(changeTenant(validFleet(), "globex", { certificates: [system, ...certificates], hosts, ...change }));

describe("a host whose clients show certificates", () => {
  it("may stand beside hosts that anybody may ask", () => {
    const open = { secret: "globex-web-tls", names: ["www.globex.org"] };
    expect(globex([partners, open], ["api.globex.org", "www.globex.org"])).to.deep.equal([]);
    const own = { ...partners, clientAuthority: { secret: "globex-partners-tls-cacert" } };
    expect(globex([own], ["api.globex.org"])).to.deep.equal([]);
    expect(
      told(changeTenant(validFleet(), "globex", { certificates: [{ ...system, clientAuthority: pem }] })),
    ).to.deep.equal([]);
  });

  it("has one certificate: with two, their order would decide whether clients are asked", () => {
    const wide = { secret: "globex-org-tls", names: ["*.globex.org"] };
    expect(globex([wide, partners], ["api.globex.org"])).to.deep.equal([
      'tenants[1].certificates[2].clientAuthority: host "api.globex.org" is covered by "globex-partners-tls", which asks clients for certificates, and by "globex-org-tls" too | Take one of the two away, or its name for this host: which is served must not depend on their order.',
    ]);
  });

  it("overlaps none that asks for nothing, above or below", () => {
    const wildcard = { ...partners, names: ["*.globex.org"] };
    const below = { secret: "globex-web-tls", names: ["www.api.globex.org"] };
    expect(globex([wildcard, below], ["*.globex.org", "www.api.globex.org"])).to.deep.equal([
      'tenants[1].certificates[1].clientAuthority: host "*.globex.org" asks clients for certificates, and "www.api.globex.org", which overlaps it, asks for none | Ask at both by the same authority, or give one of them another name: the one leads to the other.',
    ]);
    const deep = { ...partners, names: ["v2.api.globex.aigw.example.com"] };
    expect(globex([deep], ["v2.api.globex.aigw.example.com"])[0]).to.include(
      '"*.globex.aigw.example.com", which overlaps it, asks for none',
    );
  });

  it("overlaps none that asks for the certificates of others, whose clients would come in", () => {
    const wildcard = { ...partners, names: ["*.globex.org"] };
    const below = (authority: ClientAuthority): Certificate => ({
      secret: "globex-bank-tls",
      names: ["www.api.globex.org"],
      clientAuthority: authority,
    });
    const hosts = ["*.globex.org", "www.api.globex.org"];
    expect(globex([wildcard, below(pem)], hosts)).to.deep.equal([]);
    expect(globex([wildcard, below({ pem: "the text of banks" })], hosts)).to.have.length(2);
    expect(globex([wildcard, below({ pem: "the text of banks" })], hosts)[0]).to.include(
      'and "www.api.globex.org", which overlaps it, asks for those of another authority',
    );
  });

  it("does not answer in the clear", () => {
    const fleet = changeTenant(validFleet(), "globex", {
      certificates: [{ ...system, clientAuthority: pem }],
      entry: { tls: {}, redirect: false, sourceCidrs: [] },
    });
    expect(told({ ...fleet, entry: { ...fleet.entry, allowPlainHttp: true } })).to.deep.equal([
      'tenants[1].entry.redirect: hosts of tenant "globex" would answer in the clear, and some ask clients for certificates | Remove it, or clientAuthority at its certificates.',
    ]);
  });
});

describe("the Secret of an authority", () => {
  it("is the one that Higress looks into: for another it asks nobody", () => {
    expect(globex([{ ...partners, clientAuthority: { secret: "partners-ca" } }], ["api.globex.org"])).to.deep.equal([
      'tenants[1].certificates[1].clientAuthority.secret: Higress does not look into Secret "partners-ca" for the authority of certificate "globex-partners-tls", and would ask clients for nothing | Call it "globex-partners-tls-cacert".',
    ]);
  });

  it("is nobody else's, where the program writes it", () => {
    const way = 'Give the certificate a Secret whose name begins with "globex-" and is used once.';
    expect(globex([{ ...partners, secret: "partners" }], ["api.globex.org"])).to.deep.equal([
      `tenants[1].certificates[1].secret: Secret "partners-cacert" in higress-system, for the authority, does not begin with the id of tenant "globex" | ${way}`,
    ]);
    const theirs = { secret: "partners", names: ["api.globex.org"], clientAuthority: { secret: "partners-cacert" } };
    expect(globex([theirs], ["api.globex.org"])).to.deep.equal([]);
  });

  it("holds nothing else: neither a key, of whichever tenant, nor the registry's credentials", () => {
    const fleet = changeTenant(validFleet(), "globex", { certificates: [system, partners], hosts: ["api.globex.org"] });
    const key = { secret: "globex-partners-tls-cacert", names: ["*.initech.aigw.example.com"] };
    const found =
      'Secret "globex-partners-tls-cacert" in higress-system, for the authority, is listed for something else as well';
    expect(told(changeTenant(fleet, "initech", { certificates: [key] })).join()).to.include(found);
    const higress = { ...fleet.higress, imagePullSecrets: ["globex-partners-tls-cacert"] };
    expect(told({ ...fleet, higress }).join()).to.include(found);
  });
});
