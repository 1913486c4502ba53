/** What is wrong with a quantity, given what it counts. */
import { parseQuantity } from "../quantity.ts";
import { quote, type Problem } from "./check.ts";

export type Unit = "cpu" | "bytes" | "count";

const units: Readonly<Record<Unit, { readonly what: string; readonly example: string }>> = {
  cpu: { what: "an amount of CPU", example: "500m" },
  bytes: { what: "an amount of bytes", example: "512Mi" },
  count: { what: "a whole number", example: "20" },
};

/** Thousandths make sense of CPU only: 512m of memory is half a byte. */
export function notAnAmount(text: string, unit: Unit): Problem | undefined {
  const amount = parseQuantity(text);
  if (amount !== undefined && (unit === "cpu" || amount % 1000n === 0n)) return undefined;
  const { what, example } = units[unit];
  return {
    message: `${quote(text)} is not ${what}`,
    remedy:
      unit === "bytes" && /^\d+m$/.test(text)
        ? `Write ${quote(text.replace("m", "Mi"))}: "m" is a thousandth.`
        : `Write a Kubernetes quantity such as ${quote(example)}.`,
  };
}
