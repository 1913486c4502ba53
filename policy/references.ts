/** What rules refer to: their own documentation and published benchmarks. */
import type { Rule } from "./rule.ts";

type Framework = NonNullable<Rule["framework"]>;

/** Section of the rule in the catalogue. */
export const ruleUrl = (id: string): string =>
  `https://github.com/higress-fleet/higress-fleet/blob/main/docs/policy.md#${id}`;

/** Section of the CIS benchmark, `5.1.2`. */
export const cis = (section: string): Framework => ({
  name: "CIS Kubernetes Benchmark",
  version: "1.9",
  reference: section,
});

/** Check of the Multi-Tenancy Benchmarks of Kubernetes SIGs, `MTB-PL1-BC-HI-1`; archived before a first version. */
export const multiTenancy = (check: string): Framework => ({
  name: "Kubernetes Multi-Tenancy Benchmarks",
  version: "archived",
  reference: check,
});

/** Level of the Pod Security Standards, `baseline`. */
export const podSecurity = (level: string): Framework => ({
  name: "Pod Security Standards",
  version: "1.35",
  reference: level,
});
