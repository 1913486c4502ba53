/** TLS ends at the entry: each host needs a certificate that a client accepts, and no key may serve another tenant's hosts. */
import type { Finding, FleetPath } from "../fault.ts";
import { covers, enclosing, foldHost, isWildcard, overlaps, parentOf } from "../hosts.ts";
import type { Fleet, Tenant } from "../model.ts";
import type { Certificate } from "../model/certificate.ts";
import { entryNamespace, systemHost } from "../names.ts";
import { eachTenant, quote, repeated, type Check } from "./check.ts";

const hostsOf = (tenant: Tenant, domain: string): readonly string[] => [systemHost(tenant.id, domain), ...tenant.hosts];

export const certificateNamesAreLegal: Check = eachTenant(({ certificates }) =>
  certificates.flatMap(({ names }, at) =>
    names.flatMap((name, place) =>
      foldHost(name) === name
        ? []
        : [
            {
              path: ["certificates", at, "names", place],
              message: `${quote(name)} is no legal name of a certificate`,
              remedy: 'Copy the DNS names of the certificate, in lower case, such as "*.acme.aigw.example.com".',
            },
          ],
    ),
  ),
);

export const hostsAreCovered: Check = eachTenant((tenant, { domain }) => {
  const names = tenant.certificates.flatMap((certificate) => certificate.names);
  return hostsOf(tenant, domain).flatMap((host, at) =>
    names.some((name) => covers(name, host))
      ? []
      : [
          {
            path: at === 0 ? ["certificates"] : ["hosts", at - 1],
            message: `no certificate of tenant ${quote(tenant.id)} covers ${quote(host)}${whyNot(names, host)}`,
            remedy: `List a certificate whose names have ${wanted(host).map(quote).join(" or ")}.`,
          },
        ],
  );
});

export const certificatesServeTheTenant: Check = eachTenant((tenant, { domain }) => {
  const hosts = hostsOf(tenant, domain);
  return [
    ...tenant.certificates.flatMap((certificate, at) =>
      certificate.names.some((name) => hosts.some((host) => covers(name, host)))
        ? []
        : [
            {
              path: ["certificates", at],
              message: `certificate ${quote(certificate.secret)} covers no host of tenant ${quote(tenant.id)}${hosts.map((host) => whyNot(certificate.names, host)).find((reason) => reason !== "") ?? ""}`,
              remedy: wayTo(certificate),
            },
          ],
    ),
    ...repeated(tenant.certificates.map(({ secret }) => secret)).map(({ value, at }) => ({
      path: ["certificates", at, "secret"],
      message: `certificate ${quote(value)} is listed twice`,
      remedy: "Put its names into one list.",
    })),
  ];
});

function wayTo(certificate: Certificate): string {
  if ("issuer" in certificate)
    return "Ask for the tenant's hosts, or leave names out: it then gets those without a certificate.";
  if ("file" in certificate) return "Name the files of a certificate for the tenant's hosts, or remove it.";
  return "Correct its names to those that the certificate carries, or remove it.";
}

/** People read `*` as "everything below": says so where that is the mistake. */
function whyNot(names: readonly string[], host: string): string {
  const near = names.find((name) => isWildcard(name) && overlaps(name, host) && !covers(name, host));
  if (near === undefined) return "";
  return `: a wildcard stands for one label, so ${quote(near)} does not cover ${example(host)}`;
}

/** Some host that a client would ask for. */
const example = (host: string): string => (isWildcard(host) ? `app.${parentOf(host)}` : host);

/** Names that cover the host; `*.org` is sold by nobody. */
const wanted = (host: string): readonly string[] =>
  isWildcard(host) || !parentOf(host).includes(".") ? [host] : [host, `*.${parentOf(host)}`];

interface Holder {
  readonly host: string;
  readonly tenant: Tenant;
}

export function certificatesBelongToOneTenant({ domain, tenants }: Fleet): readonly Finding[] {
  const secrets = new Map<string, Tenant>();
  for (const tenant of tenants.toReversed()) for (const { secret } of tenant.certificates) secrets.set(secret, tenant);

  const holders = tenants.flatMap((tenant) => hostsOf(tenant, domain).map((host): Holder => ({ host, tenant })));
  const byHost = new Map(holders.map((holder) => [holder.host, holder]));
  const byParent = Map.groupBy(holders, ({ host }) => parentOf(host));
  /**
   * Whose host the certificate's owner could pose as: a pattern that encloses the name, or one label in place of its `*`.
   * A host that both claim is the finding of another check.
   */
  const victim = (name: string, owner: Tenant): Holder | undefined =>
    [
      ...enclosing(name).flatMap((pattern) => byHost.get(pattern) ?? []),
      ...(isWildcard(name) ? (byParent.get(parentOf(name)) ?? []) : []),
    ].find(({ host, tenant }) => tenant.id !== owner.id && !hostsOf(owner, domain).some((own) => overlaps(own, host)));

  return tenants.flatMap((tenant, at) =>
    tenant.certificates.flatMap(({ secret, names }, place) => {
      const path: FleetPath = ["tenants", at, "certificates", place];
      const first = secrets.get(secret);
      return [
        ...(first === undefined || first.id === tenant.id ? [] : [sharedSecret(secret, first, path)]),
        ...names.flatMap((name, index) => {
          const holder = victim(name, tenant);
          return holder === undefined ? [] : [foreignName(name, holder, [...path, "names", index])];
        }),
      ];
    }),
  );
}

const sharedSecret = (secret: string, first: Tenant, path: FleetPath): Finding => ({
  path: [...path, "secret"],
  message: `Secret ${quote(secret)} already holds a certificate of tenant ${quote(first.id)}`,
  remedy: `Give each tenant a Secret of its own in ${entryNamespace}: one tenant's key must not serve another's hosts.`,
});

const foreignName = (name: string, { host, tenant }: Holder, path: FleetPath): Finding => ({
  path,
  message: `certificate name ${quote(name)} is valid for host ${quote(host)} of tenant ${quote(tenant.id)}`,
  remedy: `Use a certificate without that name, and give tenant ${quote(tenant.id)} one of its own.`,
});
