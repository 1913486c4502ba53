/** What registries are asked with, and the ports of what they know. */
import type { Finding } from "../fault.ts";
import type { Chart } from "../model/higress.ts";
import type { GroupedPort } from "../model/registry.ts";
import { groupOf, hostOfPort, portOf } from "../service-ports.ts";
import { targetsOf } from "../targets.ts";
import { compareVersions, isVersion } from "../versions/version.ts";
import { eachTenant, eachTenantRoute, found, quote, quoteAll, repeated, within, type Check } from "./check.ts";

/** Its client is made without them (higress v2.2.4, registry/nacos/watcher.go). */
export const loginsAreUsed: Check = eachTenant(({ registries }) =>
  registries.flatMap((registry, at) =>
    registry.type === "nacos" && registry.credentials !== undefined
      ? found(["registries", at, "credentials"], {
          message: `registry ${quote(registry.name)} is a Nacos 1, to which the controller does not log in`,
          remedy: 'Use type "nacos2", which a Nacos 2 needs anyway, or remove the credentials.',
        })
      : [],
  ),
);

const firstWithTimeout = "2.2.4";

export const timeoutsAreRead: Check = eachTenant(({ id, registries }, { higress: { chart, canary } }) => {
  const own = canary?.tenants.includes(id) === true ? canary.chart : chart;
  return registries.flatMap((registry, at) =>
    "timeout" in registry && isOlder(own)
      ? found(["registries", at, "timeout"], {
          message: `chart ${quote(own.version)} does not read it`,
          remedy: `Use chart ${quote(firstWithTimeout)} or later, or remove it.`,
        })
      : [],
  );
});

/** The version of a chart in a directory nobody knows here. */
const isOlder = (chart: Chart): chart is Exclude<Chart, { readonly from: "path" }> =>
  chart.from !== "path" && isVersion(chart.version) && compareVersions(chart.version, firstWithTimeout) < 0;

export const virtualPortsAreOfServices: Check = eachTenant(({ registries }) =>
  registries.flatMap((registry, at): readonly Finding[] => {
    if (!("vport" in registry)) return [];
    const services: readonly GroupedPort[] = registry.vport.services;
    const stray = services.flatMap(({ group }, place) => {
      if (registry.type === "eureka" || registry.groups.includes(groupOf(registry, group))) return [];
      return found([place, "group"], {
        message:
          group === undefined
            ? `registry ${quote(registry.name)} fetches several groups, and none is named`
            : `registry ${quote(registry.name)} does not fetch group ${quote(group)}`,
        remedy: `Name one of ${quoteAll(registry.groups)}.`,
      });
    });
    const twice = repeated(services.map((each) => hostOfPort(each, registry))).map(({ at: place }) => ({
      path: [place, "service"],
      message: `service ${quote(services[place]?.service ?? "")} has a port already`,
      remedy: "Keep one of the two.",
    }));
    return within(["registries", at, "vport", "services"], [...stray, ...twice]);
  }),
);

/** A service has one port for routes; a request for another finds nothing. */
export const destinationsHaveThePortOfTheirService: Check = eachTenantRoute((route, { registries }) =>
  targetsOf(route).flatMap(({ path, target }) => {
    if ("service" in target || target.port === undefined) return [];
    const only = portOf(target.host, registries);
    if (only === undefined || only.port === target.port) return [];
    const { port, by } = only;
    return found([...path, "port"], {
      message: `port ${target.port} is not the one that the registry's ${by} gives the service, which is ${port}`,
      remedy: `Remove it, write ${port}, or change ${by}.`,
    });
  }),
);
