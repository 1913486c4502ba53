/** A route with `protocol: grpc` as a GRPCRoute: the path is a service, or a service and its method. */
import type { GrpcMatch, GrpcRoute } from "../manifests/gateway-api.ts";
import type { Listener } from "../model/listener.ts";
import type { Installation } from "../site.ts";
import type { PlainRoute } from "../variants.ts";
import { calledBy } from "./grpc-call.ts";
import { grpcRoutes } from "./grpc-table.ts";
import { backendsOf, placed } from "./placed.ts";
import { said } from "./table.ts";

/** @param listener the one that has the route's host */
export function planGrpcRoute(installation: Installation, listener: Listener, route: PlainRoute): GrpcRoute {
  const all = said(route, grpcRoutes);
  const headers = all.flatMap((each) => each.headers ?? []);
  const filters = all.flatMap((each) => each.filters ?? []);
  const call = calledBy(route);
  const match: GrpcMatch = {
    ...(call && { method: { type: "Exact" as const, ...call } }),
    ...(headers.length > 0 && { headers }),
  };
  const rule = {
    ...(Object.keys(match).length > 0 && { matches: [match] }),
    ...(filters.length > 0 && { filters }),
    backendRefs: backendsOf(route.backend, installation.site),
  };
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "GRPCRoute",
    ...placed(installation, listener, route, [rule]),
  };
}
