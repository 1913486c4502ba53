/** The regions of a fleet, one a row. */
import type { Fleet } from "../../plan/index.ts";
import { runningIn } from "../../plan/site.ts";
import { table } from "../table.ts";
import type { Stack } from "../tenant/stacks.ts";

/** @param stacks of the fleet */
export function tellRegions(fleet: Fleet, stacks: readonly Stack[]): readonly string[] {
  const { regions, tenants, gateways } = fleet;
  const rows = Object.keys(regions)
    .toSorted()
    .map((name) => {
      const { near = [], drained = false } = regions[name] ?? {};
      return [
        name,
        stacks
          .filter(({ region }) => region === name)
          .map((stack) => stack.name)
          .join(", ") || "-",
        String(runningIn(name, gateways).length),
        String(runningIn(name, tenants).length),
        near.join(", ") || "-",
        drained ? "drained" : "",
      ];
    });
  return table([["region", "stack", "gateways", "tenants", "near", ""], ...rows], { right: [2, 3] });
}
