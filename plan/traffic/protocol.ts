/** What a gateway speaks with the backend. */
import * as z from "zod";
import type { Finding } from "../fault.ts";
import type { Route, RouteOwner } from "../model.ts";
import type { Protocol } from "../model/traffic.ts";
import { producedHosts } from "../produced.ts";
import { hostsOf } from "../targets.ts";
import type { Concern } from "./concern.ts";

export const protocolSchema = z
  .enum(["http", "http2", "https", "grpc", "grpcs"])
  .exactOptional()
  .describe("What is spoken with the backend; `https` and `grpcs` with TLS. Default: `http`.");

/** What the controller does not know it takes for HTTP (annotations/upstreamtls.go). */
export const protocol: Concern<Protocol> = {
  keys: ["backend-protocol"],
  annotations: (value) => ({ "backend-protocol": value.toUpperCase() }),
  findings: (_, route, tenant) => toldByRegistry(route, tenant),
};

/** A registry of fixed addresses or names says it itself, and its word counts (config/ingress_config.go). */
export function toldByRegistry(route: Route, { registries }: RouteOwner): readonly Finding[] {
  const named = registries.filter((each) => each.type === "static" || each.type === "dns");
  const registry = hostsOf(route).flatMap(({ host }) => named.filter((each) => producedHosts(each).includes(host)))[0];
  if (registry === undefined) return [];
  return [
    {
      path: [],
      message: `registry ${JSON.stringify(registry.name)} says it of its hosts, and its word counts`,
      remedy: "Remove it here, and give the registry `protocol` and, with TLS, `sni`.",
    },
  ];
}
