/** Every rule of the pack, in the order of the catalogue. */
import type { Rule } from "./rule.ts";

export const rules: readonly Rule[] = [];
