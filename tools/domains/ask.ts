/** What DNS says of the records that prove a host. */
import type { ProofRecord } from "../../plan/proof.ts";

/** As of `Resolver` in node:dns/promises; what fails has a code. */
export interface Resolver {
  readonly resolveTxt: (name: string) => Promise<readonly (readonly string[])[]>;
  readonly resolveCname: (name: string) => Promise<readonly string[]>;
}

export type Answer =
  | { readonly is: "there"; readonly proof: ProofRecord }
  /** Every server that was asked knows, and none of the records is there; why not, in words. */
  | { readonly is: "absent"; readonly seen: readonly string[] }
  /** Somebody could not be asked: nothing follows. */
  | { readonly is: "unclear"; readonly seen: readonly string[] };

/** The first of the records that is there. One is enough, so a server that fails matters only where none is found. */
export async function ask(records: readonly ProofRecord[], resolver: Resolver): Promise<Answer> {
  const looks = await Promise.all(records.map((record) => look(record, resolver)));
  const there = records.find((_, at) => looks[at]?.is === "there");
  if (there !== undefined) return { is: "there", proof: there };
  const seen = looks.flatMap((each) => (each.is === "there" ? [] : [each.seen]));
  return { is: looks.some((each) => each.is === "unclear") ? "unclear" : "absent", seen };
}

type Look = { readonly is: "there" } | { readonly is: "absent" | "unclear"; readonly seen: string };

/**
 * A CNAME is not followed. Below a wildcard CNAME every name is one, this too: whoever owns the target could then prove all of a
 * domain that merely points to it.
 */
async function look({ record, value }: ProofRecord, resolver: Resolver): Promise<Look> {
  const alias = await answered(resolver.resolveCname(record));
  if ("failure" in alias) return { is: "unclear", seen: `${record}: ${alias.failure}` };
  const [target] = alias.found;
  if (target !== undefined) {
    return { is: "absent", seen: `${record} is a CNAME to ${target}, which proves nothing: make it a TXT record` };
  }
  const texts = await answered(resolver.resolveTxt(record));
  if ("failure" in texts) return { is: "unclear", seen: `${record}: ${texts.failure}` };
  // A text of more than 255 bytes comes in pieces, and some providers cut shorter ones, too (RFC 7208 3.3 joins them likewise).
  const said = texts.found.map((pieces) => pieces.join(""));
  if (said.includes(value)) return { is: "there" };
  const other = said.some((text) => text.startsWith("higress-fleet="));
  return { is: "absent", seen: `${record} ${other ? "has another token" : "has no such text"}` };
}

type Answered<T> = { readonly found: readonly T[] } | { readonly failure: string };

/** That there is no such name, or none with such a record, is an answer; all else is none. */
async function answered<T>(question: Promise<readonly T[]>): Promise<Answered<T>> {
  try {
    return { found: await question };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return code === "ENOTFOUND" || code === "ENODATA"
      ? { found: [] }
      : { failure: failures[code] ?? `fails (${code})` };
  }
}

const failures: Readonly<Record<string, string>> = {
  ESERVFAIL: "the server fails (SERVFAIL)",
  ETIMEOUT: "no server answers",
  ECONNREFUSED: "no server answers",
  EREFUSED: "the server refuses to answer (REFUSED)",
};
