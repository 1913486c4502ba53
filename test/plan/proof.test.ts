import { expect } from "chai";
import fc from "fast-check";
import type { Proof } from "../../plan/model/domains.ts";
import { isCustom, isSound, proofRecords, withheldOf } from "../../plan/proof.ts";

const realm = { environment: "prod", domain: "aigw.example.net" };
const names = (host: string): readonly string[] => proofRecords(host, "acme", realm).map(({ record }) => record);
const valueOf = (host: string, tenant = "acme", of = realm): string | undefined =>
  proofRecords(host, tenant, of)[0]?.value;

/** A proof as `verify` writes it: of the record of the host's own name, or of the shortest name. */
function proven(host: string, change: Partial<Proof> = {}, which = 0): Proof {
  const wanted = proofRecords(host, "acme", realm).at(which);
  if (wanted === undefined) throw new Error(`no record proves ${host}`);
  return { host, tenant: "acme", ...wanted, state: "verified", since: "2026-11-21", ...change };
}

describe("the records that prove a host", () => {
  it("stand at its own name and at every name above it, as far as one owner decides", () => {
    expect(names("api.shop.acme.co.uk")).to.deep.equal([
      "_higress-fleet.api.shop.acme.co.uk",
      "_higress-fleet.shop.acme.co.uk",
      "_higress-fleet.acme.co.uk",
    ]);
    expect(names("acme.org")).to.deep.equal(["_higress-fleet.acme.org"]);
  });

  it("never stand at or above a public suffix, those of providers included", () => {
    expect(names("shop.acme.github.io")).to.deep.equal([
      "_higress-fleet.shop.acme.github.io",
      "_higress-fleet.acme.github.io",
    ]);
    // Below the region's name anybody has machines, and the names above it are the provider's.
    expect(names("acme.us-east-1.elb.amazonaws.com")).to.deep.equal([
      "_higress-fleet.acme.us-east-1.elb.amazonaws.com",
    ]);
    for (const suffix of ["co.uk", "github.io", "com", "intranet"]) expect(names(suffix), suffix).to.deep.equal([]);
  });

  it("are the same for a wildcard and the name that it stands below", () => {
    expect(proofRecords("*.acme.org", "acme", realm)).to.deep.equal(proofRecords("acme.org", "acme", realm));
  });

  it("say another thing for another name, tenant, environment or fleet", () => {
    const values = [
      valueOf("acme.org"),
      valueOf("www.acme.org"),
      valueOf("acme.org", "globex"),
      valueOf("acme.org", "acme", { ...realm, environment: "test" }),
      valueOf("acme.org", "acme", { ...realm, domain: "aigw.example.com" }),
    ];
    expect(new Set(values).size).to.equal(values.length);
    for (const value of values) expect(value).to.match(/^higress-fleet=[0-9a-f]{32}$/);
  });

  it("stay what they are: people have put them into their zones", () => {
    expect(valueOf("acme.org")).to.equal("higress-fleet=b499b0ae5afeae58043882da9c4e6830");
  });

  it("differ between any two tenants", () => {
    const id = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/);
    fc.assert(
      fc.property(id, id, (a, b) => {
        fc.pre(a !== b);
        expect(valueOf("shop.acme.org", a)).not.to.equal(valueOf("shop.acme.org", b));
      }),
    );
  });
});

describe("a host that needs a proof", () => {
  it("lies outside what the tenant has by its id", () => {
    for (const host of ["acme.org", "*.acme.org", "acme.example.net", "xacme.aigw.example.net"]) {
      expect(isCustom(host, "acme", realm.domain), host).to.equal(true);
    }
    for (const host of ["v2.acme.aigw.example.net", "*.v2.acme.aigw.example.net", "acme.aigw.example.net"]) {
      expect(isCustom(host, "acme", realm.domain), host).to.equal(false);
    }
  });
});

describe("what keeps a host back", () => {
  const hosts = ["b.acme.org", "a.acme.org", "v2.acme.aigw.example.net"];
  const states = (...proofs: readonly Proof[]): readonly string[] =>
    withheldOf({ id: "acme", hosts }, proofs, realm).map(({ host, state }) => `${host} ${state}`);

  it("is that it is pending until it is verified", () => {
    expect(states()).to.deep.equal(["b.acme.org pending", "a.acme.org pending"]);
    expect(states(proven("a.acme.org"))).to.deep.equal(["b.acme.org pending"]);
  });

  it("is not that its record is missing for some days, and is that it has expired", () => {
    const both = (change: Partial<Proof>) => states(proven("a.acme.org", change), proven("b.acme.org"));
    expect(both({ missing: "2026-11-22" })).to.deep.equal([]);
    expect(both({ state: "expired" })).to.deep.equal(["a.acme.org expired"]);
  });

  it("ends with a record at a name above it, too", () => {
    expect(states(proven("a.acme.org", {}, -1), proven("b.acme.org", {}, -1))).to.deep.equal([]);
  });

  it("does not end with a proof for another tenant, host, name or fleet", () => {
    const other = proofRecords("a.acme.org", "globex", realm)[0];
    for (const change of [
      { tenant: "globex" },
      { host: "c.acme.org" },
      { value: other?.value ?? "" },
      { record: "_higress-fleet.b.acme.org" },
      { record: "_higress-fleet.org" },
    ]) {
      const proof = proven("a.acme.org", change);
      expect(states(proof, proven("b.acme.org")), JSON.stringify(change)).to.deep.equal(["a.acme.org pending"]);
    }
    expect(isSound(proven("a.acme.org"), realm)).to.equal(true);
    expect(isSound(proven("a.acme.org"), { ...realm, environment: "staging" })).to.equal(false);
  });
});
