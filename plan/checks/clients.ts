/** Certificates of clients: a host that asks for them must not be reached by a way on which nobody asks. */
import type { Finding } from "../fault.ts";
import { covers, overlaps } from "../hosts.ts";
import type { Fleet, Tenant } from "../model.ts";
import { authorityOf, authoritySecret, isWritten, type Certificate } from "../model/certificate.ts";
import { askingIngress, entryNamespace } from "../names.ts";
import { tenantHosts } from "../tenant-hosts.ts";
import { eachTenant, quote, type Check } from "./check.ts";

const asks = ({ clientAuthority }: Certificate): boolean => clientAuthority !== undefined;

/** Which authority is meant: two certificates may name the same text, and a Secret belongs to one. */
const meant = (certificate: Certificate | undefined): string | undefined =>
  certificate?.clientAuthority && JSON.stringify(certificate.clientAuthority);

interface Served {
  readonly host: string;
  /** Certificates that cover it. */
  readonly by: readonly Certificate[];
}

const served = (tenant: Tenant, domain: string): readonly Served[] =>
  tenantHosts(tenant, domain).map((host) => ({
    host,
    by: tenant.certificates.filter(({ names }) => names.some((name) => covers(name, host))),
  }));

/** A second certificate would be served in its place one day, with or without the question. */
const askingHostsHaveOneCertificate: Check = eachTenant((tenant, { domain }) =>
  served(tenant, domain).flatMap(({ host, by }) => {
    const asking = by.find(asks);
    const other = by.find((certificate) => certificate !== asking);
    if (asking === undefined || other === undefined) return [];
    return [
      {
        path: ["certificates", tenant.certificates.indexOf(asking), "clientAuthority"],
        message: `host ${quote(host)} is covered by ${quote(asking.secret)}, which asks clients for certificates, and by ${quote(other.secret)} too`,
        remedy: "Take one of the two away, or its name for this host: which is served must not depend on their order.",
      },
    ];
  }),
);

/**
 * Higress lets a request for a wildcard's host come on any connection whose name the wildcard takes in, so a host below would lead around
 * the question; and a host below a wildcard that asks for nothing would be the wildcard's whenever its own route is missing.
 */
const askingHostsStandAlone: Check = eachTenant((tenant, { domain }) => {
  const hosts = served(tenant, domain);
  return hosts.flatMap(({ host, by }) => {
    const asking = by.find(asks);
    if (asking === undefined) return [];
    const way = hosts.find(
      (other) => other.host !== host && overlaps(other.host, host) && meant(other.by.find(asks)) !== meant(asking),
    );
    if (way === undefined) return [];
    const other = way.by.find(asks);
    const isTold = other === undefined || (isWritten(asking.clientAuthority) && isWritten(other.clientAuthority));
    const instead =
      other === undefined
        ? "asks for none"
        : isTold
          ? "asks for those of another authority"
          : "asks by another Secret, which the fleet cannot compare";
    const same = isTold
      ? "Ask at both by the same authority"
      : "Write the same pem at both, give both the same certificate";
    return [
      {
        path: ["certificates", tenant.certificates.indexOf(asking), "clientAuthority"],
        message: `host ${quote(host)} asks clients for certificates, and ${quote(way.host)}, which overlaps it, ${instead}`,
        remedy: `${same}, or give one of them another name: the one leads to the other.`,
      },
    ];
  });
});

export const askingHostsHaveNoWayAround: Check = (fleet) => [
  ...askingHostsHaveOneCertificate(fleet),
  ...askingHostsStandAlone(fleet),
];

/** On plain HTTP nobody can show a certificate. */
export const askingHostsSpeakTls: Check = eachTenant(({ id, certificates, entry: { redirect } }) =>
  redirect || !certificates.some(asks)
    ? []
    : [
        {
          path: ["entry", "redirect"],
          message: `hosts of tenant ${quote(id)} would answer in the clear, and some ask clients for certificates`,
          remedy: "Remove it, or clientAuthority at its certificates.",
        },
      ],
);

const authoritiesAreWhereHigressLooks: Check = eachTenant(({ certificates }) =>
  certificates.flatMap(({ secret, clientAuthority }, at) => {
    const wanted = authoritySecret(secret);
    if (clientAuthority === undefined || !("secret" in clientAuthority) || clientAuthority.secret === wanted) return [];
    return [
      {
        path: ["certificates", at, "clientAuthority", "secret"],
        message: `Higress does not look into Secret ${quote(clientAuthority.secret)} for the authority of certificate ${quote(secret)}, and would ask clients for nothing`,
        remedy: `Call it ${quote(wanted)}.`,
      },
    ];
  }),
);

/** Pilot goes by the name alone (SdsCaSuffix). */
const certificatesAreNoAuthorities: Check = eachTenant(({ certificates }) =>
  certificates.flatMap(({ secret }, at) =>
    secret.endsWith(authoritySecret(""))
      ? [
          {
            path: ["certificates", at, "secret"],
            message: `Secret ${quote(secret)} is called like one for an authority of clients, and Higress would not serve what is in it`,
            remedy: 'Give it a name without "-cacert" at the end.',
          },
        ]
      : [],
  ),
);

/** A schema that counts the Secret's own name knows nothing of those made from it. */
const namesAreShort: Check = eachTenant(({ id, certificates }) =>
  certificates.flatMap((certificate, at) => {
    const { secret } = certificate;
    const longest = Math.max(authoritySecret(secret).length, askingIngress(id, secret).length);
    if (!asks(certificate) || longest <= longestName) return [];
    return [
      {
        path: ["certificates", at, "secret"],
        message: `${quote(secret)} has ${secret.length} characters, and what asks by its authority would have a name of ${longest}, where Kubernetes takes ${longestName}`,
        remedy: `Take one of ${secret.length - (longest - longestName)} characters or fewer.`,
      },
    ];
  }),
);

const longestName = 253;

/** The program would write over it, or somebody's key would be taken for an authority. */
function authoritiesAreNobodyElses({ tenants, higress }: Fleet): readonly Finding[] {
  const taken = new Set([
    ...tenants.flatMap((tenant) => tenant.certificates.map(({ secret }) => secret)),
    ...higress.imagePullSecrets,
  ]);
  return eachTenantsAuthorities(tenants).flatMap(({ tenant, name, isOurs, path }) => {
    const problem = taken.has(name)
      ? "is listed for something else as well"
      : isOurs && !name.startsWith(`${tenant}-`)
        ? `does not begin with the id of tenant ${quote(tenant)}`
        : undefined;
    if (problem === undefined) return [];
    const message = `Secret ${quote(name)} in ${entryNamespace}, for the authority, ${problem}`;
    return [
      {
        path,
        message,
        remedy: `Give the certificate a Secret whose name begins with ${quote(`${tenant}-`)} and is used once.`,
      },
    ];
  });
}

const eachTenantsAuthorities = (tenants: readonly Tenant[]) =>
  tenants.flatMap(({ id, certificates }, at) =>
    certificates.flatMap((certificate, place) => {
      const name = authorityOf(certificate);
      if (name === undefined) return [];
      const { clientAuthority } = certificate;
      return [
        {
          tenant: id,
          name,
          isOurs: isWritten(clientAuthority),
          path: ["tenants", at, "certificates", place, "secret"],
        },
      ];
    }),
  );

export const authoritiesHaveTheirSecrets: Check = (fleet) => [
  ...certificatesAreNoAuthorities(fleet),
  ...namesAreShort(fleet),
  ...authoritiesAreWhereHigressLooks(fleet),
  ...authoritiesAreNobodyElses(fleet),
];
