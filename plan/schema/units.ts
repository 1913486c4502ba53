/** Amounts with their unit, as people write them. */
import * as z from "zod";
import { says } from "./words.ts";

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

const read = (text: string): number | undefined => {
  const [, count, unit = ""] = /^([1-9]\d{0,5})([smh])$/.exec(text) ?? [];
  const each = seconds[unit];
  return count === undefined || each === undefined ? undefined : Number(count) * each;
};

const noLength = says("is no length of time", 'Write a whole number of seconds, minutes or hours: "30s", "2m", "1h".');

/** Words for a number, or a text that is one. */
function unitless(count: string, most: number): string {
  if (!/^[1-9]\d*$/.test(count) || Number(count) > most) return noLength;
  return says(
    "is no length of time: it has no unit",
    `Write "${count}s" if seconds are meant; minutes are "2m", hours "1h".`,
  );
}

/**
 * A length of time; read as whole seconds, which is what the gateway counts in.
 * @param longest the most, as people write it
 */
export const duration = (longest: string) => {
  const most = read(longest) ?? 0;
  return z
    .string({ error: ({ input }) => (typeof input === "number" ? unitless(String(input), most) : undefined) })
    .meta({ pattern: "^[1-9]\\d{0,5}[smh]$" })
    .transform((text, context) => {
      const value = read(text);
      if (value !== undefined && value <= most) return value;
      context.issues.push({
        code: "custom",
        message:
          value === undefined ? unitless(text, most) : says(`is longer than ${longest}`, `Use at most "${longest}".`),
        input: text,
      });
      return z.NEVER;
    });
};
