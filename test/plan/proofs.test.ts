import { expect } from "chai";
import { formatFault } from "../../plan/fault.ts";
import { parseFleet, type ParseResult } from "../../plan/parse.ts";
import { proofRecords } from "../../plan/proof.ts";
import { spoil, written } from "./written.ts";

const realm = { environment: "test", domain: "aigw.example.com" };
const [wanted = { record: "", value: "" }] = proofRecords("api.acme.org", "acme", realm);
const required = `${written}domains: { proof: required }\n`;

const file = `proofs:
  - host: api.acme.org
    tenant: acme
    record: ${wanted.record}
    value: ${wanted.value}
    state: verified
    since: "2026-11-21"
`;

const parse = (text: string, proofs?: string): ParseResult =>
  parseFleet(
    { path: "fleets/test.yaml", text },
    () => [],
    undefined,
    proofs === undefined ? undefined : { path: "fleets/test.proofs.yaml", text: proofs },
  );

function withheld(result: ParseResult): readonly string[] {
  if ("faults" in result) throw new Error(result.faults.map(formatFault).join("\n"));
  return result.fleet.tenants.flatMap((tenant) => tenant.withheld.map(({ host, state }) => `${host} ${state}`));
}

const faults = (result: ParseResult): readonly string[] =>
  "faults" in result ? result.faults.map((fault) => formatFault(fault)) : [];

describe("A file of proofs", () => {
  it("says which hosts are served, where proofs are asked for", () => {
    expect(withheld(parse(required))).to.deep.equal(["api.acme.org pending"]);
    expect(withheld(parse(required, file))).to.deep.equal([]);
    expect(withheld(parse(required, spoil("verified", "expired", file)))).to.deep.equal(["api.acme.org expired"]);
    expect(withheld(parse(written))).to.deep.equal([]);
  });

  it("is asked for by profile, unless the file says", () => {
    const of = (environment: string, rest = "") =>
      withheld(parse(spoil("environment: test", `environment: ${environment}`) + rest)).length;
    expect([of("prod"), of("staging"), of("live"), of("test"), of("dev")]).to.deep.equal([1, 1, 1, 0, 0]);
    expect(of("prod", "domains: { proof: none }\n")).to.equal(0);
  });

  const spoilings: readonly (readonly [from: string, to: string, fault: string])[] = [
    [
      "host: api.acme.org",
      "host: www.acme.org",
      'fleets/test.proofs.yaml:2:11 proofs[0].host: "www.acme.org" is proven for tenant "acme", which names no such host',
    ],
    [
      "tenant: acme",
      "tenant: globex",
      'fleets/test.proofs.yaml:3:13 proofs[0].tenant: "api.acme.org" is proven for tenant "globex" and is a host of tenant "acme"',
    ],
    [
      wanted.value,
      "higress-fleet=00000000000000000000000000000000",
      'fleets/test.proofs.yaml:5:12 proofs[0].value: this is no record that proves "api.acme.org" for tenant "acme" in this environment',
    ],
  ];
  for (const [from, to, fault] of spoilings) {
    it(`does not fit the fleet with ${to}`, () => {
      expect(faults(parse(required, spoil(from, to, file)))).to.deep.equal([
        `${fault}\n    Run \`npm run domains -- verify\`, which asks DNS and writes the file anew.`,
      ]);
    });
  }

  it("is told of in its own place when it has faults of its own", () => {
    const first = (text: string): string | undefined => faults(parse(required, text))[0];
    expect(first(spoil("verified", "proven", file))).to.match(
      /^fleets\/test\.proofs\.yaml:6:12 proofs\[0\]\.state: "proven" is not one of the choices\n/,
    );
    expect(first(spoil("2026-11-21", "yesterday", file))).to.match(
      /^fleets\/test\.proofs\.yaml:7:12 proofs\[0\]\.since: "yesterday" is not a date\n/,
    );
    expect(first("- api.acme.org\n")).to.match(/^fleets\/test\.proofs\.yaml:1:1 the file holds a list\n/);
    expect(first(`${file}  - [`)).to.match(/^fleets\/test\.proofs\.yaml:/);
  });

  it("that cannot be read is a fault, and not the same as none", () => {
    const unread = { path: "fleets/test.proofs.yaml", reason: "permission denied" };
    expect(faults(parseFleet({ path: "fleets/test.yaml", text: required }, () => [], undefined, unread))).to.deep.equal(
      ["fleets/test.proofs.yaml:1:1 cannot be read: permission denied\n    Check the path and who may read the file."],
    );
  });

  it("is not held against tenants that cannot be read", () => {
    const broken = spoil("owner: team@acme.org", "owner: 7", required);
    expect(faults(parse(broken, file))).to.have.lengthOf(1);
  });
});

describe("what is said to DNS", () => {
  const told = (setting: string): string | undefined => faults(parse(`${written}${setting}\n`))[0];
  it("is refused where it makes no sense", () => {
    expect(told("domains: { proof: maybe }")).to.match(/domains\.proof: "maybe" is not one of the choices/);
    expect(told("domains: { proofs: none }")).to.match(/domains\.proofs: there is no such setting\n.*"proof"/);
    expect(told("dns: { externalDns: { ttl: 0 } }")).to.match(/externalDns\.ttl: 0 is not a time to live/);
    expect(told("dns: { externalDns: { ttl: 604801 } }")).to.match(/externalDns\.ttl: 604801 is not a time to live/);
    expect(told('dns: { externalDns: { target: "*.example.net" } }')).to.match(
      /target: "\*\.example\.net" has a wildcard/,
    );
    expect(told("dns: { externalDns: { target: 192.0.2.1 } }")).to.match(/target: "192\.0\.2\.1" is not a host name/);
  });
});
