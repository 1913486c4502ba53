/** Availability and environment: rules 76 to 78 of the catalogue. */
import type { Rule } from "../rule.ts";

export const availability: readonly Rule[] = [];
