/** `verify`: asks DNS about every host, and says what is true now. */
import type { Proof } from "../../plan/model/domains.ts";
import { table } from "../table.ts";
import { ask, type Answer, type Resolver } from "./ask.ts";
import { stateOf, type Claim } from "./hosts.ts";
import { grace, judge } from "./judge.ts";

export interface Verified {
  readonly claim: Claim;
  readonly answer: Answer;
  /** Undefined: it is pending. */
  readonly after?: Proof;
}

/** Hosts asked about at a time: a thousand at once a resolver would drop. */
const atOnce = 16;

/** @param today in UTC, `2026-11-21` */
export async function verify(
  claims: readonly Claim[],
  resolver: Resolver,
  today: string,
): Promise<readonly Verified[]> {
  const [some, rest] = [claims.slice(0, atOnce), claims.slice(atOnce)];
  if (some.length === 0) return [];
  const done = await Promise.all(
    some.map(async (claim): Promise<Verified> => {
      const answer = await ask(claim.records, resolver);
      const after = judge(claim, claim.proof, answer, today);
      return { claim, answer, ...(after !== undefined && { after }) };
    }),
  );
  return [...done, ...(await verify(rest, resolver, today))];
}

export const tellVerified = (verified: readonly Verified[]): readonly string[] =>
  table([
    ["HOST", "TENANT", "STATE", "DNS"],
    ...verified.flatMap(({ claim: { host, tenant, proof }, answer, after }) => {
      const [was, is] = [stateOf(proof), stateOf(after)];
      const [first = "", ...others] = words(answer, after);
      return [[host, tenant, was === is ? is : `${was} → ${is}`, first], ...others.map((line) => ["", "", "", line])];
    }),
  ]);

function words(answer: Answer, after: Proof | undefined): readonly string[] {
  if (answer.is === "there") return [`${answer.proof.record} is there`];
  if (answer.is === "unclear") return [...answer.seen, "nothing follows from that: the state stays"];
  if (after?.missing === undefined) return answer.seen;
  return [...answer.seen, `missing since ${after.missing}; served until it has been so for ${grace} days`];
}
