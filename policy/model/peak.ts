/** The most that a release takes at once: while a rollout of all its parts runs, at an autoscaler's maximum. */
import type { Resource } from "../rule.ts";
import { units, type Defaults, type Unit } from "./limit-range.ts";
import { parseQuantity, sum, times } from "./quantity.ts";
import { at } from "./shape.ts";
import { workloads, type Container } from "./workloads.ts";

/** What a quota bounds of it. */
export const dimensions = ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory", "pods"] as const;
export type Dimension = (typeof dimensions)[number];

export interface Peak {
  /** In the billionths of quantity.ts, pods too. */
  readonly demand: Readonly<Record<Dimension, bigint>>;
  /** Values that leave open how many pods there are; the demand is without those. */
  readonly open: readonly string[];
}

const kinds = ["requests", "limits"] as const;
type Kind = (typeof kinds)[number];

/** @param defaults what the namespace gives a container without numbers; one that gets none adds nothing */
export function peakOf(release: Resource, defaults: Defaults): Peak {
  const all = workloads(release);
  const amount = (kind: Kind, unit: Unit): bigint =>
    sum(
      all.map(({ pods, containers }) =>
        times(sum(containers.map((container) => amountOf(container, kind, unit, defaults) ?? 0n)), pods ?? 0),
      ),
    );
  return {
    demand: {
      "requests.cpu": amount("requests", "cpu"),
      "requests.memory": amount("requests", "memory"),
      "limits.cpu": amount("limits", "cpu"),
      "limits.memory": amount("limits", "memory"),
      pods: sum(all.map(({ pods }) => parseQuantity(pods) ?? 0n)),
    },
    open: all.flatMap(({ pods, path }) => (pods === undefined ? [path] : [])),
  };
}

/** What the container will have in the end: its own number, its own limit for a request, or the namespace's default. */
export function amountOf(container: Container, kind: Kind, unit: Unit, defaults?: Defaults): bigint | undefined {
  const own = (of: Kind): bigint | undefined => parseQuantity(at(container.resources, of, unit));
  return own(kind) ?? own("limits") ?? defaults?.[kind][unit];
}

/** Containers that neither bring a number nor get one, each with what it lacks: `limits.cpu`. */
export const withoutNumbers = (release: Resource, defaults?: Defaults): readonly { path: string; lacks: string }[] =>
  workloads(release).flatMap(({ containers }) =>
    containers.flatMap((container) =>
      kinds.flatMap((kind) =>
        units.flatMap((unit) =>
          amountOf(container, kind, unit, defaults) === undefined
            ? [{ path: container.path, lacks: `${kind}.${unit}` }]
            : [],
        ),
      ),
    ),
  );
