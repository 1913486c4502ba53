/** The policy as it is applied, with what whoever applies it has to know. */
import { stringify } from "yaml";
import type { BusinessPolicy } from "./policy.ts";

export function printed({ policy, sources }: BusinessPolicy, tenant: string): readonly string[] {
  const places = sources.map(
    ({ region, cidrs, named }) =>
      `#   ${region}: ${cidrs.join(", ")}${named ? "" : " (its pods': they arrive only where pod networks are routed; else name regions." + region + ".egressCidrs)"}`,
  );
  const selected = "matchLabels" in policy.spec.podSelector ? "Pods with these labels" : "All pods of the namespace";
  return [
    `# Lets the gateways of tenant ${tenant} in, from`,
    ...places,
    `# ${selected} take no other requests from then on, but for what other policies allow.`,
    "# An address says which cluster calls, not which tenant: mTLS does (routes[].backendTls).",
    ...stringify(policy, { aliasDuplicateObjects: false }).trimEnd().split("\n"),
  ];
}
