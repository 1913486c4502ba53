/** Numbers in place of a size's: amounts of something, and an autoscaler that has room. */
import type { Finding, FleetPath } from "../fault.ts";
import type { Fleet } from "../model.ts";
import type { Compute, Resources, Sizing } from "../model/sizing.ts";
import { parseQuantity } from "../quantity.ts";
import { sizingOf } from "../sizes.ts";
import { notAnAmount } from "./amounts.ts";
import { found, quote, within, type Check } from "./check.ts";

/** Somewhere such numbers are written, and what they make of the size. */
interface Written {
  readonly path: FleetPath;
  readonly resources: Resources;
  readonly sizing: Sizing;
}

const eachWritten =
  (check: (written: Written) => readonly Finding[]): Check =>
  (fleet) =>
    everywhere(fleet).flatMap((written) => within(written.path, check(written)));

function everywhere({ sizes, entry, gateways, tenants }: Fleet): readonly Written[] {
  const sized = [
    { path: ["entry"], of: entry },
    ...gateways.map((of, at) => ({ path: ["gateways", at], of })),
    ...tenants.map((of, at) => ({ path: ["tenants", at], of })),
  ];
  return [
    ...Object.entries(sizes).map(([size, resources]) => ({
      path: ["sizes", size],
      resources,
      sizing: sizingOf(sizes, { size, resources: {} }),
    })),
    ...sized.map(({ path, of }) => ({
      path: [...path, "resources"],
      resources: of.resources,
      sizing: sizingOf(sizes, of),
    })),
  ];
}

const parts = ["gateway", "controller", "discovery"] as const;
const dimensions = ["cpu", "memory"] as const satisfies readonly (keyof Compute)[];

export const resourcesAreAmounts = eachWritten(({ resources }) =>
  parts.flatMap((part) =>
    dimensions.flatMap((dimension) => {
      const given = resources[part]?.[dimension];
      if (given === undefined) return [];
      const problem =
        parseQuantity(given) === 0n
          ? { message: `${part} ${dimension} of ${quote(given)} runs nothing`, remedy: "Write an amount above zero." }
          : notAnAmount(given, dimension === "cpu" ? "cpu" : "bytes");
      return found([part, dimension], problem);
    }),
  ),
);

/** Kubernetes refuses an autoscaler whose maximum is below its minimum. Told where one of the two is written. */
export const autoscalersHaveRoom = eachWritten(({ resources, sizing: { gateway, autoscaling } }) => {
  if (autoscaling === false || autoscaling.max >= gateway.replicas) return [];
  const [max, replicas] = [quote(autoscaling.max), quote(gateway.replicas)];
  const isMaxWritten = resources.autoscaling !== false && resources.autoscaling?.max !== undefined;
  if (!isMaxWritten && resources.gateway?.replicas === undefined) return [];
  return [
    {
      path: isMaxWritten ? ["autoscaling", "max"] : ["gateway", "replicas"],
      message: `the autoscaler may have ${max} gateway pods at the most, but there are ${replicas} at the least`,
      remedy: `Raise autoscaling.max to at least ${replicas}, lower gateway.replicas to at most ${max}, or set autoscaling to false.`,
    },
  ];
});
