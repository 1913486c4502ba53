/** Gateway API: rules 70 to 75 of the catalogue. */
import type { Rule } from "../rule.ts";

export const gatewayApi: readonly Rule[] = [];
