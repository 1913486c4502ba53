/** Secrets and state: rules 79 to 80 of the catalogue. */
import type { Rule } from "../rule.ts";
import secretHygiene from "../rules/secret-hygiene.ts";
import waiverValid from "../rules/waiver-valid.ts";

export const secrets: readonly Rule[] = [
  secretHygiene, // 79
  waiverValid, // 80
];
