/** A tenant's plugins as WasmPlugins of its namespace, where its controller and no other reads them. */
import { metadata } from "../metadata.ts";
import type { Tenant } from "../model.ts";
import type { Plugin, PluginRule } from "../model/plugin.ts";
import { chartNames, serviceHost } from "../names.ts";
import { sortedBy } from "../order.ts";
import type { Installation } from "../site.ts";
import type { JsonMap, Place } from "./builtin.ts";
import { kindOf } from "./kind.ts";
import type { MatchRule, WasmPlugin } from "./object.ts";
import { namesBelow, namesOf } from "./aims.ts";
import { sourceOf } from "./source.ts";

export const planPlugins = (installation: Installation, tenant: Tenant): readonly WasmPlugin[] =>
  sortedBy(tenant.plugins, ({ name }) => name).map((plugin) => planPlugin(installation, tenant, plugin));

function planPlugin(installation: Installation, { routes }: Tenant, plugin: Plugin): WasmPlugin {
  const { phase, priority, failure, tell } = kindOf(plugin);
  const place = placeOf(installation);
  return {
    apiVersion: "extensions.higress.io/v1alpha1",
    kind: "WasmPlugin",
    metadata: metadata(installation, plugin.name),
    spec: {
      ...sourceOf(installation, plugin),
      phase,
      priority,
      failStrategy: failure === "closed" ? "FAIL_CLOSE" : "FAIL_OPEN",
      ...(plugin.config && { defaultConfig: tell.all(plugin.config, place) }),
      defaultConfigDisable: plugin.config === undefined,
      matchRules: plugin.rules.flatMap((rule) => matchRules(rule, tell.rule(rule.config, place), routes)),
    },
  };
}

/**
 * A host is compared letter by letter with what the client wrote, where `API.acme.example` is another host and is routed all the
 * same (plugins/wasm-go/pkg/matcher, hostMatch). So routes below it are named first, and the host for whatever else there is.
 */
function matchRules(rule: PluginRule, config: JsonMap, routes: Tenant["routes"]): readonly MatchRule[] {
  if ("routes" in rule) {
    return [{ ingress: routes.filter(({ name }) => rule.routes.includes(name)).flatMap(namesOf), config }];
  }
  const ingress = namesBelow(rule.hosts, routes);
  return [...(ingress.length > 0 ? [{ ingress, config }] : []), { domain: rule.hosts, config }];
}

const placeOf = ({ namespace, site }: Installation): Place => ({
  secret: ({ secret, key }) => `\${secret.${namespace}/${secret}.${key}}`,
  redis: serviceHost(chartNames.redis, namespace, site.cluster.dnsDomain),
});
