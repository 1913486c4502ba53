import { parse } from "yaml";
import { formatPath, type FleetPath } from "../../../plan/fault.ts";
import type { Builtin, JsonMap, Place } from "../../../plan/plugins/builtin.ts";
import type { PluginSettings } from "../../../plan/model/plugin.ts";
import { hints, remarksOf } from "../../../plan/schema/issues.ts";

const place: Place = {
  secret: ({ secret, key }) => `\${secret.acme-gateway/${secret}.${key}}`,
  redis: "redis-stack-server.acme-gateway.svc.cluster.local",
};

/** Nothing is known of the file. */
const asWritten = { plainText: () => undefined, swallowed: () => false };

interface Read {
  readonly settings?: PluginSettings;
  readonly faults: readonly string[];
}

function read(plugin: Builtin, level: "all" | "rule", written: unknown, path: FleetPath): Read {
  const result = plugin.schema[level].safeParse(written, { error: hints });
  if (result.success) return { settings: result.data, faults: [] };
  return {
    faults: result.error.issues
      .flatMap((issue) => remarksOf(issue, written, path, asWritten))
      .map((remark) => `${formatPath(remark.path)}: ${remark.message}\n    ${remark.remedy}`),
  };
}

/** What the plugin gets to read for settings that are written so. */
export function told(plugin: Builtin, text: string, level: "all" | "rule" = "all"): JsonMap {
  const { settings, faults } = read(plugin, level, parse(text), []);
  if (settings === undefined) throw new Error(faults.join("\n"));
  return plugin.tell[level](settings, place);
}

interface Both {
  readonly config?: unknown;
  readonly rules?: readonly { readonly routes: readonly string[]; readonly config: unknown }[];
}

/** What is wrong with a plugin that is written so: `config`, and `rules` with routes. */
export function faults(plugin: Builtin, text: string): readonly string[] {
  const { config, rules = [] } = parse(text) as Both;
  const all = config === undefined ? undefined : read(plugin, "all", config, ["config"]);
  const ruled = rules.map((rule, at) => ({
    ...rule,
    read: read(plugin, "rule", rule.config, ["rules", at, "config"]),
  }));
  const broken = [...(all?.faults ?? []), ...ruled.flatMap(({ read: { faults: found } }) => found)];
  if (broken.length > 0) return broken;
  return plugin
    .findings({
      ...(all?.settings && { config: all.settings }),
      rules: ruled.map(({ routes, read: { settings = {} } }) => ({ routes, config: settings })),
    })
    .map(({ path, message, remedy }) => `${formatPath(path)}: ${message}\n    ${remedy}`);
}
