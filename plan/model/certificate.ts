/** TLS certificates of tenants. Each is a TLS Secret in the entry's namespace; what tells them apart is who fills it. */

interface Named {
  /** Name of the Secret. */
  readonly secret: string;
  /** Subject alternative names, each exact or with `*` for exactly one label. */
  readonly names: readonly string[];
  /** Who must have signed the certificates that clients of its hosts show. Absent: clients are asked for none. */
  readonly clientAuthority?: ClientAuthority;
}

/** Where the authority's own certificates are: here, or in the one Secret that Higress looks into, which the platform fills. */
export type ClientAuthority = { readonly pem: string } | { readonly secret: string };

/** Whether the program fills the Secret. */
export const isWritten = (authority: ClientAuthority | undefined): authority is { readonly pem: string } =>
  authority !== undefined && "pem" in authority;

/** Name of that Secret (annotations/downstreamtls.go of Higress 2.2.4); under another, Higress asks nobody, and logs it. */
export const authoritySecret = (secret: string): string => `${secret}-cacert`;

/** Name of the Secret with the authority of its hosts' clients; undefined where clients are asked for nothing. */
export const authorityOf = ({ secret, clientAuthority }: Certificate): string | undefined =>
  clientAuthority === undefined || "secret" in clientAuthority ? clientAuthority?.secret : authoritySecret(secret);

/** The platform, by means that the fleet knows nothing of. */
export type GivenCertificate = Named;

/** cert-manager, by a Certificate object beside the Secret. */
export interface IssuedCertificate extends Named {
  /** Name of one of the fleet's issuers. */
  readonly issuer: string;
}

/** The program, from files that the edge reads. */
export interface FileCertificate extends Named {
  readonly file: CertificateFiles;
}

/** Paths below the tenant's own directory of certificates. */
export interface CertificateFiles {
  /** The certificate in PEM, and after it those of the authorities above it. */
  readonly certificate: string;
  /** Its private key in PEM. */
  readonly key: string;
}

export type Certificate = GivenCertificate | FileCertificate | IssuedCertificate;

/** Whether the fleet has the Secret written, by whomever; otherwise somebody else brings it. */
export const isMade = (certificate: Certificate): certificate is FileCertificate | IssuedCertificate =>
  "issuer" in certificate || "file" in certificate;

/** What the fleet has for the certificates of all tenants. */
export interface Tls {
  /** Those of cert-manager that may sign for tenants. */
  readonly issuers: readonly Issuer[];
  /** Name of the one that signs for hosts no certificate is listed for; absent: the Secret of the system host is the platform's to fill. */
  readonly defaultIssuer?: string;
  /** User name of cert-manager's ServiceAccount, which writes the Secrets. */
  readonly certManager: string;
  /** Holds a directory for each tenant with its files; absolute, or relative to the project's root. Absent: there are none. */
  readonly directory?: string;
  /** How many days before the end of a certificate from files its end is told. */
  readonly warnDays: number;
}

/** One of cert-manager's, with what it is asked for. */
export interface Issuer {
  readonly name: string;
  /** `Issuer`: one in the entry's namespace. */
  readonly kind: "ClusterIssuer" | "Issuer";
  /** Of the private key: ECDSA on P-256, or RSA with 2048 bits. */
  readonly algorithm: "ECDSA" | "RSA";
  /** How long a certificate lasts, in hours: `2160h`. Absent: cert-manager's 90 days, or what the authority gives. */
  readonly duration?: string;
  /** How long before its end it is renewed, in hours. Absent: cert-manager's third of the time. */
  readonly renewBefore?: string;
}

/** Hours, as a Go duration without its smaller units. */
export const hoursForm = /^[1-9]\d{0,5}h$/;
