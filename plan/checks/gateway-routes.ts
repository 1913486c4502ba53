/** Routes of the platform's own gateways: hosts of their listeners, and nothing that what they become cannot say. */
import type { Finding } from "../fault.ts";
import { isGrpc, strangeCall } from "../gateway-routes/grpc-route.ts";
import { grpcTranslations } from "../gateway-routes/grpc-table.ts";
import { sectionOf } from "../gateway-routes/http-route.ts";
import { translations, unsaidOf } from "../gateway-routes/table.ts";
import { foldHost } from "../hosts.ts";
import { listenerOf } from "../listeners.ts";
import type { Gateway, Route } from "../model.ts";
import { targetsOf } from "../targets.ts";
import { plainRoutes } from "../variants.ts";
import { distinct, quote, quoteAll, within, type Check } from "./check.ts";

/** A check of one route at a time; paths begin inside the route. */
const eachGatewayRoute =
  (check: (route: Route, gateway: Gateway) => readonly Finding[]): Check =>
  ({ gateways }) =>
    gateways.flatMap((gateway, at) =>
      gateway.routes.flatMap((route, nth) => within(["gateways", at, "routes", nth], check(route, gateway))),
    );

export const routesServeTheListenersHosts: Check = eachGatewayRoute(({ host }, { id, listeners }) => {
  if (foldHost(host) === host && listenerOf(host, listeners) !== undefined) return [];
  const hosts = listeners.flatMap((listener) => listener.hosts);
  return [
    {
      path: ["host"],
      message: `${quote(host)} is no host of a listener of gateway ${quote(id)}`,
      remedy:
        hosts.length === 0
          ? "List it under listeners, with its certificate."
          : `Use one of ${quoteAll(hosts)}, or list it under listeners.`,
    },
  ];
});

/** Its McpBridge is not the fleet's, so nobody can say what its registries produce. */
export const gatewaysLeadToServices: Check = eachGatewayRoute((route, { id, routesAs }) =>
  targetsOf(route).flatMap(({ path, target }) =>
    "service" in target
      ? []
      : [
          {
            path,
            message:
              routesAs === "gateway-api"
                ? `${quote(target.host)} is a registry's, to which no HTTPRoute leads since Higress 2.2.0: it takes the reference for one of an unknown kind (#4185)`
                : `${quote(target.host)} is a registry's, and gateway ${quote(id)} has none in this file`,
            remedy: `Name a Service of namespace higress-${id}, or write this route as an Ingress by hand, beside the McpBridge that has the registry.`,
          },
        ],
  ),
);

export const routesCanBeSaid: Check = eachGatewayRoute((route, { routesAs }) => {
  if (routesAs === "ingress") return [];
  const table = isGrpc(route) ? grpcTranslations : translations;
  return [
    ...longPath(route),
    ...(isGrpc(route) ? strangeCall(route) : []),
    ...distinct(plainRoutes(route).flatMap((plain) => unsaidOf(plain, table))),
  ];
});

/** Longest value of a path, what Higress puts behind an expression included (Gateway API v1.6, HTTPPathMatch). */
const longestPath = 1024;

const longPath = ({ path }: Route): readonly Finding[] =>
  path.length <= longestPath - ".*".length
    ? []
    : [
        {
          path: ["path"],
          message: `has ${path.length} characters, more than an HTTPRoute has room for`,
          remedy: 'Shorten it, or write "routesAs: ingress" for this gateway.',
        },
      ];

/** Of HTTPRoutes and GRPCRoutes for one host a gateway serves the one kind and not the other (Gateway API v1.6, GRPCRoute). */
export const hostsHaveOneKindOfRoute: Check = ({ gateways }) =>
  gateways.flatMap(({ listeners, routes, routesAs }, at) => {
    if (routesAs === "ingress") return [];
    const section = ({ host }: Route): string | undefined => {
      const listener = listenerOf(host, listeners);
      return listener && sectionOf(listener, host);
    };
    return routes.flatMap((route, nth) => {
      const other = routes
        .slice(0, nth)
        .find((one) => section(one) === section(route) && isGrpc(one) !== isGrpc(route));
      if (other === undefined || section(route) === undefined) return [];
      return [
        {
          path: ["gateways", at, "routes", nth, "host"],
          message: `one of route ${quote(other.name)} and this has "protocol: grpc", and for one host a gateway serves either HTTPRoutes or GRPCRoutes`,
          remedy: 'Give gRPC a host of its own, or write "routesAs: ingress" for this gateway.',
        },
      ];
    });
  });
