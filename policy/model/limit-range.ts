/** What LimitRanges give containers that say nothing, and the most they let one have. */
import type { Resource } from "../rule.ts";
import { parseQuantity } from "./quantity.ts";
import { at, list, record, type Tree } from "./shape.ts";

export const units = ["cpu", "memory"] as const;
export type Unit = (typeof units)[number];

/** Undefined: nothing is said, or no quantity. */
export type Amounts = Readonly<Record<Unit, bigint | undefined>>;

/** What a container gets that brings no number of its own. */
export interface Defaults {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/** One item for containers, with what the API server fills in. */
export interface ContainerLimits extends Defaults {
  readonly resource: Resource;
  /** Inside the resource: `spec.limits[0]`. */
  readonly path: string;
  readonly max: Amounts;
}

/** Items for pods and claims give nothing to containers. */
export const containerLimits = (limitRanges: readonly Resource[]): readonly ContainerLimits[] =>
  limitRanges.flatMap((resource) =>
    list(at(resource.props, "spec", "limits")).flatMap((item, index) => {
      const read = record(item);
      return read["type"] === "Container" ? [{ resource, path: `spec.limits[${index}]`, ...filledIn(read) }] : [];
    }),
  );

/** Unsaid limits are the maximum, unsaid requests the limits, else the minimum (`SetDefaults_LimitRangeItem`). */
function filledIn({ default: limits, defaultRequest, max, min }: Tree): Omit<ContainerLimits, "resource" | "path"> {
  const filled = amounts((unit) => at(limits, unit) ?? at(max, unit));
  return {
    limits: filled,
    requests: amounts((unit) => at(defaultRequest, unit) ?? at(limits, unit) ?? at(max, unit) ?? at(min, unit)),
    max: amounts((unit) => at(max, unit)),
  };
}

const amounts = (read: (unit: Unit) => unknown): Amounts => ({
  cpu: parseQuantity(read("cpu")),
  memory: parseQuantity(read("memory")),
});

/** Of several items the largest, since nobody knows which one the API server takes first. */
export function defaultsOf(items: readonly ContainerLimits[]): Defaults {
  const largest = (kind: keyof Defaults, unit: Unit): bigint | undefined =>
    items
      .map((item) => item[kind][unit])
      .reduce((most, each) => ((each ?? -1n) > (most ?? -1n) ? each : most), undefined);
  const all = (kind: keyof Defaults): Amounts => ({ cpu: largest(kind, "cpu"), memory: largest(kind, "memory") });
  return { requests: all("requests"), limits: all("limits") };
}
