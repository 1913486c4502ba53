/** Plumbing and closed world: rules 1 to 7 of the catalogue. */
import type { Rule } from "../rule.ts";
import closedWorldOwnership from "../rules/closed-world-ownership.ts";
import explicitProvider from "../rules/explicit-provider.ts";
import isolationFieldUnknown from "../rules/isolation-field-unknown.ts";
import namespaceExplicit from "../rules/namespace-explicit.ts";
import noIgnoreChangesOnIsolation from "../rules/no-ignore-changes-on-isolation.ts";
import noPatchBypass from "../rules/no-patch-bypass.ts";
import protectTenancyRoots from "../rules/protect-tenancy-roots.ts";

export const plumbing: readonly Rule[] = [
  closedWorldOwnership, // 1
  isolationFieldUnknown, // 2
  noIgnoreChangesOnIsolation, // 3
  noPatchBypass, // 4
  explicitProvider, // 5
  protectTenancyRoots, // 6
  namespaceExplicit, // 7
];
