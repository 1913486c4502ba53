/** Public names behind which the fleet itself stands: a gateway that calls one comes back in through the entry. */
import { enclosing, isWithin } from "../hosts.ts";
import type { Fleet } from "../model.ts";
import { systemHost } from "../names.ts";
import { quote } from "./check.ts";

/** Of a folded exact name: by what the fleet serves it, in words; undefined for names outside the fleet. */
export type Serves = (name: string) => string | undefined;

/** Made once for all names: each is then looked up under the few patterns that enclose it, however many tenants there are. */
export function servesOf({ domain, tenants }: Fleet): Serves {
  const owners = new Map(
    tenants
      .flatMap(({ id, hosts }) => [systemHost(id, domain), ...hosts].map((host) => [host, id] as const))
      // Of two that claim one host, the first in the file has it.
      .toReversed(),
  );
  return (name) => {
    for (const host of enclosing(name)) {
      const owner = owners.get(host);
      if (owner !== undefined) return `as host ${quote(host)} of tenant ${quote(owner)}`;
    }
    return isWithin(name, domain) ? `within its own domain ${quote(domain)}` : undefined;
  };
}
