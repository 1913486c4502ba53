/** What must hold of plugins. To add one: a function in checks/, a line here where its file has none, its test. */
import type { Check } from "./checks/check.ts";
import * as ownPlugins from "./checks/own-plugins.ts";
import * as plugins from "./checks/plugins.ts";
import * as pluginRoutes from "./checks/plugin-routes.ts";
import * as pluginSecrets from "./checks/plugin-secrets.ts";
import * as pluginSources from "./checks/plugin-sources.ts";

/** In the order in which findings are told. */
export const pluginChecks: readonly Check[] = [
  ...Object.values(plugins),
  ...Object.values(ownPlugins),
  ...Object.values(pluginSecrets),
  ...Object.values(pluginSources),
  ...Object.values(pluginRoutes),
];
