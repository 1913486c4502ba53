/** How much an HTTPRoute has room for (Gateway API v1.6, HTTPRoute). */
import type { Finding, FleetPath } from "../fault.ts";
import { asIngress } from "./translation.ts";

export const most = (limit: number, items: readonly unknown[], path: FleetPath, what: string): readonly Finding[] =>
  items.length <= limit
    ? []
    : [{ path, message: `names ${items.length} ${what}, and an HTTPRoute has room for ${limit}`, remedy: asIngress }];
