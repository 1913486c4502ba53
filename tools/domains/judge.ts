/** From what stood in the file and what DNS says now to what stands there next. */
import type { Proof } from "../../plan/model/domains.ts";
import type { Answer } from "./ask.ts";

/**
 * Days that a host is served after its record was first seen missing. A record goes missing by mistake, in a move to another
 * provider for example; what a mistake of one day ends must not be production.
 */
export const grace = 7;

/** @param today in UTC, `2026-11-21` */
export function judge(
  { host, tenant }: Pick<Proof, "host" | "tenant">,
  before: Proof | undefined,
  answer: Answer,
  today: string,
): Proof | undefined {
  if (answer.is === "unclear") return before;
  if (answer.is === "there") {
    const since = before?.state === "verified" ? before.since : today;
    return { host, tenant, ...answer.proof, state: "verified", since };
  }
  if (before?.state !== "verified") return before;
  const { missing = today, ...rest } = before;
  if (daysBetween(missing, today) < grace) return { ...rest, missing };
  return { ...rest, state: "expired", since: today };
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
