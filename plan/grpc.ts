/**
 * gRPC needs HTTP/2 from the client to the backend: its status is in trailers, which Envoy drops on the way through HTTP/1.1
 * (envoyproxy.io, http1_protocol_options.enable_trailers).
 */
import type { Route, Tenant } from "./model.ts";
import { producedHosts } from "./produced.ts";
import { hostsOf } from "./targets.ts";

const isGrpc = (protocol: string | undefined): boolean => protocol === "grpc" || protocol === "grpcs";

/** By its own word, or by that of the registry whose hosts it leads to. */
export const speaksGrpc = (route: Route, { registries }: Pick<Tenant, "registries">): boolean =>
  isGrpc(route.protocol) ||
  registries.some(
    (each) =>
      (each.type === "static" || each.type === "dns") &&
      isGrpc(each.protocol) &&
      hostsOf(route).some(({ host }) => producedHosts(each).includes(host)),
  );
