/** What cert-manager is asked for (cert-manager.io/docs/reference/api-docs, v1). Its controller fills the Secret and renews it. */
import { issuerNamed } from "./certificates.ts";
import type { KubernetesObject } from "./manifests.ts";
import { metadataFor } from "./metadata.ts";
import type { Fleet, Tenant } from "./model.ts";
import type { Certificate, Issuer } from "./model/certificate.ts";
import type { Installation } from "./site.ts";
import { servesFor } from "./tenant-hosts.ts";

export interface IssuedCertificate extends KubernetesObject<"cert-manager.io/v1", "Certificate"> {
  readonly spec: {
    readonly secretName: string;
    readonly dnsNames: readonly string[];
    readonly issuerRef: {
      readonly group: "cert-manager.io";
      readonly kind: Issuer["kind"];
      readonly name: string;
    };
    readonly privateKey: {
      readonly algorithm: Issuer["algorithm"];
      readonly size: number;
      readonly rotationPolicy: "Always";
    };
    readonly usages: readonly string[];
    readonly duration?: string;
    readonly renewBefore?: string;
  };
}

/** Bits. Envoy before 1.33 serves no ECDSA but P-256 (envoyproxy/envoy#36369), and Higress's is older. */
const keySizes: Readonly<Record<Issuer["algorithm"], number>> = { ECDSA: 256, RSA: 2048 };

/**
 * Of a certificate's names those that a served host takes in. An authority asked for a name that nobody has proven would refuse the whole
 * certificate, or sign for a stranger.
 */
export const askedFor = ({ names }: Certificate, tenant: Tenant, domain: string): readonly string[] =>
  names.filter(servesFor(tenant, domain));

/** One for each certificate of the tenant that names an issuer and has hosts that are served, beside the Secret and called like it. */
export const planCertificates = (
  entry: Installation,
  tenant: Tenant,
  { tls, domain }: Pick<Fleet, "tls" | "domain">,
): readonly IssuedCertificate[] =>
  tenant.certificates.flatMap((certificate) => {
    if (!("issuer" in certificate)) return [];
    const { secret } = certificate;
    const names = askedFor(certificate, tenant, domain);
    if (names.length === 0) return [];
    const { name, kind, algorithm, duration, renewBefore } = issuerNamed(tls, certificate.issuer);
    return [
      {
        apiVersion: "cert-manager.io/v1",
        kind: "Certificate",
        metadata: metadataFor(entry, tenant.id, secret),
        spec: {
          secretName: secret,
          dnsNames: names,
          issuerRef: { group: "cert-manager.io", kind, name },
          // A new key with each renewal: one that got out is then good for no longer than its certificate.
          privateKey: { algorithm, size: keySizes[algorithm], rotationPolicy: "Always" },
          usages: ["digital signature", "key encipherment", "server auth"],
          ...(duration !== undefined && { duration }),
          ...(renewBefore !== undefined && { renewBefore }),
        },
      },
    ];
  });
