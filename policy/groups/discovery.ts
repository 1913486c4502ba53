/** Service discovery: rules 66 to 69 of the catalogue. */
import type { Rule } from "../rule.ts";
import destinationResolves from "../rules/destination-resolves.ts";
import mcpbridgeEffective from "../rules/mcpbridge-effective.ts";
import mcpbridgeTargetSafe from "../rules/mcpbridge-target-safe.ts";
import mcpbridgeTenantScoped from "../rules/mcpbridge-tenant-scoped.ts";

export const discovery: readonly Rule[] = [
  mcpbridgeEffective, // 66
  mcpbridgeTenantScoped, // 67
  mcpbridgeTargetSafe, // 68
  destinationResolves, // 69
];
