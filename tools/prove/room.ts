/** How many pods more a ResourceQuota takes. */
import { parseQuantity } from "../../policy/model/quantity.ts";
import { at, list, record, type Tree } from "../../policy/model/shape.ts";

export interface Room {
  /** Key of the quota: `limits.cpu`. */
  readonly dimension: string;
  /** How many pods more. */
  readonly pods: number;
}

/**
 * For every key that pods use up.
 * @param quota with its status, whose `used` counts what runs
 * @param containers of the pod, with the resources they ask for
 */
export function rooms(quota: Tree, containers: readonly unknown[]): readonly Room[] {
  const { hard, used } = record(quota.status);
  return Object.entries(record(hard)).flatMap(([dimension, limit]) => {
    const each = dimension === "pods" ? parseQuantity("1") : needed(containers, dimension);
    const [most, taken] = [parseQuantity(limit), parseQuantity(record(used)[dimension] ?? "0")];
    if (each === undefined || each === 0n || most === undefined || taken === undefined) return [];
    return [{ dimension, pods: Number((most - taken) / each) }];
  });
}

/** What one pod takes of a key such as `requests.cpu`; undefined for keys that no pod uses up. */
function needed(containers: readonly unknown[], dimension: string): bigint | undefined {
  const [kind, resource] = dimension.split(".");
  if (resource === undefined || (kind !== "requests" && kind !== "limits")) return undefined;
  const amounts = list(containers).map((container) => parseQuantity(at(container, "resources", kind, resource) ?? "0"));
  return amounts.reduce<bigint | undefined>(
    (sum, amount) => (sum === undefined || amount === undefined ? undefined : sum + amount),
    0n,
  );
}
