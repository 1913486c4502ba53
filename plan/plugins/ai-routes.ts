/** Where a route leads whose requests carry a provider's token: to that provider, and nowhere besides. */
import { producedHosts } from "../produced.ts";
import { quote } from "../quote.ts";
import type { Route } from "../model.ts";
import type { Registry } from "../model/registry.ts";
import { targetName, targetsOf, type PlacedTarget } from "../targets.ts";
import type { Address } from "./ai-providers.ts";
import type { Problem } from "./builtin.ts";

/** The plugin writes the provider's host and the tenant's token into the request, wherever that goes. */
export function misled({ host, port }: Address, route: Route, registries: readonly Registry[]): readonly Problem[] {
  const name = quote(route.name, []);
  const leadsThere = ({ target }: PlacedTarget): boolean =>
    "host" in target &&
    (target.port === undefined || target.port === port) &&
    registries.some(
      (registry) =>
        registry.type === "dns" &&
        producedHosts(registry).includes(target.host) &&
        registry.protocol === "https" &&
        registry.port === port &&
        registry.domains.every((domain) => domain === host),
    );
  const stray = targetsOf(route).find((each) => !leadsThere(each));
  return [
    ...(stray === undefined
      ? []
      : [
          {
            message: `route ${name} leads to ${targetName(stray.target)}, which would get the token for ${host}`,
            remedy: `Give it the host of a registry with type: dns, domains: [${host}], port: ${port} and protocol: https.`,
          },
        ]),
    ...(["mirror", "fallback"] as const).flatMap((key) =>
      route[key] === undefined
        ? []
        : [
            {
              message: `route ${name} has a ${key}, which would get the token for ${host} with the request`,
              remedy: `Remove ${key} from the route.`,
            },
          ],
    ),
    ...(route.rewrite?.host === undefined
      ? []
      : [
          {
            message: `route ${name} rewrites the host, which the plugin has set to ${host}`,
            remedy: "Remove rewrite.host from the route.",
          },
        ]),
  ];
}
