/** How long a request may take. */
import { duration } from "../schema/units.ts";
import type { Concern } from "./concern.ts";

export const timeoutSchema = duration("1h")
  .exactOptional()
  .describe(
    "Time until a request without a whole answer ends with 504, retries included: `30s`, `2m`. Default: none, so that streams and uploads may go on.",
  );

/** The controller counts whole seconds, and takes 0 for none (annotations/timeout.go). */
export const timeout: Concern<number> = {
  keys: ["timeout"],
  annotations: (seconds) => ({ timeout: String(seconds) }),
};
