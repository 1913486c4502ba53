/** What plugins ask of the routes that they are for. */
import type { Finding } from "../fault.ts";
import { enclosing } from "../hosts.ts";
import type { Route } from "../model.ts";
import type { Plugin, PluginSettings } from "../model/plugin.ts";
import { builtinNamed } from "../plugins/builtins.ts";
import { isOwn, kindOf } from "../plugins/kind.ts";
import { distinct, eachPlugin, quote } from "./check.ts";

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

export const pluginsFitTheirRoutes = eachPlugin((plugin, tenant) => {
  const { route: judge } = kindOf(plugin);
  return distinct(
    toldOf(plugin, tenant.routes).flatMap(({ path, config, route }) =>
      judge(config, route, tenant).map((problem) => ({ path, ...problem })),
    ),
  );
});

const asks = (plugin: Plugin): boolean => !isOwn(plugin) && builtinNamed(plugin.use).asks === true;

/** Whether a client without credentials is turned away there. */
const asksAt = (plugin: Plugin, route: Route): boolean =>
  asks(plugin) &&
  toldOf(plugin, [route]).some(({ path, config }) => path[0] !== "config" || config["everywhere"] !== false);

const takesOptions = ({ match }: Route): boolean => match?.methods?.includes("OPTIONS") ?? true;

/**
 * What browsers ask before a request of another origin, with method OPTIONS and without credentials of any kind. Phase AUTHN comes before AUTHZ, where `cors` is (higress v2.2.4, plugins/wasm-cpp/extensions/key_auth/plugin.cc asks whatever
 * the method is).
 */
export const preflightsAreAnswered = eachPlugin((plugin, { plugins, routes }) =>
  plugin.use !== "cors"
    ? []
    : toldOf(plugin, routes).flatMap(({ path, route }) => {
        const guard = takesOptions(route) ? plugins.find((other) => asksAt(other, route)) : undefined;
        return guard === undefined
          ? []
          : [
              {
                path,
                message:
                  `browsers ask route ${quote(route.name)} first, by OPTIONS and without credentials, and plugin ${quote(guard.name)} ` +
                  "comes before this one and answers them 401",
                remedy: `Give OPTIONS a route of its own that ${quote(guard.name)} is not for, and this one match.methods without it.`,
              },
            ];
      }),
);
