/** cert-manager signs what it is asked for, with the platform's accounts: so the platform says which issuers, and for whose hosts. */
import type { Finding } from "../fault.ts";
import { enclosing } from "../hosts.ts";
import type { Fleet, Tenant } from "../model.ts";
import { isMade, type Tls } from "../model/certificate.ts";
import { entryNamespace } from "../names.ts";
import { nearest } from "../schema/nearest.ts";
import { tenantHosts } from "../tenant-hosts.ts";
import { eachTenant, quote, quoteAll, repeated, type Check } from "./check.ts";

export function issuersAreNamedOnce({ tls: { issuers } }: Fleet): readonly Finding[] {
  return repeated(issuers.map(({ name }) => name)).map(({ value, at }) => ({
    path: ["tls", "issuers", at, "name"],
    message: `issuer ${quote(value)} is listed twice`,
    remedy: "Give each issuer a name of its own: tenants name it by that alone.",
  }));
}

const lastsByDefault = 2160;

/** cert-manager refuses an object that breaks this, long after `up`. */
export function issuersRenewInTime({ tls: { issuers } }: Fleet): readonly Finding[] {
  return issuers.flatMap(({ duration, renewBefore }, at) => {
    const lasts = duration === undefined ? lastsByDefault : parseInt(duration);
    if (renewBefore === undefined || parseInt(renewBefore) < lasts) return [];
    return [
      {
        path: ["tls", "issuers", at, "renewBefore"],
        message: `${quote(renewBefore)} is no less than the ${lasts}h that a certificate lasts`,
        remedy: "Renew later, or let certificates last longer with duration.",
      },
    ];
  });
}

export function issuersAreKnown({ tls, tenants }: Fleet): readonly Finding[] {
  const { defaultIssuer: usual } = tls;
  return [
    ...(usual === undefined ? [] : unknown(usual, tls, ["tls", "defaultIssuer"])),
    ...tenants.flatMap(({ certificates }, at) =>
      certificates.flatMap((certificate, place) =>
        "issuer" in certificate && certificate.issuer !== usual
          ? unknown(certificate.issuer, tls, ["tenants", at, "certificates", place, "issuer"])
          : [],
      ),
    ),
  ];
}

function unknown(name: string, { issuers }: Tls, path: Finding["path"]): readonly Finding[] {
  const names = issuers.map((issuer) => issuer.name);
  if (names.includes(name)) return [];
  const meant = nearest(name, names);
  const guess = meant === undefined ? "" : `Did you mean ${quote(meant)}? `;
  return [
    {
      path,
      message: `the fleet has no issuer ${quote(name)}`,
      remedy:
        names.length === 0
          ? "List it under tls.issuers in the fleet file, with the platform's consent."
          : `${guess}Name one of tls.issuers: ${quoteAll([...new Set(names)])}.`,
    },
  ];
}

/** An authority asks who holds the name, and the platform's account would answer for whatever zone it has. */
export const issuedNamesAreTheTenants: Check = eachTenant((tenant, { domain }) => {
  const hosts = tenantHosts(tenant, domain);
  return tenant.certificates.flatMap((certificate, at) =>
    "issuer" in certificate
      ? certificate.names.flatMap((name, place) =>
          enclosing(name).some((host) => hosts.includes(host))
            ? []
            : [
                {
                  path: ["certificates", at, "names", place],
                  message: `certificate ${quote(certificate.secret)} would be issued for ${quote(name)}, which is no host of tenant ${quote(tenant.id)}`,
                  remedy:
                    "Ask for hosts of the tenant alone, or leave names out: it then gets those without a certificate.",
                },
              ],
        )
      : [],
  );
});

/** What Higress and the chart keep beside the certificates. */
const others = ["istio-ca-secret"];

/** Where the fleet has a Secret written, it must not be one that is somebody else's. */
export const issuedSecretsAreTheTenants: Check = eachTenant((tenant, { higress }) =>
  tenant.certificates.flatMap((certificate, at) => {
    if (!isMade(certificate)) return [];
    const { secret } = certificate;
    const problem = whyForeign(secret, tenant, higress.imagePullSecrets);
    if (problem === undefined) return [];
    return [
      {
        path: ["certificates", at, "secret"],
        message: `Secret ${quote(secret)} ${problem}`,
        remedy: `Choose a name that begins with ${quote(`${tenant.id}-`)}, such as ${quote(`${tenant.id}-hosts-tls`)}: it would be overwritten in ${entryNamespace}.`,
      },
    ];
  }),
);

function whyForeign(secret: string, { id }: Tenant, pulled: readonly string[]): string | undefined {
  if (!secret.startsWith(`${id}-`)) return `does not begin with the id of tenant ${quote(id)}`;
  if (pulled.includes(secret)) return "holds the registry's credentials";
  return others.includes(secret) ? "is Higress's own" : undefined;
}
