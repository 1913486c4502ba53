/** Plumbing and closed world: rules 1 to 7 of the catalogue. */
import type { Rule } from "../rule.ts";
import closedWorldOwnership from "../rules/closed-world-ownership.ts";
import explicitProvider from "../rules/explicit-provider.ts";
import namespaceExplicit from "../rules/namespace-explicit.ts";

export const plumbing: readonly Rule[] = [
  closedWorldOwnership, // 1
  explicitProvider, // 5
  namespaceExplicit, // 7
];
