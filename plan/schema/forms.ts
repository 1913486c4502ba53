/** Maps that can be written in one of several forms, each with keys of its own. */
import * as z from "zod";
import { says } from "./words.ts";

/**
 * One form of such a map.
 * @param others keys of the other forms: beside this form's they are no typing mistake but a contradiction, and `contradiction` says so.
 */
export const form = <Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  others: readonly string[],
  contradiction: string,
) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys" && issue.keys.some((key) => others.includes(key)) ? contradiction : undefined,
  });

/** What to say of a map that has the keys of no form or of several. */
export const exactlyOne = (what: string, forms: string): string =>
  says(`does not name exactly one ${what}`, `Give ${forms}.`);

/** Words for a union whose data fits no form; a missing value is left to the words for that. */
export const unionError = (text: string) => ({
  error: (issue: { readonly input?: unknown }) => (issue.input === undefined ? undefined : text),
});
