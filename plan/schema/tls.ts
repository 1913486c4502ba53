/** What the fleet has for its tenants' certificates, and where a tenant's come from. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import { hoursForm } from "../model/certificate.ts";
import { clientAuthority } from "./client-authority.ts";
import { exactlyOne, form, unionError } from "./forms.ts";
import { atLeastOne, hostPattern, line, objectName } from "./text.ts";
import { says } from "./words.ts";

const hours = () =>
  z.string().regex(hoursForm, says("is no number of hours", 'Write hours alone: "2160h" is 90 days.'));

const issuer = z.strictObject({
  name: objectName().describe("Name of the issuer in the cluster; tenants name it so."),
  kind: z
    .enum(["ClusterIssuer", "Issuer"])
    .prefault(defaults.tls.kind)
    .describe("`ClusterIssuer`, or `Issuer` for one in the entry's namespace."),
  algorithm: z
    .enum(["ECDSA", "RSA"])
    .prefault(defaults.tls.algorithm)
    .describe("Of the private keys: ECDSA on P-256, or RSA with 2048 bits."),
  duration: hours()
    .exactOptional()
    .describe(
      "How long a certificate shall last. Default: cert-manager's 90 days; an ACME authority decides by itself.",
    ),
  renewBefore: hours()
    .exactOptional()
    .describe("How long before its end it is renewed. Default: cert-manager's third of the time it lasts."),
});

export const tlsSchema = z
  .strictObject({
    issuers: z
      .array(issuer)
      .prefault([])
      .describe("Issuers of cert-manager that may sign for tenants; no tenant can name another."),
    defaultIssuer: objectName()
      .exactOptional()
      .describe(
        "Which of them signs for hosts that no certificate is listed for. Default: none; such a system host's Secret is yours to fill.",
      ),
    certManager: line()
      .prefault(defaults.tls.certManager)
      .describe(
        "User name of cert-manager's ServiceAccount. Where there are issuers, it may write TLS Secrets beside the entry.",
      ),
    directory: line()
      .exactOptional()
      .describe(
        "Where certificates from files are: a directory that has one for each tenant, called by its id. Absolute, or relative to the project's root. Default: none; no certificate comes from files.",
      ),
    warnDays: z
      .int()
      .min(0, says("is no number of days", "Write 0 or more."))
      .prefault(defaults.tls.warnDays)
      .describe("How many days before the end of a certificate from files `up` and `preview` warn of it."),
  })
  .prefault({})
  .describe("Where certificates of tenants come from.");

const secret = () => objectName().describe("Name of a TLS Secret in the entry's namespace, `higress-system`.");
const names = () => atLeastOne(hostPattern(), "name");
const oneSource = exactlyOne("source", "names for a Secret that you fill yourself, or file, or issuer");

const below = () =>
  z
    .string()
    .regex(
      /^(?!\/)(?!(.*\/)?\.\.(\/|$))[^\\\s]+$/,
      says(
        "is not a path below the tenant's directory",
        'Write it without "..": "shop.crt" is <tls.directory>/<tenant>/shop.crt.',
      ),
    );

export const certificateSchema = z.union(
  [
    form(
      {
        secret: secret(),
        names: names().describe("Names on the certificate, each exact or with `*` for exactly one label."),
        clientAuthority: clientAuthority(),
      },
      ["issuer", "file"],
      oneSource,
    ),
    form(
      {
        file: z
          .strictObject({
            certificate: below().describe("The certificate in PEM, then those of the authorities above it."),
            key: below().describe("Its private key in PEM, not encrypted."),
          })
          .describe("Files in the tenant's own directory below `tls.directory`; the program then fills the Secret."),
        secret: secret(),
        names: names()
          .exactOptional()
          .describe("Names on the certificate, to be held against it. Default: those that the file has."),
        clientAuthority: clientAuthority(),
      },
      ["issuer"],
      oneSource,
    ),
    form(
      {
        issuer: objectName().describe("One of the fleet's `tls.issuers`; cert-manager then fills the Secret."),
        secret: secret(),
        names: names()
          .exactOptional()
          .describe(
            "Names to ask for, all of them hosts of the tenant. Default: its hosts that no other certificate has.",
          ),
        clientAuthority: clientAuthority(),
      },
      ["file"],
      oneSource,
    ),
  ],
  unionError(oneSource),
);
