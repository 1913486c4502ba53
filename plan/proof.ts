/**
 * Proof that a tenant may have a host of its own: a TXT record that only the owner of the name can make. Here is what the record
 * is called and says; whether it is there, `npm run domains` asks, and what it was told stands in a file (schema/proofs.ts).
 */
import { createHash } from "node:crypto";
import { isPublicSuffix, isWildcard, isWithin, parentOf } from "./hosts.ts";
import type { Fleet, Tenant } from "./model.ts";
import type { Proof, Withheld } from "./model/domains.ts";

/** In front of a name; an underscore is in no host, so no tenant can be given it. */
const label = "_higress-fleet";

/** A TXT record that proves a host: its name, and what it must say. */
export interface ProofRecord {
  readonly record: string;
  readonly value: string;
}

/** What a token is made of beside the tenant: it is worth nothing in another environment or fleet. */
export type Realm = Pick<Fleet, "environment" | "domain">;

/** Whether the host lies outside what the tenant has by its id, `*.<id>.<domain>`, so that somebody else may own it. */
export const isCustom = (host: string, tenant: string, domain: string): boolean =>
  !isWithin(bare(host), `${tenant}.${domain}`);

/**
 * Every record that proves the host, that of its own name first, then those of ever shorter ones: whoever owns a name decides about
 * all names below it. Never at or above a public suffix, where anybody may register. None for a host that is itself one.
 * A wildcard and the name it stands below have the same records.
 */
export function proofRecords(host: string, tenant: string, realm: Realm): readonly ProofRecord[] {
  const labels = bare(host).split(".");
  const names = labels.map((_, at) => labels.slice(at).join("."));
  const end = names.findIndex(isPublicSuffix);
  return names
    .slice(0, end)
    .map((name) => ({ record: `${label}.${name}`, value: `higress-fleet=${token(name, tenant, realm)}` }));
}

/**
 * No secret: anybody with the fleet file can compute it. It tells tenants apart, so that the record made for one proves nothing for
 * another, whoever copies it.
 */
const token = (name: string, tenant: string, { environment, domain }: Realm): string =>
  createHash("sha256")
    .update(JSON.stringify([domain, environment, tenant, name]))
    .digest("hex")
    .slice(0, 32);

/** Whether the proof is of a record that proves the host for the tenant in this fleet. */
export const isSound = ({ host, tenant, record, value }: Proof, realm: Realm): boolean =>
  proofRecords(host, tenant, realm).some((wanted) => wanted.record === record && wanted.value === value);

/** The tenant's own hosts that lack a sound proof, in the order of the file; with what keeps them back. */
export const withheldOf = (
  { id, hosts }: Pick<Tenant, "id" | "hosts">,
  proofs: readonly Proof[],
  realm: Realm,
): readonly Withheld[] =>
  hosts
    .filter((host) => isCustom(host, id, realm.domain))
    .flatMap((host) => {
      const proof = proofs.find((each) => each.host === host && each.tenant === id && isSound(each, realm));
      if (proof?.state === "verified") return [];
      return [{ host, state: proof?.state ?? "pending" }];
    });

const bare = (host: string): string => (isWildcard(host) ? parentOf(host) : host);
