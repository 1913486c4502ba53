/** How long a request may take. */
import type { Translation } from "./translation.ts";

export const timeout: Translation<number> = {
  say: (seconds) => ({ timeouts: { request: `${seconds}s` } }),
};
