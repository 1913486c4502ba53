/** Whether the policy pack takes a new tenant for too small: better known before its file is reviewed than at `up`. */
import { fleetFacts, type Fleet } from "../../plan/index.ts";
import rule from "../../policy/rules/env-gateway-floor.ts";
import type { Resource } from "../../policy/rule.ts";
import { UnknownField } from "../../policy/unknown.ts";
import { planOf } from "./effects.ts";
import { waivedFor } from "./waivers.ts";

/** What the rule says of the tenant's release, as lines; none when it has nothing to say, or is waived or disabled. */
export function tellFloor(fleet: Fleet, id: string): readonly string[] {
  const { level, ...given } = fleet.policy.rules[rule.id] ?? {};
  if (level === "disabled" || waivedFor(fleet, id).includes(rule.id)) return [];
  const regions = fleet.tenants.find((tenant) => tenant.id === id)?.regions ?? [];
  const findings = new Set(regions.flatMap((region) => findingsIn(fleet, region, id, given)));
  if (findings.size === 0) return [];
  return [
    "",
    `Rule ${rule.id} of the policy pack speaks against it:`,
    ...[...findings].map((finding) => `  ${finding}`),
    `  ${rule.remedy}`,
  ];
}

function findingsIn(
  fleet: Fleet,
  region: string,
  id: string,
  given: Readonly<Record<string, unknown>>,
): readonly string[] {
  const release = planOf(fleet, region).tenants.find((tenant) => tenant.id === id)?.release;
  if (release === undefined) return [];
  const resource: Resource = {
    type: "kubernetes:helm.sh/v3:Release",
    kind: "Release",
    apiVersion: "helm.sh/v3",
    isPatch: false,
    urn: "",
    name: id,
    props: { ...release },
    opts: { protect: fleet.protect, ignoreChanges: [] },
  };
  try {
    const findings = rule.check(resource, fleetFacts(fleet, region), given) ?? [];
    return findings.map(({ path, message }) => `${path}: ${message}`);
  } catch (error) {
    // A chart whose defaults the pack does not know: the pack itself will say so.
    if (error instanceof UnknownField) return [];
    throw error;
  }
}
