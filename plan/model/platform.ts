/** Who runs a fleet, and how strictly it is judged. */

/** How the policy pack judges this environment, where that is not as the rules have it. */
export interface Policy {
  /** By id of the rule. */
  readonly rules: Readonly<Record<string, RuleChoice>>;
}

/** A level other than the rule's own, and values for its settings; the rules themselves know which there are. */
export interface RuleChoice {
  readonly level?: "mandatory" | "advisory" | "disabled" | "remediate";
  readonly [setting: string]: unknown;
}

/** Who runs `pulumi up`, as the API server knows them: admission policies and guard rails bind everybody else. */
export interface Platform {
  readonly groups: readonly string[];
  readonly users: readonly string[];
}

/** An exception from one rule of the policy pack. */
export interface Waiver {
  /** Id of the rule. */
  readonly rule: string;
  readonly scope: { readonly tenant: string } | { readonly namespace: string } | { readonly urn: string };
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** Last day, `2026-12-31`. */
  readonly expires: string;
}
