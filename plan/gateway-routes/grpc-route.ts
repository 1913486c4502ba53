/** A route with `protocol: grpc` as a GRPCRoute: the path is a service, or a service and its method. */
import type { Finding } from "../fault.ts";
import { metadata } from "../metadata.ts";
import type { GrpcMatch, GrpcRoute } from "../manifests/gateway-api.ts";
import type { Listener } from "../model/listener.ts";
import type { Route } from "../model.ts";
import type { Installation } from "../site.ts";
import type { PlainRoute } from "../variants.ts";
import { grpcTranslations } from "./grpc-table.ts";
import { backendsOf, sectionOf } from "./http-route.ts";
import { said } from "./table.ts";
import { asIngress } from "./translation.ts";

export const isGrpc = ({ protocol }: Pick<Route, "protocol">): boolean => protocol === "grpc";

/** @param listener the one that has the route's host */
export function planGrpcRoute(installation: Installation, listener: Listener, route: PlainRoute): GrpcRoute {
  const { conditions: [{ headers = [] } = {}] = [], filters } = said(route, grpcTranslations);
  const method = methodOf(route);
  const match: GrpcMatch = { ...(method && { method }), ...(headers.length > 0 && { headers }) };
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "GRPCRoute",
    metadata: metadata(installation, route.name),
    spec: {
      parentRefs: [{ name: listener.name, sectionName: sectionOf(listener, route.host) }],
      hostnames: [route.host],
      rules: [
        {
          ...(Object.keys(match).length > 0 && { matches: [match] }),
          ...(filters && { filters }),
          backendRefs: backendsOf(route.backend, installation.site),
        },
      ],
    },
  };
}

/** As protobuf names them (Gateway API v1.6, GRPCMethodMatch). */
const called = /^\/(\.?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\/([A-Za-z_]\w*)?)?$/;

/** Whoever calls by gRPC names a method, so below one there is nothing, and a service alone stands for all of its methods. */
function methodOf({ path }: Pick<Route, "path">): GrpcMatch["method"] {
  const [, service, method] = called.exec(path) ?? [];
  return service === undefined ? undefined : { type: "Exact", service, ...(method !== undefined && { method }) };
}

/** A path that is no service of gRPC. */
export function strangeCall({ path, pathType }: Route): readonly Finding[] {
  const isWhole = pathType === "Prefix" && path === "/";
  const [, service, method] = called.exec(path) ?? [];
  const isCall = service !== undefined && (pathType === "Prefix" || (pathType === "Exact" && method !== undefined));
  if (isWhole || isCall) return [];
  return [
    {
      path: ["path"],
      message: `${JSON.stringify(path)} cannot be said in a GRPCRoute, whose paths are services and their methods, letter by letter`,
      remedy: `Write "/package.Service" or "/package.Service/Method", or "/" for all of them. ${asIngress}`,
    },
  ];
}
