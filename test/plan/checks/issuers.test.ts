import { expect } from "chai";
import type { Certificate, Issuer } from "../../../plan/model/certificate.ts";
import { changeTenant, validFleet } from "../fleet.ts";
import { faultsOf, spoil } from "../written.ts";
import { told } from "./told.ts";

const ca: Issuer = { name: "company-ca", kind: "ClusterIssuer", algorithm: "ECDSA" };
const certManager = "system:serviceaccount:cert-manager:cert-manager";

/** What is said when the fleet has these issuers, and globex these certificates beside that of its system host. */
function globex(issuers: readonly Issuer[], certificates: readonly Certificate[] = [], hosts: readonly string[] = []) {
  const fleet = { ...validFleet(), tls: { issuers, certManager, warnDays: 21 } };
  const system = { secret: "globex-tls", names: ["*.globex.aigw.example.com"] };
  return told(changeTenant(fleet, "globex", { hosts, certificates: [system, ...certificates] }));
}

const issued = (names: readonly string[], secret = "globex-hosts-tls", issuer = ca.name): Certificate => ({
  secret,
  names,
  issuer,
});

describe("issuers", () => {
  it("sign for hosts of the tenant, each under its own name or within its wildcard", () => {
    const hosts = ["www.globex.org", "*.shop.globex.org"];
    expect(globex([ca], [issued([...hosts, "a.shop.globex.org", "*.b.shop.globex.org"])], hosts)).to.deep.equal([]);
  });

  it("sign for nothing beside them, though nobody else has it: whose zone it is in the platform's account would answer", () => {
    const told = globex([ca], [issued(["www.globex.org", "*.globex.org"])], ["www.globex.org"]);
    expect(told).to.deep.equal([
      'tenants[1].certificates[1].names[1]: certificate "globex-hosts-tls" would be issued for "*.globex.org", which is no host of tenant "globex" | Ask for hosts of the tenant alone, or leave names out: it then gets those without a certificate.',
    ]);
  });

  it("must be listed by the fleet, and a slip is recognised", () => {
    const asked = [issued(["www.globex.org"], "globex-hosts-tls", "compani-ca")];
    expect(globex([ca], asked, ["www.globex.org"])).to.deep.equal([
      'tenants[1].certificates[1].issuer: the fleet has no issuer "compani-ca" | Did you mean "company-ca"? Name one of tls.issuers: "company-ca".',
    ]);
    expect(globex([], asked, ["www.globex.org"])).to.deep.equal([
      'tenants[1].certificates[1].issuer: the fleet has no issuer "compani-ca" | List it under tls.issuers in the fleet file, with the platform\'s consent.',
    ]);
    expect(
      told({ ...validFleet(), tls: { issuers: [ca], defaultIssuer: "other", certManager, warnDays: 21 } }),
    ).to.deep.equal(['tls.defaultIssuer: the fleet has no issuer "other" | Name one of tls.issuers: "company-ca".']);
  });

  it("are named once", () => {
    expect(globex([ca, { ...ca, kind: "Issuer" }])).to.deep.equal([
      'tls.issuers[1].name: issuer "company-ca" is listed twice | Give each issuer a name of its own: tenants name it by that alone.',
    ]);
  });

  it("renew before the end, which is that of 90 days where nothing else is said", () => {
    expect(
      globex([
        { ...ca, duration: "720h", renewBefore: "719h" },
        { ...ca, name: "b", renewBefore: "2159h" },
      ]),
    ).to.deep.equal([]);
    expect(
      globex([
        { ...ca, duration: "720h", renewBefore: "720h" },
        { ...ca, name: "b", renewBefore: "2160h" },
      ]),
    ).to.deep.equal([
      'tls.issuers[0].renewBefore: "720h" is no less than the 720h that a certificate lasts | Renew later, or let certificates last longer with duration.',
      'tls.issuers[1].renewBefore: "2160h" is no less than the 2160h that a certificate lasts | Renew later, or let certificates last longer with duration.',
    ]);
  });
});

describe("a Secret that cert-manager fills", () => {
  const reasons: Readonly<Record<string, string>> = {
    "www-tls": 'does not begin with the id of tenant "globex"',
    "istio-ca-secret": 'does not begin with the id of tenant "globex"',
    "acme-other-tls": 'does not begin with the id of tenant "globex"',
    "globex-pull": "holds the registry's credentials",
  };

  for (const [secret, reason] of Object.entries(reasons)) {
    it(`is none that may be somebody else's: ${secret}`, () => {
      const fleet = { ...validFleet(), tls: { issuers: [ca], certManager, warnDays: 21 } };
      const higress = { ...fleet.higress, imagePullSecrets: ["globex-pull"] };
      const certificates = [issued(["*.globex.aigw.example.com"], secret)];
      expect(told(changeTenant({ ...fleet, higress }, "globex", { certificates }))).to.deep.equal([
        `tenants[1].certificates[0].secret: Secret "${secret}" ${reason} | Choose a name that begins with "globex-", such as "globex-hosts-tls": it would be overwritten in higress-system.`,
      ]);
    });
  }

  it("is not Higress's own, even where a tenant is called like its first word", () => {
    const fleet = { ...validFleet(), tls: { issuers: [ca], certManager, warnDays: 21 } };
    const [, globex] = fleet.tenants;
    if (globex === undefined) throw new Error("the fleet has no second tenant");
    const certificates = [issued(["*.istio.aigw.example.com"], "istio-ca-secret")];
    const findings = told({ ...fleet, tenants: [{ ...globex, id: "istio", certificates }] });
    expect(findings.filter((finding) => finding.includes("istio-ca-secret"))).to.deep.equal([
      'tenants[0].certificates[0].secret: Secret "istio-ca-secret" is Higress\'s own | Choose a name that begins with "istio-", such as "istio-hosts-tls": it would be overwritten in higress-system.',
    ]);
  });
});

describe("a certificate as people write it", () => {
  const certificate = "- { secret: acme-org, names: [api.acme.org] }";
  const place = "fleets/test.yaml:19:9 tenants[0].certificates[0]";

  it("has exactly one source", () => {
    expect(faultsOf(spoil(certificate, "- { secret: acme-org }"))).to.deep.equal([
      `${place}: the map does not name exactly one source\n    Give names for a Secret that you fill yourself, or file, or issuer.`,
    ]);
  });

  it("is told what is wrong with its names alone where these are wrong", () => {
    const [fault, ...more] = faultsOf(spoil(certificate, "- { secret: acme-org, names: [api acme org] }"));
    expect(fault).to.include('names[0]: "api acme org" is not a host name');
    expect(more.join()).to.not.include("source");
  });

  it("needs the name of a Secret, whoever fills it", () => {
    expect(faultsOf(spoil(certificate, "- { issuer: company-ca }"))[0]).to.include(
      "certificates[0].secret: is missing",
    );
  });

  it("lasts for hours, as a Go duration", () => {
    const issuers = (duration: string) =>
      faultsOf(spoil("entry:\n", `tls: { issuers: [{ name: ca, duration: ${duration} }] }\nentry:\n`));
    expect(issuers("2160h")).to.deep.equal([]);
    for (const wrong of ["90d", "2160", "0h", "36h30m"])
      expect(issuers(`"${wrong}"`)[0], wrong).to.include(`"${wrong}"`);
  });
});
