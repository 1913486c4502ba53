/** Several destinations: by weights, or by how far they are from the gateway that asks them. */
import * as z from "zod";
import type { Shares } from "../model/backend.ts";
import type { WrittenTarget } from "./target.ts";
import { label } from "./text.ts";
import { says } from "./words.ts";

const noShare = says(
  "is no share",
  "Use a whole number from 1 to 100, or leave it out where no destination is that far.",
);
const share = (where: string) =>
  z.int().min(1, noShare).max(100, noShare).exactOptional().describe(`Percent of the requests for ${where}.`);

export const sharesSchema = z
  .strictObject({
    local: share("destinations in the gateway's own region"),
    near: share("those in regions that are `near` to it"),
    remote: share("those in all others"),
  })
  .superRefine((shares, context) => {
    const sum = Object.values(shares).reduce((total, each) => total + each, 0);
    if (sum === 100) return;
    const message = says(`adds up to ${sum}`, "Change them so that they add up to 100.");
    context.addIssue({ code: "custom", message, input: shares });
  })
  .exactOptional()
  .describe(
    "In place of weights: what destinations get by where they stand, evenly among those that are equally far. A distance that has none in a region, or drained ones only, leaves its share to the others in proportion.",
  );

export const standsIn = () =>
  label()
    .exactOptional()
    .describe(
      "Region of the fleet in which it stands: a service name or group of that region, or a registry of it. While the region is drained, the other destinations get its requests.",
    );

/** A destination as it is written. */
export interface PlacedTarget {
  readonly target: WrittenTarget;
  /** Percent. */
  readonly weight?: number;
  readonly region?: string;
}

interface Written {
  readonly destinations: readonly PlacedTarget[];
  readonly shares?: Shares;
}

/** Like Spread (model/backend.ts), with targets as they are written. */
type WrittenSpread =
  | { readonly destinations: readonly (PlacedTarget & { readonly weight: number })[] }
  | {
      readonly destinations: readonly { readonly target: WrittenTarget; readonly region: string }[];
      readonly shares: Shares;
    };

/** Fills in the weight of a single destination, and holds weights and shares apart. */
export function spreadOf({ destinations, shares }: Written, context: z.core.ParsePayload): WrittenSpread {
  const complain = (path: readonly (string | number)[], message: string, input: unknown): void => {
    context.issues.push({ code: "custom", path: ["destinations", ...path], message, input });
  };
  if (shares === undefined) {
    return {
      destinations: destinations.map((each, at) => {
        if (each.weight === undefined && destinations.length > 1) {
          const message = says("has no weight", "Give each of several destinations its share in percent: weight: 50.");
          complain([at], message, each.target);
        }
        return { ...each, weight: each.weight ?? 100 };
      }),
    };
  }
  return {
    shares,
    destinations: destinations.map(({ target, weight, region }, at) => {
      if (weight !== undefined) {
        complain([at, "weight"], says("stands beside shares, which say the same", "Remove one of the two."), weight);
      }
      if (region === undefined) {
        complain([at], says("has no region, and shares go by regions", "Say where it stands: region: south."), target);
      }
      return { target, region: region ?? "" };
    }),
  };
}
