/** Lists with a most: what they become has one too, in an annotation, in the API server or in Envoy. */
import type * as z from "zod";
import { says } from "./words.ts";

/** Words for a list or map of a route that has more in it. */
export const moreThan = (most: number, what: string): string =>
  says(`has more than ${most} ${what}`, "Keep those that are needed, or spread them over several routes.");

/** Words for one of a tenant's. */
export const moreThanATenant = (most: number, what: string): string =>
  says(`has more than ${most} ${what}`, "Keep those that are needed, or make two tenants of it.");

/** Finds whatever stands in a list before. */
export function eachOnce(written: readonly (string | number)[], context: z.core.$RefinementCtx): void {
  for (const [at, each] of written.entries()) {
    if (written.indexOf(each) === at) continue;
    context.addIssue({
      code: "custom",
      path: [at],
      message: says("is there twice", "Keep one of the two."),
      input: each,
    });
  }
}
