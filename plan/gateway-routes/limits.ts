/** How much a route of the Gateway API has room for (v1.6, HTTPRoute and GRPCRoute). */
import type { Finding, FleetPath } from "../fault.ts";
import { asIngress } from "./translation.ts";

/** Longest of its lists, but for those of parents and matches. */
const room = 16;

/**
 * @param path of the list
 * @param what they are
 * @param kind `an HTTPRoute`
 */
export const most = (items: readonly unknown[], path: FleetPath, what: string, kind: string): readonly Finding[] =>
  items.length <= room
    ? []
    : [{ path, message: `names ${items.length} ${what}, and ${kind} has room for ${room}`, remedy: asIngress }];
