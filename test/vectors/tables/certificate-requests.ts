import type { Manifest, Table } from "../vector.ts";

const issuance = (
  kind: string,
  issuerRef: object | undefined,
  spec: object = {},
  group = "cert-manager.io",
): Manifest => ({
  apiVersion: `${group}/v1`,
  kind,
  metadata: { name: "tried", namespace: "acme-gateway" },
  spec: { ...spec, ...(issuerRef && { issuerRef }) },
});

const names = { dnsNames: ["*.globex.aigw.example.com"], secretName: "mine" };
const own = { dnsNames: ["*.acme.aigw.example.com"], secretName: "mine" };
const cluster = { name: "letsencrypt", kind: "ClusterIssuer", group: "cert-manager.io" };
const local = { name: "internal", kind: "Issuer" };
const acme = "acme.cert-manager.io";

export const table: Table = {
  statement: "certificate-requests",
  rules: ["certificate-requests-own"],
  vectors: [
    {
      name: "a Certificate by an Issuer of the namespace",
      verdict: "accept",
      object: issuance("Certificate", local, own),
    },
    {
      name: "a Certificate by an issuer without a kind, which is one of the namespace",
      verdict: "accept",
      object: issuance("Certificate", { name: "internal" }, own),
    },
    {
      name: "what cert-manager makes of such a Certificate",
      verdict: "accept",
      as: "system:serviceaccount:cert-manager:cert-manager",
      object: issuance("CertificateRequest", local, { request: "Y3Ny" }),
    },
    {
      name: "an Order of an Issuer of the namespace",
      verdict: "accept",
      object: issuance("Order", local, { request: "Y3Ny", dnsNames: ["internal.example"] }, acme),
    },
    {
      name: "a Challenge of such an Order",
      verdict: "accept",
      object: issuance("Challenge", local, { dnsName: "internal.example" }, acme),
    },
    {
      name: "a Certificate for another tenant's hosts",
      verdict: "refuse",
      object: issuance("Certificate", cluster, names),
    },
    {
      name: "such a Certificate by server-side apply",
      verdict: "refuse",
      by: "apply",
      object: issuance("Certificate", cluster, names),
    },
    {
      name: "a Certificate for the tenant's own hosts",
      verdict: "refuse",
      object: issuance("Certificate", cluster, own),
    },
    {
      name: "another issuer for a Certificate that stands",
      verdict: "refuse",
      before: issuance("Certificate", local, names),
      object: issuance("Certificate", cluster, names),
    },
    {
      name: "an issuer of the cluster that is not cert-manager's own",
      verdict: "refuse",
      object: issuance(
        "Certificate",
        { ...cluster, kind: "AWSPCAClusterIssuer", group: "awspca.cert-manager.io" },
        own,
      ),
    },
    {
      name: "a CertificateRequest, whose names are in the request",
      verdict: "refuse",
      object: issuance("CertificateRequest", cluster, { request: "Y3Ny" }),
    },
    {
      name: "an Order, which is signed without a Certificate",
      verdict: "refuse",
      object: issuance("Order", cluster, { request: "Y3Ny", dnsNames: ["*.globex.aigw.example.com"] }, acme),
    },
    {
      name: "a Challenge, which writes into a zone",
      verdict: "refuse",
      object: issuance("Challenge", cluster, { dnsName: "globex.aigw.example.com", key: "any" }, acme),
    },
    {
      name: "a Certificate that cert-manager makes for an annotated Ingress",
      verdict: "refuse",
      as: "system:serviceaccount:cert-manager:cert-manager",
      object: issuance("Certificate", cluster, own),
    },
  ],
};
