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

  it("overlaps none whose authority the fleet cannot compare with its own", () => {
    const one = {
      secret: "globex-one-tls",
      names: ["*.globex.org"],
      clientAuthority: { secret: "globex-one-tls-cacert" },
    };
    const two = {
      secret: "globex-two-tls",
      names: ["www.api.globex.org"],
      clientAuthority: { secret: "globex-two-tls-cacert" },
    };
    const hosts = ["*.globex.org", "www.api.globex.org"];
    const way =
      "Write the same pem at both, give both the same certificate, or give one of them another name: the one leads to the other.";
    expect(globex([one, two], hosts)[0]).to.equal(
      `tenants[1].certificates[1].clientAuthority: host "*.globex.org" asks clients for certificates, and "www.api.globex.org", which overlaps it, asks by another Secret, which the fleet cannot compare | ${way}`,
    );
    expect(globex([one, { ...two, clientAuthority: pem }], hosts)[0]).to.include("which the fleet cannot compare");
    const both = { ...one, names: [...one.names, ...two.names] };
    expect(globex([both], hosts)).to.deep.equal([]);
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

  it("is no certificate's: pilot takes what is so called for an authority", () => {
    expect(globex([{ secret: "globex-org-cacert", names: ["api.globex.org"] }], ["api.globex.org"])).to.deep.equal([
      'tenants[1].certificates[1].secret: Secret "globex-org-cacert" is called like one for an authority of clients, and Higress would not serve what is in it | Give it a name without "-cacert" at the end.',
    ]);
  });

  it("has a name that Kubernetes takes, as has the Ingress that asks by it", () => {
    const named = (length: number, tenant = "globex", clientAuthority: ClientAuthority = pem) =>
      told(
        changeTenant(validFleet(), tenant, {
          hosts: ["api.globex.org"],
          certificates: [
            { secret: `${tenant}-tls`, names: [`*.${tenant}.aigw.example.com`] },
            { ...partners, secret: `${tenant}-`.padEnd(length, "x"), clientAuthority },
          ],
        }),
      );
    const secret = (length: number) => "globex-".padEnd(length, "x");
    expect(named(246)).to.deep.equal([]);
    expect(named(247)).to.deep.equal([
      `tenants[1].certificates[1].secret: "${secret(247)}" has 247 characters, and what asks by its authority would have a name of 254, where Kubernetes takes 253 | Take one of 246 characters or fewer.`,
    ]);
    // Behind the Secret's name stands -cacert, before the Ingress's the tenant's id and a dot: whichever is longer.
    const [longer] = told(
      changeTenant(validFleet(), "initech", {
        certificates: [
          { secret: "initech-".padEnd(246, "x"), names: ["*.initech.aigw.example.com"], clientAuthority: pem },
        ],
      }),
    );
    expect(longer).to.include("would have a name of 254").and.to.include("Take one of 245 characters or fewer.");
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
