import { expect } from "chai";
import { reportOf, type Held } from "../../../tools/certificates/report.ts";
import { validFleet, validTenant } from "../../plan/fleet.ts";
import { makeCertificate, newKey, type Wanted } from "../../support/certificate.ts";

const now = Date.UTC(2026, 5, 15);
const [acme, globex] = ["acme", "globex"].map((id) => `*.${id}.aigw.example.com`) as [string, string];
const fleet = validFleet({ tenants: [validTenant("acme"), validTenant("globex")] });

const held = (wanted: Wanted, change: Partial<Held> = {}): Held => {
  const { pem, key } = makeCertificate(wanted);
  return { certificate: pem, key, ...change };
};
const right = { "acme-tls": held({ names: [acme] }), "globex-tls": held({ names: [globex] }) };
const report = (change: Readonly<Record<string, Held | undefined>> = {}) => {
  const all = new Map<string, Held | undefined>(Object.entries({ ...right, ...change }));
  const there = [...all].flatMap(([name, secret]) => (secret === undefined ? [] : [[name, secret] as const]));
  return reportOf(fleet, "south", new Map(there), now);
};

describe("the Secrets beside the entry", () => {
  it("are told with their last day and their names", () => {
    expect(report()).to.deep.equal({
      lines: [`acme    acme-tls    2099-01-01  ${acme}`, `globex  globex-tls  2099-01-01  ${globex}`],
      faults: [],
      warnings: [],
    });
  });

  it("are missed where they are not there", () => {
    const { lines, faults } = report({ "globex-tls": undefined });
    expect(faults).to.deep.equal(['globex: Secret "globex-tls" is not there']);
    expect(lines[1]).to.match(/^globex {2}globex-tls {2}- /);
  });

  it("serve their hosts: what is on them, until when, and by their key", () => {
    const faults = (secret: Held) => report({ "globex-tls": secret }).faults;
    expect(faults(held({ names: [globex], to: "2026-06-01" }))).to.deep.equal([
      'globex: Secret "globex-tls" ended on 2026-06-01',
    ]);
    expect(faults(held({ names: [globex] }, { key: makeCertificate({ key: newKey() }).key }))).to.deep.equal([
      'globex: Secret "globex-tls" is not the key of the certificate in tls.key',
    ]);
    expect(faults(held({ names: ["*.aigw.example.com"] }))).to.deep.equal([
      `globex: Secret "globex-tls" does not have "${globex}", which the fleet file gives`,
      `no certificate of tenant "globex" covers "${globex}": a wildcard stands for one label, so "*.aigw.example.com" does not cover app.globex.aigw.example.com`,
    ]);
    expect(faults({ certificate: "", key: "" })).to.deep.equal(['globex: Secret "globex-tls" holds no PEM in tls.crt']);
  });

  it("are valid for no other tenant's hosts", () => {
    expect(report({ "globex-tls": held({ names: [globex, acme] }) }).faults).to.deep.equal([
      `certificate name "${acme}" is valid for host "${acme}" of tenant "acme"`,
    ]);
  });

  it("are warned of before their end", () => {
    const warnings = (to: string) => report({ "globex-tls": held({ names: [globex], to }) }).warnings;
    expect(warnings("2026-07-06")).to.deep.equal([]);
    expect(warnings("2026-07-05")).to.deep.equal(['globex: Secret "globex-tls" ends on 2026-07-05']);
  });
});
