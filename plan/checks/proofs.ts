/** Whether what is said to be proven is what the fleet asks to be proven. */
import type { Finding } from "../fault.ts";
import type { Fleet } from "../model.ts";
import type { Proof } from "../model/domains.ts";
import { isWildcard } from "../hosts.ts";
import { isCustom, isSound, proofRecords } from "../proof.ts";
import { eachTenant, quote, repeated, type Check, type Problem } from "./check.ts";

const anew = "Run `npm run domains -- verify`, which asks DNS and writes the file anew.";

/**
 * A proof that fits nobody is not let lie: whoever names the host years later would have it proven. Nor does one move with a host
 * from tenant to tenant.
 */
export function proofsFitTheFleet(fleet: Fleet): readonly Finding[] {
  const twice = new Map(repeated(fleet.proofs.map(({ host }) => host)).map(({ value, at }) => [at, value]));
  return fleet.proofs.flatMap((proof, at) => {
    const again = twice.get(at);
    const problem =
      again === undefined
        ? (misfit(proof, fleet) ?? (isSound(proof, fleet) ? undefined : unsound(proof)))
        : { message: `${quote(again)} has a proof already`, remedy: anew };
    return problem === undefined ? [] : [{ path: ["proofs", at, problem.key ?? "host"], ...told(problem) }];
  });
}

type Placed = Problem & { readonly key?: keyof Proof };

const told = ({ message, remedy }: Placed): Problem => ({ message, remedy });

function misfit({ host, tenant }: Proof, { tenants, domain }: Fleet): Placed | undefined {
  const owner = tenants.find(({ hosts }) => hosts.includes(host));
  if (owner?.id === tenant && isCustom(host, tenant, domain)) return undefined;
  const proven = `${quote(host)} is proven for tenant ${quote(tenant)}`;
  if (owner?.id === tenant) {
    return { message: `${proven}, which has it by its id and needs no proof`, remedy: anew };
  }
  if (owner !== undefined) {
    return { key: "tenant", message: `${proven} and is a host of tenant ${quote(owner.id)}`, remedy: anew };
  }
  const known = tenants.some(({ id }) => id === tenant);
  return { message: `${proven}, ${known ? "which names no such host" : "which there is not"}`, remedy: anew };
}

const unsound = ({ host, tenant }: Proof): Placed => ({
  key: "value",
  message: `this is no record that proves ${quote(host)} for tenant ${quote(tenant)} in this environment`,
  remedy: anew,
});

/** A name below which anybody may register has no owner whom a record could speak for. */
export const hostsCanBeProven: Check = eachTenant(({ id, hosts }, { domains, environment, domain }) =>
  domains.proof === "none"
    ? []
    : hosts.flatMap((host, at) =>
        // Of a wildcard over one, hosts.ts says so already.
        !isCustom(host, id, domain) || isWildcard(host) || proofRecords(host, id, { environment, domain }).length > 0
          ? []
          : [
              {
                path: ["hosts", at],
                message: `${quote(host)} is a public suffix, below which anybody may register names: no record can prove whose it is`,
                remedy: "Use a host below a domain of the tenant's own.",
              },
            ],
      ),
);
