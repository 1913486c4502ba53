/** What a check is, and the words that all checks share. */
import type { Finding } from "../fault.ts";
import type { Fleet, Gateway, Region, Route, RouteOwner, Tenant } from "../model.ts";
import type { RoutesAs } from "../model/listener.ts";
import type { Plugin } from "../model/plugin.ts";
import type { Sized } from "../model/sizing.ts";

/** Returns every finding of its concern, in the order of the file; never throws, whatever else is wrong with the fleet. */
export type Check = (fleet: Fleet) => readonly Finding[];

/** A finding whose place its caller knows. */
export type Problem = Omit<Finding, "path">;

/** A check of one tenant at a time: no other tenant can bring it a finding. Paths it returns begin inside the tenant. */
export const eachTenant =
  (check: (tenant: Tenant, fleet: Fleet) => readonly Finding[]): Check =>
  (fleet) =>
    fleet.tenants.flatMap((tenant, at) => within(["tenants", at], check(tenant, fleet)));

/** Whoever has routes, in a sentence, and what they become. */
export interface Routing extends RouteOwner {
  readonly what: string;
  readonly routesAs: RoutesAs;
}

/** A check of all routes of one owner; paths begin inside the owner. A gateway of the platform has no registries in the fleet file. */
export const eachRouteOwner =
  (check: (owner: Routing) => readonly Finding[]): Check =>
  ({ gateways, tenants }) => [
    ...gateways.flatMap(({ id, routes, routesAs }, at) =>
      within(["gateways", at], check({ id, registries: [], routes, what: `gateway ${quote(id)}`, routesAs })),
    ),
    ...tenants.flatMap(({ id, registries, routes }, at) =>
      within(["tenants", at], check({ id, registries, routes, what: `tenant ${quote(id)}`, routesAs: "ingress" })),
    ),
  ];

/** A check of one route at a time; paths begin inside the route. */
export const eachRoute = (check: (route: Route, owner: RouteOwner) => readonly Finding[]): Check =>
  eachRouteOwner((owner) => owner.routes.flatMap((route, at) => within(["routes", at], check(route, owner))));

/** The same of tenants' routes alone. */
export const eachTenantRoute = (check: (route: Route, tenant: Tenant, domain: string) => readonly Finding[]): Check =>
  eachTenant((tenant, { domain }) =>
    tenant.routes.flatMap((route, at) => within(["routes", at], check(route, tenant, domain))),
  );

/** A check of one gateway of the platform at a time; paths begin inside the gateway. */
export const eachGateway =
  (check: (gateway: Gateway, fleet: Fleet) => readonly Finding[]): Check =>
  (fleet) =>
    fleet.gateways.flatMap((gateway, at) => within(["gateways", at], check(gateway, fleet)));

/** A check of one of their routes at a time; paths begin inside the route. */
export const eachGatewayRoute = (check: (route: Route, gateway: Gateway, fleet: Fleet) => readonly Finding[]): Check =>
  eachGateway((gateway, fleet) =>
    gateway.routes.flatMap((route, at) => within(["routes", at], check(route, gateway, fleet))),
  );

/** A check of one plugin at a time; paths begin inside the plugin. */
export const eachPlugin = (check: (plugin: Plugin, tenant: Tenant, fleet: Fleet) => readonly Finding[]): Check =>
  eachTenant((tenant, fleet) =>
    tenant.plugins.flatMap((plugin, at) => within(["plugins", at], check(plugin, tenant, fleet))),
  );

/** The findings with their paths put below another path. */
export const within = (path: Finding["path"], findings: readonly Finding[]): readonly Finding[] =>
  findings.map((finding) => ({ ...finding, path: [...path, ...finding.path] }));

/** The finding of a problem, if there is one. */
export const found = (path: Finding["path"], problem: Problem | undefined): readonly Finding[] =>
  problem === undefined ? [] : [{ path, ...problem }];

/** A size in a sentence, with whether its numbers are all its own. */
export const sizeNamed = ({ size, resources }: Sized): string =>
  `size ${quote(size)}${Object.keys(resources).length > 0 ? " with resources of its own" : ""}`;

export const quote = (value: string | number): string => JSON.stringify(value);

export const quoteAll = (values: readonly string[]): string => values.map(quote).join(", ");

/** Values that stand in the list before, with their places. */
export const repeated = (values: readonly string[]): readonly { readonly value: string; readonly at: number }[] =>
  values.map((value, at) => ({ value, at })).filter(({ value, at }) => values.indexOf(value) < at);

/** The regions of the fleet that somebody runs in; names the fleet does not have are another check's finding. */
export const regionsOf = (
  names: readonly string[],
  fleet: Fleet,
): readonly { readonly name: string; readonly region: Region }[] =>
  [...new Set(names)].flatMap((name) => {
    const region = Object.hasOwn(fleet.regions, name) ? fleet.regions[name] : undefined;
    return region === undefined ? [] : [{ name, region }];
  });

/** One of each message and path: what is wrong in two regions for the same reason is one thing to repair. */
export const distinct = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map((finding) => [JSON.stringify([finding.path, finding.message]), finding])).values(),
];
