/** Certificates that clients must show at the entry: how Higress is told of it, and what the authorities' own say. */
import type { NamedTenant } from "./discovery.ts";
import type { Finding } from "./fault.ts";
import type { Ingress, KubernetesObject, Strings } from "./manifests.ts";
import { metadataFor } from "./metadata.ts";
import type { Tenant } from "./model.ts";
import { authorityOf, authoritySecret, isWritten, type Certificate, type Tls } from "./model/certificate.ts";
import { entryNamespace } from "./names.ts";
import { endsSoon } from "./pairs.ts";
import { blocksIn } from "./pem/blocks.ts";
import { judgeAuthority } from "./pem/authority.ts";
import type { Installation } from "./site.ts";

const prefix = "higress.io";

/** Public all of it: it lies in a Secret because Higress looks for it there. */
export interface AuthoritySecret extends KubernetesObject<"v1", "Secret"> {
  readonly type: "Opaque";
  readonly stringData: { readonly cacert: string };
}

/**
 * The first has Envoy end connections without such a certificate. The second lets no request through that came on a connection without
 * any: Envoy takes this header from every client, and sets it where a certificate was shown (SANITIZE_SET, which pilot gives every
 * gateway). It does not say who signed that, so a connection that another host's authority let in passes: that one is turned away by the
 * routes' own lists of names (allow_server_names), and by nothing else.
 */
export function clientAnnotations(certificate: Certificate): Strings {
  const authority = authorityOf(certificate);
  if (authority === undefined) return {};
  return {
    [`${prefix}/auth-tls-secret`]: `${entryNamespace}/${authority}`,
    [`${prefix}/regex-match-header-x-forwarded-client-cert`]: ".+",
  };
}

/** Whether clients of the Ingress's hosts are asked for certificates of this authority. */
export const asksBy = (
  { metadata: { annotations } }: Ingress,
  { metadata: { namespace, name } }: AuthoritySecret,
): boolean => annotations?.[`${prefix}/auth-tls-secret`] === `${namespace}/${name}`;

/** The Secrets that the program fills with what the fleet file has. */
export const planAuthorities = (entry: Installation, tenant: Tenant): readonly AuthoritySecret[] =>
  tenant.certificates.flatMap(({ secret, clientAuthority }) =>
    !isWritten(clientAuthority)
      ? []
      : [
          {
            apiVersion: "v1",
            kind: "Secret",
            metadata: metadataFor(entry, tenant.id, authoritySecret(secret)),
            type: "Opaque",
            stringData: {
              cacert: blocksIn(clientAuthority.pem)
                .map(({ pem }) => pem)
                .join(""),
            },
          },
        ],
  );

/**
 * What is wrong with authorities, and what will be. Paths begin with `tenants`.
 * @param now milliseconds since 1970; NaN for whoever has no clock
 */
export function judgeAuthorities(tenants: readonly NamedTenant[], { warnDays }: Tls, now: number) {
  const findings: Finding[] = [];
  const warnings: Finding[] = [];
  for (const [at, { certificates }] of tenants.entries()) {
    for (const [place, { clientAuthority }] of certificates.entries()) {
      if (!isWritten(clientAuthority)) continue;
      const path = ["tenants", at, "certificates", place, "clientAuthority", "pem"];
      const verdict = judgeAuthority(clientAuthority.pem, now);
      // Of the text nothing is shown.
      const found = ({ message, remedy }: Omit<Finding, "path">): Finding => ({
        path,
        message: `the text ${message}`,
        remedy,
      });
      if ("message" in verdict) findings.push(found(verdict));
      else warnings.push(...endsSoon(verdict.end, now, warnDays).map(found));
    }
  }
  return { findings, warnings };
}
