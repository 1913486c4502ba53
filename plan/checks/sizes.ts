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
      const problem = notAnAmount(given, dimension === "cpu" ? "cpu" : "bytes") ?? tooLittle(part, dimension, given);
      return found([part, dimension], problem);
    }),
  ),
);

/** Less runs no container of Higress: what is written lacks its unit, and every `up` would wait for pods that cannot start. */
const least = { cpu: "10m", memory: "64Mi" } as const satisfies Compute;

function tooLittle(part: string, dimension: keyof Compute, given: string) {
  const [amount, floor] = [parseQuantity(given), parseQuantity(least[dimension])];
  if (amount === undefined || floor === undefined || amount >= floor) return undefined;
  const example = dimension === "cpu" ? '"500m" is half a CPU' : '"512Mi" is 512 mebibytes, and "512" 512 bytes';
  return {
    message: `${part} ${dimension} of ${quote(given)} runs nothing`,
    remedy: `Write ${quote(least[dimension])} or more; ${example}.`,
  };
}

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
