import { expect } from "chai";
import { hostsCanBeProven, proofsFitTheFleet } from "../../../plan/checks/proofs.ts";
import type { Fleet } from "../../../plan/model.ts";
import type { Proof } from "../../../plan/model/domains.ts";
import { proofRecords } from "../../../plan/proof.ts";
import { changeTenant, validFleet, validTenant } from "../fleet.ts";

const fleet = validFleet({
  tenants: [
    validTenant("acme", { hosts: ["api.acme.org", "v2.acme.aigw.example.com"] }),
    validTenant("globex", { hosts: ["globex.org"] }),
  ],
});

function proven(host: string, tenant: string, change: Partial<Proof> = {}): Proof {
  const [wanted = { record: "", value: "" }] = proofRecords(host, tenant, fleet);
  return { host, tenant, ...wanted, state: "verified", since: "2026-11-21", ...change };
}

const told = (proofs: readonly Proof[], of: Fleet = fleet): readonly string[] =>
  proofsFitTheFleet({ ...of, proofs }).map(({ path, message }) => `${path.join(".")}: ${message}`);

describe("a proof", () => {
  it("fits when it is for a host of that tenant, with a record that proves it", () => {
    const [, above = { record: "", value: "" }] = proofRecords("api.acme.org", "acme", fleet);
    expect(told([proven("api.acme.org", "acme"), proven("globex.org", "globex")])).to.deep.equal([]);
    expect(told([proven("api.acme.org", "acme", above)])).to.deep.equal([]);
    expect(told([proven("api.acme.org", "acme", { state: "expired" })])).to.deep.equal([]);
  });

  it("does not go with a host that another tenant has now, and says both", () => {
    expect(told([proven("globex.org", "acme")])).to.deep.equal([
      'proofs.0.tenant: "globex.org" is proven for tenant "acme" and is a host of tenant "globex"',
    ]);
  });

  it("does not wait for a host or tenant to come back", () => {
    expect(told([proven("old.acme.org", "acme"), proven("api.acme.org", "initech")])).to.deep.equal([
      'proofs.0.host: "old.acme.org" is proven for tenant "acme", which names no such host',
      'proofs.1.tenant: "api.acme.org" is proven for tenant "initech" and is a host of tenant "acme"',
    ]);
    expect(told([proven("initech.org", "initech")])).to.deep.equal([
      'proofs.0.host: "initech.org" is proven for tenant "initech", which there is not',
    ]);
  });

  it("is of a record that proves the host for the tenant, in this fleet", () => {
    const wrong = 'this is no record that proves "api.acme.org" for tenant "acme" in this environment';
    const stranger = proven("globex.org", "globex");
    for (const change of [
      { value: proven("api.acme.org", "globex").value },
      { record: "_higress-fleet.org" },
      { record: stranger.record, value: stranger.value },
    ]) {
      expect(told([proven("api.acme.org", "acme", change)])).to.deep.equal([`proofs.0.value: ${wrong}`]);
    }
    expect(told([proven("api.acme.org", "acme")], { ...fleet, environment: "staging" })).to.deep.equal([
      `proofs.0.value: ${wrong}`,
    ]);
  });

  it("stands once for each host, and for none that needs no proof", () => {
    expect(told([proven("api.acme.org", "acme"), proven("api.acme.org", "acme")])).to.deep.equal([
      'proofs.1.host: "api.acme.org" has a proof already',
    ]);
    expect(told([proven("v2.acme.aigw.example.com", "acme")])).to.deep.equal([
      'proofs.0.host: "v2.acme.aigw.example.com" is proven for tenant "acme", which has it by its id and needs no proof',
    ]);
  });
});

describe("a host that nobody can prove", () => {
  const findings = (proof: "required" | "none") =>
    hostsCanBeProven({ ...changeTenant(fleet, "globex", { hosts: ["globex.org", "github.io"] }), domains: { proof } });

  it("is one below which anybody may register, where proofs are asked for", () => {
    expect(findings("required").map(({ path, message }) => `${path.join(".")}: ${message}`)).to.deep.equal([
      'tenants.1.hosts.1: "github.io" is a public suffix, below which anybody may register names: no record can prove whose it is',
    ]);
    expect(findings("none")).to.deep.equal([]);
  });
});
