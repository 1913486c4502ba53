import { expect } from "chai";
import { formatFault } from "../../plan/fault.ts";
import { fleetFacts } from "../../plan/facts.ts";
import { parseFleet } from "../../plan/parse.ts";
import { objectsOf } from "../../plan/contents.ts";
import { makeCertificate, newKey } from "../support/certificate.ts";
import { differences } from "./differences.ts";
import { changeTenant, validFleet, validTenant } from "./fleet.ts";
import { planned } from "./planned.ts";
import { faultsOf, spoil } from "./written.ts";

const authority = makeCertificate({ authority: true, common: "partners", key: newKey(), to: "2026-07-01" });
const asking = validTenant("acme", {
  hosts: ["api.acme.org", "bank.acme.org", "www.acme.org"],
  certificates: [
    { secret: "acme-tls", names: ["*.acme.aigw.example.com", "www.acme.org"] },
    { secret: "acme-bank-tls", names: ["bank.acme.org"], clientAuthority: { secret: "acme-bank-tls-cacert" } },
    { secret: "acme-api-tls", names: ["api.acme.org"], clientAuthority: { pem: `# partners\n${authority.pem}` } },
  ],
});
const plan = planned(validFleet({ tenants: [asking] }));
const [route] = plan.entry.routes;
const said = (name: string) => route?.ingresses.find(({ metadata }) => metadata.name === name)?.metadata.annotations;

describe("hosts whose clients show certificates", () => {
  it("have an Ingress for each certificate, and all others one together", () => {
    expect(
      route?.ingresses.map(({ metadata, spec }) => [
        metadata.name,
        spec.rules.map(({ host }) => host),
        spec.tls?.map(({ secretName }) => secretName),
      ]),
    ).to.deep.equal([
      ["acme", ["*.acme.aigw.example.com", "www.acme.org"], ["acme-tls", "acme-tls"]],
      ["acme.acme-api-tls", ["api.acme.org"], ["acme-api-tls"]],
      ["acme.acme-bank-tls", ["bank.acme.org"], ["acme-bank-tls"]],
    ]);
  });

  it("are told to Higress by the one Secret that it looks into, and match no request without a certificate", () => {
    const usual = said("acme");
    expect(Object.keys(usual ?? {}).filter((key) => /auth-tls|match/.test(key))).to.deep.equal([]);
    for (const name of ["api", "bank"]) {
      expect(said(`acme.acme-${name}-tls`)).to.deep.equal({
        ...usual,
        "higress.io/auth-tls-secret": `higress-system/acme-${name}-tls-cacert`,
        "higress.io/regex-match-header-x-forwarded-client-cert": ".+",
      });
    }
  });

  it("are told to the rules with the Secret, and with who fills it", () => {
    const [tenant] = fleetFacts(validFleet({ tenants: [asking] }), "south").tenants;
    expect(tenant?.certificates).to.deep.equal([
      { secret: "acme-tls", names: ["*.acme.aigw.example.com", "www.acme.org"] },
      { secret: "acme-bank-tls", names: ["bank.acme.org"], clientAuthority: "acme-bank-tls-cacert" },
      {
        secret: "acme-api-tls",
        names: ["api.acme.org"],
        clientAuthority: "acme-api-tls-cacert",
        fillsAuthority: true,
      },
    ]);
  });

  it("leave nothing for the Ingress of the others where there are no others", () => {
    const [own] = planned(
      validFleet({
        tenants: [
          validTenant("acme", {
            certificates: [
              {
                secret: "acme-tls",
                names: ["*.acme.aigw.example.com"],
                clientAuthority: { secret: "acme-tls-cacert" },
              },
            ],
          }),
        ],
      }),
    ).entry.routes;
    expect(own?.ingresses.map(({ metadata }) => metadata.name)).to.deep.equal(["acme.acme-tls"]);
  });

  it("have their authority in a Secret, its certificates alone, unless the platform fills it", () => {
    expect(route?.authorities).to.deep.equal([
      {
        apiVersion: "v1",
        kind: "Secret",
        metadata: {
          name: "acme-api-tls-cacert",
          namespace: "higress-system",
          labels: route?.networkPolicy.metadata.labels,
        },
        type: "Opaque",
        stringData: { cacert: authority.pem },
      },
    ]);
    expect(objectsOf(plan).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).to.include(
      "Secret acme-api-tls-cacert",
    );
  });

  it("change nothing else by being asked, whichever tenant's they are", () => {
    const before = validFleet();
    const [system] = before.tenants.find(({ id }) => id === "globex")?.certificates ?? [];
    if (system === undefined) throw new Error("the fixture has changed");
    const after = changeTenant(before, "globex", {
      certificates: [{ ...system, clientAuthority: { pem: authority.pem } }],
    });
    const changed = differences(before, after).map((place) => place.split(" ").slice(0, 2).join(" "));
    expect([...new Set(changed)]).to.deep.equal([
      "higress-system Ingress/globex",
      "higress-system Ingress/globex.globex-tls",
      "higress-system Secret/globex-tls-cacert",
    ]);
  });
});

const written = (clientAuthority: string): string =>
  spoil(
    "{ secret: acme-org, names: [api.acme.org] }",
    `{ secret: acme-org, names: [api.acme.org], clientAuthority: ${clientAuthority} }`,
  );
const pem = (text: string): string => `{ pem: ${JSON.stringify(text)} }`;

describe("an authority in the fleet file", () => {
  it("is refused with its place and none of its text, whatever that is", () => {
    const at = "fleets/test.yaml:19:";
    const place = "tenants[0].certificates[0].clientAuthority";
    expect(faultsOf(written(pem(authority.key)))).to.deep.equal([
      `${at}76 ${place}.pem: the text holds a private key\n    Remove it, and take the key for lost: whoever has read it can make clients.`,
    ]);
    expect(faultsOf(written("{ pem: partners.pem }"))).to.deep.equal([
      `${at}76 ${place}.pem: the text holds no PEM\n    Write the certificates of the authorities that sign your clients' certificates, and nothing else.`,
    ]);
    expect(faultsOf(written("{ secret: acme-org-cacert, pem: x }"))).to.deep.equal([
      `${at}52 ${place}: the map does not name exactly one source\n    Give pem, or secret for a Secret that you fill yourself.`,
    ]);
    expect(faultsOf(written("acme-org-cacert"))[0]).to.include(
      `${place}: "acme-org-cacert" is text, where a map is wanted`,
    );
    expect(faultsOf(written("{ secret: Acme }"))[0]).to.include(`${place}.secret: `);
    expect(faultsOf(written(pem("x".repeat(70_000))))[0]).to.include("is longer than 64 KiB");
  });

  it("is warned of before it ends, and refused when it has ended, by whoever has a clock", () => {
    const parse = (now: number) =>
      parseFleet(
        { path: "fleets/test.yaml", text: written(pem(authority.pem)).replace("acme-org,", "acme-org-tls,") },
        () => [],
        {
          read: () => ({ reason: "none" }),
          keys: false,
          now,
        },
      );
    const early = parse(Date.UTC(2026, 4, 1));
    expect(early).to.not.have.property("warnings");
    const late = parse(Date.UTC(2026, 5, 20));
    expect("fleet" in late && late.warnings?.map(formatFault)).to.deep.equal([
      "fleets/test.yaml:19:80 tenants[0].certificates[0].clientAuthority.pem: the text ends on 2026-07-01, in 11 days\n    Renew it.",
    ]);
    const over = parse(Date.UTC(2026, 6, 2));
    expect("faults" in over && over.faults.map(formatFault)[0]).to.include(
      "holds a certificate that ended on 2026-07-01",
    );
  });
});
