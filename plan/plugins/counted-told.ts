/**
 * What the plugins that count in Redis are told. Older builds count a request by the first item that fits it and newer ones by each, under
 * counters that are named by kind, period and value, and no longer by the limit: so all limits of one thing stand in one item, which
 * both read from its beginning to the first that fits.
 */
import type { Json, JsonMap, Place } from "./builtin.ts";
import { clientAddressHeader } from "./client-address.ts";
import type { CountedSettings, Each, Limit } from "./counted.ts";

/** Place of a limit in its item, whatever place it was written at. */
const rank = ({ value, pattern, network }: Limit): number =>
  value !== undefined ? 0 : (pattern ?? network) !== undefined ? 1 : 2;

/** A single value, as a regular expression that fits nothing else. */
const literal = (text: string): string => `^${text.replace(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`)}$`;

const everyAddress = ["0.0.0.0/0", "::/0"];

function keysOf({ value, pattern, network }: Limit, what: Each["by"]): readonly string[] {
  if (what === "client") return network === undefined ? everyAddress : [network];
  if (value !== undefined) return [`regexp:${literal(value)}`];
  return [pattern === undefined ? "*" : `regexp:${pattern}`];
}

/** What it counts by, in the plugin's words. */
function counted(what: Each["by"]): JsonMap {
  if (what === "client") return { limit_by_per_ip: `from-header-${clientAddressHeader}` };
  const [kind = "", name = ""] = typeof what === "string" ? [what] : (Object.entries(what)[0] ?? []);
  return { [`limit_by_per_${kind === "query" ? "param" : kind}`]: name };
}

function item(field: string, { by, limits }: Each): JsonMap {
  const keys: readonly Json[] = limits
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap((limit) => keysOf(limit, by).map((key) => ({ key, [`${field}_${limit.per}`]: limit.count })));
  return { ...counted(by), limit_keys: keys };
}

/** @param field of an amount in the plugin's own spelling, without the period */
export const tellCounted =
  (field: "query_per" | "token_per") =>
  ({ counter, total, each, status, message }: CountedSettings, { redis }: Place): JsonMap => ({
    rule_name: counter,
    ...(total && { global_threshold: { [`${field}_${total.per}`]: total.count } }),
    ...(each && { rule_items: each.map((one) => item(field, one)) }),
    rejected_code: status,
    rejected_msg: message,
    redis: { service_name: redis, service_port: 6379 },
  });
