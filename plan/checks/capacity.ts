/** What a cluster is said to have: amounts, and something of each. */
import { parseQuantity } from "../quantity.ts";
import { notAnAmount, type Unit } from "./amounts.ts";
import { found, quote, type Check, type Problem } from "./check.ts";

const units: readonly (readonly [key: "cpu" | "memory" | "pods", unit: Unit])[] = [
  ["cpu", "cpu"],
  ["memory", "bytes"],
  ["pods", "count"],
];

export const capacitiesAreAmounts: Check = ({ regions }) =>
  Object.entries(regions).flatMap(([name, { capacity }]) =>
    units.flatMap(([key, unit]) => {
      const given = capacity?.[key];
      if (given === undefined) return [];
      return found(["regions", name, "capacity", key], notAnAmount(given, unit) ?? nothing(given, key));
    }),
  );

function nothing(given: string, key: string): Problem | undefined {
  if (parseQuantity(given) !== 0n) return undefined;
  const without = key === "pods" ? ", or leave the key out: pods are then not counted" : "";
  return {
    message: `${quote(given)} leaves room for no gateway`,
    remedy: `Write what the nodes of the region's cluster have${without}.`,
  };
}
