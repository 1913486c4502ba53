/** Entry, hosts, TLS: rules 31 to 46 of the catalogue. */
import type { Rule } from "../rule.ts";
import hostExclusive from "../rules/host-exclusive.ts";
import hostIsolationValues from "../rules/host-isolation-values.ts";
import hostOwnerMatches from "../rules/host-owner-matches.ts";
import hostRequired from "../rules/host-required.ts";
import tlsRequiredAndRedirect from "../rules/tls-required-and-redirect.ts";

export const entry: readonly Rule[] = [
  hostRequired, // 31
  hostExclusive, // 33
  hostOwnerMatches, // 34
  tlsRequiredAndRedirect, // 39
  hostIsolationValues, // 45
];
