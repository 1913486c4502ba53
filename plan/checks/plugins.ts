/** Plugins: what they are called, which requests they are for, and what they are told. Where they come from is in plugin-sources.ts. */
import { enclosing } from "../hosts.ts";
import type { Tenant } from "../model.ts";
import type { PluginRule } from "../model/plugin.ts";
import { isGuard, kindOf, mayRefuse } from "../plugins/kind.ts";
import { tenantHosts } from "../tenant-hosts.ts";
import { eachPlugin, eachTenant, quote, quoteAll, repeated, type Check } from "./check.ts";

export const pluginsAreNamed: Check = eachTenant(({ id, plugins }) =>
  repeated(plugins.map(({ name }) => name)).map(({ value, at }) => ({
    path: ["plugins", at, "name"],
    message: `tenant ${quote(id)} has two plugins named ${quote(value)}`,
    remedy: "Give one of them another name.",
  })),
);

export const pluginsDoSomething = eachPlugin(({ name, config, rules }) =>
  config === undefined && rules.length === 0
    ? [
        {
          path: [],
          message: `plugin ${quote(name)} is told nothing for any request`,
          remedy: "Give it a config for all requests, or rules for some; or remove it.",
        },
      ]
    : [],
);

export const pluginsAimAtTheTenants = eachPlugin(({ rules }, tenant, { domain }) => {
  const names = tenant.routes.map(({ name }) => name);
  const hosts = tenantHosts(tenant, domain);
  return rules.flatMap((rule, at) =>
    "routes" in rule
      ? rule.routes.flatMap((name, place) =>
          names.includes(name)
            ? []
            : [
                {
                  path: ["rules", at, "routes", place],
                  message: `tenant ${quote(tenant.id)} has no route ${quote(name)}`,
                  remedy: names.length === 0 ? "It has none at all; write hosts." : `Name one of ${quoteAll(names)}.`,
                },
              ],
        )
      : rule.hosts.flatMap((host, place) =>
          enclosing(host).some((pattern) => hosts.includes(pattern))
            ? []
            : [
                {
                  path: ["rules", at, "hosts", place],
                  message: `${quote(host)} is no host of tenant ${quote(tenant.id)}`,
                  remedy: `Use one of ${quoteAll(hosts)}, or one below.`,
                },
              ],
        ),
  );
});

/** The first rule that fits a request counts (higress v2.2.4, plugins/wasm-go/pkg/matcher and plugins/wasm-cpp/common/route_rule_matcher.h). */
export const pluginRulesAreReached = eachPlugin(({ rules }, { routes }) => {
  const entries = rules.flatMap((rule, at) =>
    "routes" in rule
      ? rule.routes.map((value, place) => ({ at, place, key: "routes", value, host: hostOf(value, routes) }))
      : rule.hosts.map((value, place) => ({ at, place, key: "hosts", value, host: value })),
  );
  return entries.flatMap(({ at, place, key, value, host }, position) => {
    const hides = ({ key: other, value: earlier }: (typeof entries)[number]): boolean =>
      other === key && earlier === value ? true : other === "hosts" && enclosing(host ?? "").includes(earlier);
    const first = entries.slice(0, position).find(hides);
    if (first === undefined) return [];
    const where = first.at === at ? "this rule" : `rules[${first.at}]`;
    return [
      {
        path: ["rules", at, key, place],
        message: `no request comes this far: ${where} has taken ${quote(value)} by ${quote(first.value)}, and the first rule that fits counts`,
        remedy: "Remove it here, or move the narrower rule before the wider one.",
      },
    ];
  });
});

const hostOf = (name: string, routes: Tenant["routes"]): string | undefined =>
  routes.find((route) => route.name === name)?.host;

/**
 * What the client writes for a host is compared letter by letter, and `API.acme.example` is routed all the same; routes below the host are
 * named for that reason (plugins/plan.ts), and of one that serves more than the host nobody could.
 */
export const pluginsGuardWholeRoutes = eachPlugin((plugin, { routes }) => {
  if (!mayRefuse(plugin)) return [];
  return plugin.rules.flatMap((rule: PluginRule, at) =>
    "routes" in rule
      ? []
      : rule.hosts.flatMap((host, place) => {
          const wider = routes.find((route) => route.host !== host && enclosing(host).includes(route.host));
          return wider === undefined
            ? []
            : [
                {
                  path: ["rules", at, "hosts", place],
                  message:
                    `route ${quote(wider.name)} serves ${quote(host)} among all of ${quote(wider.host)}, and whoever writes the host ` +
                    "in capitals would pass by this rule",
                  remedy: `Give ${quote(host)} a route of its own, or name the route under routes.`,
                },
              ];
        }),
  );
});

export const pluginsThatGuardHold = eachPlugin((plugin) =>
  isGuard(plugin) && kindOf(plugin).failure === "open"
    ? [
        {
          path: ["failure"],
          message: `plugin ${quote(plugin.name)} decides who gets in, and would let everybody in where it fails`,
          remedy: 'Remove it, or write "closed".',
        },
      ]
    : [],
);

/** The entry says who a client is, in place of what the client says; whoever comes past it says what he likes. */
export const pluginsHearOfAddressesByTheEntry = eachPlugin(({ use }, { network: { ingress } }) => {
  const past = ingress.findIndex(({ ports }) => ports.some((port) => port === 80 || port === 443));
  return use !== "ip-restriction" || past < 0
    ? []
    : [
        {
          path: ["use"],
          message: `"ip-restriction" goes by the address that the entry tells, and network.ingress[${past}] lets others past it, who tell any`,
          remedy: "Leave ports 80 and 443 to the entry, or ask clients who they are, by key-auth or jwt-auth.",
        },
      ];
});

export const pluginsHaveAnOrder: Check = eachTenant(({ plugins }) => {
  const places = plugins.map((plugin) => {
    const { phase, priority } = kindOf(plugin);
    return `${phase} ${priority}`;
  });
  return repeated(places).map(({ value, at }) => ({
    path: ["plugins", at],
    message: `plugins ${quote(plugins[places.indexOf(value)]?.name ?? "")} and ${quote(plugins[at]?.name ?? "")} have one phase and priority, ${value}: nobody says which comes first`,
    remedy: "Make one plugin of them, with rules for the routes of each.",
  }));
});

export const pluginsHaveTheirRedis = eachPlugin((plugin, { redis }) =>
  kindOf(plugin).redis === true && redis === undefined
    ? [
        {
          path: ["use"],
          message: `plugin ${quote(plugin.use)} counts in a Redis, and the tenant has none`,
          remedy: "Add redis: true to the tenant.",
        },
      ]
    : [],
);

export const pluginsAreTold = eachPlugin((plugin) => kindOf(plugin).findings(plugin));
