/** Plugins: rules 62 to 65 of the catalogue. */
import type { Rule } from "../rule.ts";

export const plugins: readonly Rule[] = [];
