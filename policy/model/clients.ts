/** Hosts whose clients must show a certificate of their own, as the fleet says. */
import type { Facts } from "../facts.ts";
import { covers, fold, within } from "./hosts.ts";

export interface Asking {
  /** Secret with the authority by that of the certificate. */
  readonly authorities: ReadonlyMap<string, string>;
  /** Folded. */
  readonly hosts: readonly string[];
}

const byFacts = new WeakMap<Facts, Asking>();

export function askingOf(facts: Facts): Asking {
  const known = byFacts.get(facts);
  if (known !== undefined) return known;
  const asking = facts.tenants.flatMap(({ hosts, certificates }) =>
    certificates.flatMap(({ secret, names, clientAuthority }) =>
      clientAuthority === undefined
        ? []
        : [
            {
              authority: [secret, clientAuthority] as const,
              hosts: hosts.map(fold).filter((host) => names.some((name) => covers(fold(name), host))),
            },
          ],
    ),
  );
  const all = {
    authorities: new Map(asking.map(({ authority }) => authority)),
    hosts: asking.flatMap(({ hosts }) => hosts),
  };
  byFacts.set(facts, all);
  return all;
}

/** Of the hosts that ask, one that a request for this host could be meant for; the host is folded. */
export const askedNear = (host: string, { hosts }: Asking): string | undefined =>
  hosts.find((asked) => within(host, asked) || within(asked, host));
