/** Hosts that need a proof, and what is known of each. */
import type { Fleet } from "../../plan/index.ts";
import type { Proof } from "../../plan/model/domains.ts";
import { sortedBy } from "../../plan/order.ts";
import { isCustom, isSound, proofRecords, type ProofRecord } from "../../plan/proof.ts";

export interface Claim {
  readonly host: string;
  readonly tenant: string;
  /** Each of them proves the host. */
  readonly records: readonly ProofRecord[];
  /** Absent while it is pending. */
  readonly proof?: Proof;
}

/** By host, whatever region the tenant runs in. A proof that does not fit the fleet is none. */
export function claimsOf(fleet: Fleet, proofs: readonly Proof[]): readonly Claim[] {
  const claims = fleet.tenants.flatMap(({ id, hosts }) =>
    hosts
      .filter((host) => isCustom(host, id, fleet.domain))
      .map((host): Claim => {
        const proof = proofs.find((each) => each.host === host && each.tenant === id && isSound(each, fleet));
        return {
          host,
          tenant: id,
          records: proofRecords(host, id, fleet),
          ...(proof !== undefined && { proof }),
        };
      }),
  );
  return sortedBy(claims, ({ host }) => host);
}

/** `verified`, `expired` or `pending`. */
export const stateOf = (proof: Proof | undefined): string => proof?.state ?? "pending";
