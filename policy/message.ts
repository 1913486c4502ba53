/** A finding as the engine prints it: below the rule's description, which says why, what was seen and what to do. */
import type { Facts } from "./facts.ts";
import { ownerOf } from "./model/ownership.ts";
import { redacted } from "./model/redact.ts";
import type { Finding, Resource, Rule } from "./rule.ts";

/** Characters that a value of someone else's making may fill. */
const longest = 400;

/** Two lines, of which the second is the remedy: the engine does not show `remediationSteps`. */
export function violation(
  rule: Pick<Rule, "remedy">,
  { path, message }: Finding,
  resource: Resource | undefined,
  facts: Facts,
): string {
  const owner = resource && ownerOf(resource, facts);
  const seen = `${path === "" ? "" : `${path}: `}${message}${owner === undefined ? "" : ` (${owner})`}`;
  return `${line(seen)}\n${rule.remedy}`;
}

/** Rules quote what people wrote: that may be long, have lines of its own, or hold a password in a URL. */
function line(text: string): string {
  const flat = redacted(text.replace(/\s+/g, " "));
  return flat.length > longest ? `${flat.slice(0, longest - 1)}…` : flat;
}
