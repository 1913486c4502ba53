/** Routes of the platform's own gateways: hosts of their listeners, and nothing that what they become cannot say. */
import type { Finding } from "../fault.ts";
import { calledBy, isGrpc } from "../gateway-routes/grpc-call.ts";
import { grpcRoutes } from "../gateway-routes/grpc-table.ts";
import { httpRoutes } from "../gateway-routes/http-table.ts";
import { most } from "../gateway-routes/limits.ts";
import { sectionOf } from "../gateway-routes/placed.ts";
import { unsaidOf } from "../gateway-routes/table.ts";
import { asIngress } from "../gateway-routes/translation.ts";
import { foldHost, overlaps } from "../hosts.ts";
import { listenerOf } from "../listeners.ts";
import type { Route } from "../model.ts";
import { chartOf } from "../release.ts";
import { spreadsOf, targetsOf } from "../targets.ts";
import { plainRoutes } from "../variants.ts";
import { gatewayApiFor } from "../versions/gateway-api.ts";
import { isVersion } from "../versions/version.ts";
import { distinct, eachGatewayRoute, quote, quoteAll, type Check } from "./check.ts";

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
  const { what } = isGrpc(route) ? grpcRoutes : httpRoutes;
  return [
    ...(isGrpc(route) ? strangeCall(route) : []),
    ...spreadsOf(route).flatMap(({ path, backend: { destinations } }) =>
      most(destinations, [...path, "destinations"], "destinations", what),
    ),
    ...distinct(
      plainRoutes(route).flatMap((plain) =>
        isGrpc(route) ? unsaidOf(plain, grpcRoutes) : unsaidOf(plain, httpRoutes),
      ),
    ),
  ];
});

/** With a chart from a directory the CRDs say it first. */
export const redirectsFitTheCrds: Check = eachGatewayRoute(({ redirect }, { id, routesAs }, { higress }) => {
  const chart = chartOf(higress, { role: "gateway", id });
  if (redirect === undefined || routesAs === "ingress" || chart.from === "path" || !isVersion(chart.version)) return [];
  const crds = gatewayApiFor(chart.version);
  if (crds === undefined || crds.redirects.some((code) => code === redirect.code)) return [];
  return [
    {
      path: ["redirect", "code"],
      message: `${redirect.code} is no code that an HTTPRoute of Gateway API ${crds.version} has, which chart ${quote(chart.version)} wants`,
      remedy: `Use one of ${crds.redirects.join(" and ")}, or write "routesAs: ingress" for this gateway.`,
    },
  ];
});

/** A path that is no service of gRPC. */
function strangeCall({ path, pathType }: Route): readonly Finding[] {
  if (pathType === "Prefix" && path === "/") return [];
  const call = calledBy({ path });
  if (call?.method !== undefined && pathType === "Prefix")
    return [
      {
        path: ["pathType"],
        message: `${quote(path)} is one method, and below it there is nothing that "Prefix" could mean`,
        remedy: 'Write "pathType: Exact".',
      },
    ];
  if (call !== undefined && pathType === (call.method === undefined ? "Prefix" : "Exact")) return [];
  return [
    {
      path: ["path"],
      message: `${quote(path)} cannot be said in a GRPCRoute, whose paths are services and their methods, letter by letter`,
      remedy: `Write "/package.Service" or, with "pathType: Exact", "/package.Service/Method", or "/" for all of them. ${asIngress}`,
    },
  ];
}

/** Of HTTPRoutes and GRPCRoutes at one listener whose hosts have a name in common a gateway serves the one kind and not the other (Gateway API v1.6, GRPCRoute). */
export const hostsHaveOneKindOfRoute: Check = ({ gateways }) =>
  gateways.flatMap(({ listeners, routes, routesAs }, at) => {
    if (routesAs === "ingress") return [];
    const section = ({ host }: Route): string | undefined => {
      const listener = listenerOf(host, listeners);
      return listener && sectionOf(listener, host);
    };
    const meet = (one: Route, other: Route): boolean =>
      section(one) !== undefined && section(one) === section(other) && overlaps(one.host, other.host);
    return routes.flatMap((route, nth) => {
      const other = routes.slice(0, nth).find((one) => isGrpc(one) !== isGrpc(route) && meet(one, route));
      if (other === undefined) return [];
      return [
        {
          path: ["gateways", at, "routes", nth, "host"],
          message: `one of route ${quote(other.name)} and this has "protocol: grpc", and for one host a gateway serves either HTTPRoutes or GRPCRoutes`,
          remedy: 'Give gRPC a host of its own, or write "routesAs: ingress" for this gateway.',
        },
      ];
    });
  });
