/** What is asked for a new tenant → its settings, as a fleet file has them. */
import { covers, foldHost } from "../../plan/hosts.ts";
import { systemHost } from "../../plan/names.ts";

export interface Request {
  readonly id: string;
  readonly owner: string;
  readonly size: string;
  readonly hosts: readonly string[];
  /** None: all of the fleet. */
  readonly regions: readonly string[];
  /** TLS Secret of the hosts. */
  readonly secret?: string;
}

/** Keys in the order of docs/settings.md. */
export interface Settings {
  readonly id: string;
  readonly owner: string;
  readonly size: string;
  readonly regions?: readonly string[];
  readonly hosts?: readonly string[];
  readonly certificates?: readonly { readonly secret: string; readonly names: readonly string[] }[];
}

/**
 * Names on the certificate are the hosts that the system host's does not cover. It is one certificate, since the hosts are one tenant's;
 * whoever has several splits it in the file.
 */
export function settingsOf({ id, owner, size, regions, hosts, secret }: Request, domain: string): Settings {
  const system = systemHost(id, domain);
  const own = hosts.filter((host) => !covers(system, foldHost(host) ?? host));
  // A Secret of that name would be the system host's; where there is no other host, one that is named can be for nothing else.
  const whole = secret === `${id}-tls` || (secret !== undefined && own.length === 0);
  const names = whole ? [system, ...own] : own;
  return {
    id,
    owner,
    size,
    ...(regions.length > 0 && { regions }),
    ...(hosts.length > 0 && { hosts }),
    ...(names.length > 0 && { certificates: [{ secret: secret ?? `${id}-hosts-tls`, names: [...new Set(names)] }] }),
  };
}
