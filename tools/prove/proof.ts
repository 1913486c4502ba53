/** What one of the proofs found. */
export interface Proof {
  /** For people. */
  readonly lines: readonly string[];
  /** Every difference from what is promised; empty: proved. */
  readonly failures: readonly string[];
}
