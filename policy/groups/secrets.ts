/** Secrets and state: rules 79 to 80 of the catalogue. */
import type { Rule } from "../rule.ts";
import secretHygiene from "../rules/secret-hygiene.ts";

export const secrets: readonly Rule[] = [
  secretHygiene, // 79
];
