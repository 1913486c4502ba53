/** Settings that registries of several types have. */
import * as z from "zod";
import { cidr } from "../cidr.ts";
import { moreThanATenant } from "../lists.ts";
import { label } from "../text.ts";

/** The type that a registry is told apart by. */
export const kind = <Type extends string>(type: Type) => z.literal(type).describe("Kind of registry.");

/** Given to every registry. */
export const name = label().describe("Name of the registry, unique in the tenant.");

/** Of those that may be outside the cluster under a DNS name. */
export const reach = {
  cidrs: z
    .array(cidr())
    .max(200, moreThanATenant(200, "networks"))
    .prefault([])
    .describe(
      "Networks the registry answers from; needed when it is named by a DNS name outside the cluster, since NetworkPolicies know no names.",
    ),
};
