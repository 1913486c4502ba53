/** `list`: every host that needs a proof, its state, and the records that prove it. */
import type { Fleet } from "../../plan/index.ts";
import { table } from "../table.ts";
import { stateOf, type Claim } from "./hosts.ts";

export function tellClaims({ domains, environment }: Fleet, claims: readonly Claim[]): readonly string[] {
  const notAsked =
    domains.proof === "required" ? [] : [`Environment ${environment} asks for no proof: every host is served.`];
  if (claims.length === 0) return [...notAsked, "No tenant has a host that needs a proof."];
  const waiting = claims.some(({ proof }) => proof?.state !== "verified");
  return [
    ...notAsked,
    ...table([["HOST", "TENANT", "STATE", "SINCE", "TXT RECORD", "VALUE"], ...claims.flatMap(rows)]),
    ...(waiting
      ? ["", "Of several TXT records one is enough. A value is no secret: it says which tenant is meant."]
      : []),
  ];
}

/** Of a verified host the record that was found; of any other each that would do. */
function rows({ host, tenant, records, proof }: Claim): readonly (readonly string[])[] {
  const shown = proof?.state === "verified" ? [proof] : records;
  const since = proof?.missing === undefined ? (proof?.since ?? "") : `${proof.since}, missing ${proof.missing}`;
  return shown.map(({ record, value }, at) =>
    at === 0 ? [host, tenant, stateOf(proof), since, record, value] : ["", "", "", "", record, value],
  );
}
