/** How long a request may take. */
import type { Translation } from "./translation.ts";

export const timeout: Translation<number, { readonly timeouts: { readonly request: string } }> = {
  say: (seconds) => ({ timeouts: { request: `${seconds}s` } }),
};
