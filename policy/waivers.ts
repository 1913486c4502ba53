/** Which findings a waiver takes away. */
import type { Facts, Waiver } from "./facts.ts";
import { namespaceOf } from "./model/ownership.ts";
import type { Finding, Resource, Rule } from "./rule.ts";
import type { Run } from "./run.ts";
import { UnknownField } from "./unknown.ts";

/** The rule about waivers, which none takes away. */
export const waiverRule = "waiver-valid";

/** A waiver that ends later is none: exceptions are looked at again. */
export const longestDays = 90;

/** Days from today to the waiver's last day, negative when that is over; undefined when it is no date. */
export function daysLeft({ expires }: Waiver, today: string): number | undefined {
  const day = 24 * 60 * 60 * 1000;
  const last = Date.parse(`${expires}T00:00:00Z`);
  // Node reads the 30th of February as the 2nd of March.
  if (Number.isNaN(last) || new Date(last).toISOString() !== `${expires}T00:00:00.000Z`) return undefined;
  return Math.round((last - Date.parse(`${today}T00:00:00Z`)) / day);
}

export function isInForce(waiver: Waiver, today: string): boolean {
  const days = daysLeft(waiver, today);
  return days !== undefined && days >= 0 && days <= longestDays;
}

/**
 * Whether the waiver speaks of the resource. That a tenant owns it is decided by its namespace: labels and annotations
 * are the resource's own word. A namespace that preview cannot know is nobody's.
 */
export function isWithin({ scope }: Waiver, resource: Resource, facts: Facts): boolean {
  if ("urn" in scope) return resource.urn === scope.urn;
  const namespace = knownNamespace(resource);
  if (namespace === undefined) return false;
  if ("namespace" in scope) return namespace === scope.namespace;
  return facts.tenants.some((tenant) => tenant.id === scope.tenant && tenant.namespace === namespace);
}

/**
 * The findings that no waiver takes away.
 * @param at the resource that a finding is about; one about no resource in particular cannot be waived
 */
export function unwaived(
  rule: Pick<Rule, "id">,
  findings: readonly Finding[],
  at: (finding: Finding) => Resource | undefined,
  facts: Facts,
  run: Run,
): readonly Finding[] {
  if (rule.id === waiverRule) return findings;
  const waivers = facts.waivers.filter((waiver) => waiver.rule === rule.id && isInForce(waiver, run.today));
  if (waivers.length === 0) return findings;
  return findings.filter((finding) => {
    const resource = at(finding);
    const matching = resource === undefined ? [] : waivers.filter((waiver) => isWithin(waiver, resource, facts));
    matching.forEach(run.noteUsed);
    return matching.length === 0;
  });
}

function knownNamespace(resource: Resource): string | undefined {
  try {
    return namespaceOf(resource);
  } catch (error) {
    if (error instanceof UnknownField) return undefined;
    throw error;
  }
}
