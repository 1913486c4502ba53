import { expect } from "chai";
import { issuerNamed } from "../../plan/certificates.ts";
import { fleetFacts } from "../../plan/facts.ts";
import type { Tls } from "../../plan/model/certificate.ts";
import { changeTenant, validFleet } from "./fleet.ts";
import { planned } from "./planned.ts";

const tls: Tls = {
  issuers: [
    { name: "letsencrypt", kind: "ClusterIssuer", algorithm: "ECDSA" },
    { name: "company-ca", kind: "Issuer", algorithm: "RSA", duration: "720h", renewBefore: "240h" },
  ],
  certManager: "system:serviceaccount:pki:cert-manager",
  warnDays: 21,
};

const fleet = changeTenant({ ...validFleet(), tls }, "globex", {
  hosts: ["www.globex.org"],
  certificates: [
    { secret: "globex-tls", names: ["*.globex.aigw.example.com"], issuer: "letsencrypt" },
    { secret: "globex-www-tls", names: ["www.globex.org"], issuer: "company-ca" },
  ],
});

describe("Certificates by cert-manager", () => {
  const { entry } = planned(fleet);
  const asked = entry.routes.map(({ tenant, certificates }) => [tenant, certificates] as const);

  it("are not asked for hosts that are withheld, and not at all where no host is left", () => {
    const names = (...withheld: readonly string[]) =>
      planned(
        changeTenant(fleet, "globex", {
          hosts: ["www.globex.org", "api.globex.org"],
          certificates: [
            { secret: "globex-tls", names: ["*.globex.aigw.example.com"] },
            { secret: "globex-www-tls", names: ["www.globex.org", "api.globex.org"], issuer: "company-ca" },
          ],
          withheld: withheld.map((host) => ({ host, state: "pending" })),
        }),
      ).entry.routes.flatMap(({ certificates }) => certificates.map(({ spec }) => spec.dnsNames));
    expect(names()).to.deep.equal([["www.globex.org", "api.globex.org"]]);
    expect(names("www.globex.org")).to.deep.equal([["api.globex.org"]]);
    expect(names("www.globex.org", "api.globex.org")).to.deep.equal([]);
  });

  it("are asked for beside the entry, in the tenant's name, with a new key each time", () => {
    const [first, second] = Object.fromEntries(asked)["globex"] ?? [];
    expect(first).to.deep.equal({
      apiVersion: "cert-manager.io/v1",
      kind: "Certificate",
      metadata: {
        name: "globex-tls",
        namespace: "higress-system",
        labels: {
          "app.kubernetes.io/managed-by": "higress-fleet",
          "higress-fleet.io/fleet": "prod",
          "higress-fleet.io/region": "south",
          "higress-fleet.io/role": "entry",
          "higress-fleet.io/tenant": "globex",
        },
      },
      spec: {
        secretName: "globex-tls",
        dnsNames: ["*.globex.aigw.example.com"],
        issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "letsencrypt" },
        privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
        usages: ["digital signature", "key encipherment", "server auth"],
      },
    });
    expect(second?.spec).to.deep.include({
      secretName: "globex-www-tls",
      issuerRef: { group: "cert-manager.io", kind: "Issuer", name: "company-ca" },
      privateKey: { algorithm: "RSA", size: 2048, rotationPolicy: "Always" },
      duration: "720h",
      renewBefore: "240h",
    });
  });

  it("are asked for nobody who fills the Secret otherwise", () => {
    expect(asked.map(([tenant, { length }]) => [tenant, length])).to.deep.equal([
      ["acme", 0],
      ["globex", 2],
      ["initech", 0],
    ]);
  });

  it("go into Secrets that the entry serves, like any other", () => {
    const tls = entry.routes.find(({ tenant }) => tenant === "globex")?.ingresses[0]?.spec.tls;
    expect(tls?.map(({ secretName }) => secretName)).to.deep.equal(["globex-tls", "globex-www-tls"]);
  });

  it("come of the account that may write beside the entry, and where nobody issues none may", () => {
    const noted = ({ tls: given }: { readonly tls: Tls }) =>
      planned({ ...fleet, tls: given, tenants: [] }).entry.namespace.metadata.annotations;
    expect(noted({ tls })).to.deep.equal({ "higress-fleet.io/cert-manager": "system:serviceaccount:pki:cert-manager" });
    expect(noted({ tls: { ...tls, issuers: [] } })).to.equal(undefined);
  });

  it("are told to the policy pack with their issuer", () => {
    const facts = fleetFacts(fleet, "south");
    expect(facts.certManager).to.equal("system:serviceaccount:pki:cert-manager");
    expect(facts.tenants.find(({ id }) => id === "globex")?.certificates).to.deep.equal([
      {
        secret: "globex-tls",
        names: ["*.globex.aigw.example.com"],
        issuer: { name: "letsencrypt", kind: "ClusterIssuer" },
      },
      { secret: "globex-www-tls", names: ["www.globex.org"], issuer: { name: "company-ca", kind: "Issuer" } },
    ]);
  });

  it("have an issuer of the fleet, or else there is no plan", () => {
    expect(() => issuerNamed(tls, "other")).to.throw('The fleet has no issuer "other".');
  });
});
