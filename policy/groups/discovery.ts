/** Service discovery: rules 66 to 69 of the catalogue. */
import type { Rule } from "../rule.ts";
import mcpbridgeEffective from "../rules/mcpbridge-effective.ts";
import mcpbridgeTargetSafe from "../rules/mcpbridge-target-safe.ts";

export const discovery: readonly Rule[] = [
  mcpbridgeEffective, // 66
  mcpbridgeTargetSafe, // 68
];
