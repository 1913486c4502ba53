/** What the page server says, as Envoy's configuration: a virtual host for each tenant that is away, and nothing else. */
import { createHash } from "node:crypto";
import { answerOf } from "./maintenance.ts";
import type { Answer, Tenant } from "./model.ts";
import { pageServerPort } from "./names.ts";
import { sortedBy } from "./order.ts";
import { servedHosts } from "./tenant-hosts.ts";

/** No host of anybody (RFC 2606); the kubelet's probe asks for it. */
export const readyHost = "ready.invalid";

const contentTypes: Readonly<Record<Answer["type"], string>> = {
  text: "text/plain; charset=utf-8",
  html: "text/html; charset=utf-8",
};

/** Envoy takes 4096 bytes where nobody says more (config.route.v3.RouteConfiguration). */
const largest = 16 * 1024;

/**
 * Envoy's static configuration as JSON. It has no administration port, opens no connection, and asks nobody.
 * @param address of this machine to listen at: `0.0.0.0` or `::`
 */
export function answersConfig(tenants: readonly Tenant[], domain: string, address: string): string {
  const hosts = sortedBy(tenants, ({ id }) => id).flatMap((tenant) => virtualHost(tenant, domain));
  const manager = {
    "@type": `${v3}.filters.network.http_connection_manager.v3.HttpConnectionManager`,
    stat_prefix: "pages",
    // A Host may have a port, and virtual hosts have none.
    strip_any_host_port: true,
    route_config: {
      name: "pages",
      max_direct_response_body_size_bytes: largest,
      virtual_hosts: [
        ...hosts,
        { name: "ready", domains: [readyHost], routes: [every({ status: 200 })] },
        { name: "nobody", domains: ["*"], routes: [every({ status: 503 })] },
      ],
    },
    http_filters: [
      { name: "envoy.filters.http.router", typed_config: { "@type": `${v3}.filters.http.router.v3.Router` } },
    ],
  };
  const listener = {
    name: "pages",
    address: { socket_address: { address, port_value: pageServerPort } },
    filter_chains: [{ filters: [{ name: "envoy.filters.network.http_connection_manager", typed_config: manager }] }],
  };
  return JSON.stringify({ static_resources: { listeners: [listener] } }, null, 1);
}

const v3 = "type.googleapis.com/envoy.extensions";

const every = (response: object) => ({ match: { prefix: "/" }, direct_response: response });

function virtualHost(tenant: Tenant, domain: string) {
  const answer = answerOf(tenant);
  const domains = servedHosts(tenant, domain);
  if (answer === undefined || domains.length === 0) return [];
  return [{ name: tenant.id, domains: [...new Set(domains)], routes: routesOf(answer) }];
}

/** By which the policy tells one tenant's words from another's: SHA-256 of the routes as JSON without spaces. */
export const answerDigest = (answer: Answer): string =>
  createHash("sha256")
    .update(JSON.stringify(routesOf(answer)))
    .digest("hex");

function routesOf({ body, type, retryAfter }: Answer): readonly object[] {
  const headers = {
    "content-type": contentTypes[type],
    // What is true for now only.
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
  };
  const response_headers_to_add = Object.entries(headers).map(([key, value]) => ({
    header: { key, value },
    append_action: "OVERWRITE_IF_EXISTS_OR_ADD",
  }));
  return [{ ...every({ status: 503, body: { inline_string: body } }), response_headers_to_add }];
}
