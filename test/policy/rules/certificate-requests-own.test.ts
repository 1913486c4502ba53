import { expect } from "chai";
import type { Facts } from "../../../policy/facts.ts";
import rule from "../../../policy/rules/certificate-requests-own.ts";
import { change, unknown, type Sketch } from "../harness.ts";
import { found, judged, messages } from "../verdict.ts";
import { facts } from "../world.ts";

const issuer = { name: "letsencrypt", kind: "ClusterIssuer" } as const;

/** The world's, with the second of acme's certificates issued. */
const issuing: Facts = {
  ...facts(),
  tenants: facts().tenants.map((tenant) =>
    tenant.id === "acme"
      ? {
          ...tenant,
          certificates: [{ secret: "acme-www-tls", names: ["api.acme.example"], issuer }, ...tenant.certificates],
        }
      : tenant,
  ),
};

const certificate: Sketch = {
  type: "kubernetes:cert-manager.io/v1:Certificate",
  name: "entry.certificate.acme-www-tls",
  props: {
    metadata: { name: "acme-www-tls", namespace: "higress-system" },
    spec: {
      secretName: "acme-www-tls",
      dnsNames: ["api.acme.example", "*.acme.aigw.example.com"],
      issuerRef: { group: "cert-manager.io", ...issuer },
    },
  },
};
const of = (path: string, value: unknown) => found(rule, change(certificate, path, value), issuing);

describe("certificate-requests-own", () => {
  it("accepts what the fleet asks for, in the entry's namespace", () => {
    expect(found(rule, certificate, issuing)).to.deep.equal([]);
    expect(of("spec.issuerRef.group", undefined)).to.deep.equal([]);
    expect(of("spec.commonName", "API.acme.example")).to.deep.equal([]);
    expect(of("spec.dnsNames", ["a.b.acme.aigw.example.com"])).to.deep.equal([]);
  });

  it("refuses a host that is nobody's or another tenant's, wherever it stands", () => {
    for (const name of ["*.globex.aigw.example.com", "*.aigw.example.com", "*.acme.example", "acme.example", ""]) {
      expect(of("spec.dnsNames[0]", name), name).to.deep.equal(["spec.dnsNames[0]"]);
    }
    expect(of("spec.commonName", "globex.example")).to.deep.equal(["spec.commonName"]);
    expect(messages(rule, change(certificate, "spec.dnsNames[1]", "www.example.org"), issuing)).to.deep.equal([
      '"www.example.org" is no host of tenant acme',
    ]);
  });

  it("refuses a Secret that the fleet has nobody issue: it would be overwritten", () => {
    for (const secret of ["istio-ca-secret", "globex-tls", "acme-tls", undefined]) {
      expect(of("spec.secretName", secret), secret).to.deep.equal(["spec.secretName"]);
    }
  });

  it("refuses another issuer than the fleet names", () => {
    expect(of("spec.issuerRef.name", "internal")).to.deep.equal(["spec.issuerRef"]);
    expect(of("spec.issuerRef.kind", "Issuer")).to.deep.equal(["spec.issuerRef"]);
    expect(of("spec.issuerRef.group", "awspca.cert-manager.io")).to.deep.equal(["spec.issuerRef"]);
    expect(of("spec.issuerRef", undefined)).to.deep.equal(["spec.issuerRef"]);
  });

  it("refuses more than hosts, a certificate that signs, and a key that is copied", () => {
    expect(of("spec.ipAddresses", ["192.0.2.1"])).to.deep.equal(["spec.ipAddresses"]);
    expect(of("spec.uris", ["spiffe://x"])).to.deep.equal(["spec.uris"]);
    expect(of("spec.emailAddresses", ["a@example.com"])).to.deep.equal(["spec.emailAddresses"]);
    expect(of("spec.otherNames", [{ oid: "1.2" }])).to.deep.equal(["spec.otherNames"]);
    expect(of("spec.literalSubject", "CN=globex.example")).to.deep.equal(["spec.literalSubject"]);
    expect(of("spec.isCA", true)).to.deep.equal(["spec.isCA"]);
    const copied = { "reflector.v1.k8s.emberstack.com/reflection-allowed": "true" };
    expect(of("spec.secretTemplate", { annotations: copied })).to.deep.equal(["spec.secretTemplate.annotations"]);
  });

  it("refuses an issuer of the cluster in a tenant's namespace, for every kind that has it sign", () => {
    const here = change(certificate, "metadata.namespace", "acme-gateway");
    const kinds = ["cert-manager.io/v1:Certificate", "cert-manager.io/v1:CertificateRequest"];
    for (const kind of [...kinds, "acme.cert-manager.io/v1:Order", "acme.cert-manager.io/v1:Challenge"]) {
      expect(found(rule, { ...here, type: `kubernetes:${kind}` }, issuing), kind).to.deep.equal([
        "spec.issuerRef.kind",
      ]);
    }
    expect(found(rule, change(here, "spec.issuerRef.kind", "Issuer"), issuing)).to.deep.equal([]);
    expect(found(rule, change(here, "spec.issuerRef.kind", undefined), issuing)).to.deep.equal([]);
  });

  it("says nothing of other kinds and namespaces", () => {
    expect(judged(rule)).to.deep.equal([]);
    expect(found(rule, change(certificate, "metadata.namespace", "monitoring"), issuing)).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(of("spec.secretName", unknown)).to.deep.equal(["spec.secretName"]);
    expect(of("spec.dnsNames[0]", unknown)).to.have.length(1);
  });
});
