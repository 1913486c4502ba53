import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/** How many tests held; `skipped` ones were not run. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** mocha's `spec`, which also leaves the counts where `npm test` finds them for its last line. */
export default class Reporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const target = process.env.HIGRESS_FLEET_TEST_COUNTS;
    runner.once("end", () => {
      const { passes, failures, pending } = this.stats;
      const counts: Counts = { passed: passes, failed: failures, skipped: pending };
      if (target !== undefined) writeFileSync(target, JSON.stringify(counts));
    });
  }
}
