/** Plugins of others: what one is told, without knowing it. */
import type { OwnPlugin, PluginSettings } from "../model/plugin.ts";
import type { Builtin, Json, JsonMap, Place } from "./builtin.ts";
import { isSecretKey } from "./texts.ts";

/** What planners and checks ask of a plugin, whosever it is. */
export type Kind = Pick<
  Builtin,
  "phase" | "priority" | "failure" | "redis" | "tell" | "identity" | "route" | "findings"
>;

export const ownKind = ({ phase, priority, failure }: OwnPlugin): Kind => ({
  phase,
  priority,
  failure,
  tell: { all: told, rule: told },
  identity: () => [],
  route: () => [],
  // What can be said without knowing it is said in checks/own-plugins.ts.
  findings: () => [],
});

/** As written, and for each `{ secret, key }` what the controller puts the value in place of. */
function told(config: PluginSettings, place: Place): JsonMap {
  const json = (value: unknown): Json => {
    if (isSecretKey(value)) return place.secret(value);
    if (Array.isArray(value)) return value.map(json);
    if (typeof value === "object" && value !== null) return map(value);
    // Whatever else YAML knows, checks/own-plugins.ts has refused.
    return value as Json;
  };
  const map = (value: object): JsonMap =>
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, json(inner)]));
  return map(config);
}
