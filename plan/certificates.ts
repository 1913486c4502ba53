/** A tenant's certificates: those that are written, and those that follow. */
import { covers } from "./hosts.ts";
import type { Certificate, Issuer, Tls } from "./model/certificate.ts";
import { systemHost } from "./names.ts";
import type { WrittenTenant } from "./schema/tenant.ts";

/**
 * A wildcard name covers one label, so only the very same wildcard covers the system host. What is added comes last: findings keep the
 * file's numbering. Nothing is added under a name that the file gives another certificate: that hosts have none is then for the checks
 * to say. What the default issuer signs are two certificates, since an authority gives one for all of its names or none: a custom host
 * that does not lead here yet must not cost the system host its certificate.
 */
export function completeCertificates(
  { id, hosts, certificates: written }: Pick<WrittenTenant, "id" | "hosts" | "certificates">,
  { domain, tls }: { readonly domain: string; readonly tls: Tls },
): readonly Certificate[] {
  const system = systemHost(id, domain);
  const given = written.flatMap(({ names }) => names ?? []);
  const free = [...bare([system], given), ...bare(hosts, [system, ...given])];
  const listed = written.map((certificate): Certificate => ({ ...certificate, names: certificate.names ?? free }));
  const taken = (secret: string): boolean => listed.some((certificate) => certificate.secret === secret);
  const names = listed.flatMap((certificate) => certificate.names);
  const issuer = tls.defaultIssuer === undefined ? {} : { issuer: tls.defaultIssuer };
  const rest = bare(hosts, [system, ...names]);
  const secrets = { system: `${id}-tls`, rest: `${id}-hosts-tls` };
  return [
    ...listed,
    ...(names.includes(system) || taken(secrets.system)
      ? []
      : [{ secret: secrets.system, names: [system], ...issuer }]),
    ...(tls.defaultIssuer === undefined || rest.length === 0 || taken(secrets.rest)
      ? []
      : [{ secret: secrets.rest, names: rest, ...issuer }]),
  ];
}

/** The hosts that none of the names covers. */
const bare = (hosts: readonly string[], names: readonly string[]): readonly string[] =>
  hosts.filter((host) => !names.some((name) => covers(name, host)));

/** @throws Error when the fleet has no such issuer, which parseFleet finds out first. */
export function issuerNamed({ issuers }: Tls, name: string): Issuer {
  const issuer = issuers.find((each) => each.name === name);
  if (issuer === undefined) throw new Error(`The fleet has no issuer ${JSON.stringify(name)}.`);
  return issuer;
}
