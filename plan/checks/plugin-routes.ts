/** What plugins ask of the routes that they are for. */
import type { Finding } from "../fault.ts";
import { enclosing } from "../hosts.ts";
import type { Route } from "../model.ts";
import type { Plugin, PluginSettings } from "../model/plugin.ts";
import { kindOf } from "../plugins/kind.ts";
import { distinct, eachTenant, within, type Check } from "./check.ts";

interface Told {
  /** From the plugin on. */
  readonly path: Finding["path"];
  readonly config: PluginSettings;
  readonly route: Route;
}

/** Each route with what is said of it; one that no rule is for has the plugin's own `config`. */
function toldOf({ config, rules }: Plugin, routes: readonly Route[]): readonly Told[] {
  const ruled = rules.flatMap((rule, at) =>
    "routes" in rule
      ? rule.routes.flatMap((name, place) =>
          routes
            .filter((route) => route.name === name)
            .map((route) => ({ path: ["rules", at, "routes", place], config: rule.config, route })),
        )
      : rule.hosts.flatMap((host, place) =>
          routes
            .filter((route) => enclosing(route.host).includes(host))
            .map((route) => ({ path: ["rules", at, "hosts", place], config: rule.config, route })),
        ),
  );
  if (config === undefined) return ruled;
  const rest = routes.filter((route) => ruled.every((each) => each.route !== route));
  return [...ruled, ...rest.map((route) => ({ path: ["config"], config, route }))];
}

export const pluginsFitTheirRoutes: Check = eachTenant((tenant) =>
  tenant.plugins.flatMap((plugin, at) => {
    const { route: judge } = kindOf(plugin);
    return within(
      ["plugins", at],
      distinct(
        toldOf(plugin, tenant.routes).flatMap(({ path, config, route }) =>
          judge(config, route, tenant).map((problem) => ({ path, ...problem })),
        ),
      ),
    );
  }),
);
