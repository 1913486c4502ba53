/** What the page server says on which hosts, as its ConfigMap has it. */
import { createHash } from "node:crypto";
import { pageServerName, pageServerPort } from "../demands.ts";
import type { Facts } from "../facts.ts";
import type { Resource } from "../rule.ts";
import { isConfigMap } from "./kinds.ts";
import { namespaceOf } from "./ownership.ts";
import { at, list, record, same, text } from "./shape.ts";

/** Where Envoy's configuration stands. */
export const pagesPath = 'data["envoy.json"]';

export const isPages = (resource: Resource, { entry }: Facts): boolean =>
  isConfigMap(resource) &&
  namespaceOf(resource) === entry.namespace &&
  at(resource.props, "metadata", "name") === pageServerName;

/** A tenant's words, and the hosts that have them. */
export interface Page {
  readonly tenant: string;
  readonly hosts: readonly string[];
  /** SHA-256 of the routes as JSON, which is what facts have of an answer. */
  readonly digest: string;
}

/** Undefined where it cannot be told, or where the server would do anything but answer: listen elsewhere, filter, forward. */
export function pagesIn(resource: Resource): readonly Page[] | undefined {
  const config = parsed(text(at(resource.props, "data", "envoy.json")));
  const listener = list(at(config, "static_resources", "listeners"))[0];
  const filter = list(at(list(at(listener, "filter_chains"))[0], "filters"))[0];
  const hosts = list(at(filter, "typed_config", "route_config", "virtual_hosts")).map(record);
  const tenants = hosts.slice(0, -nobodys.length).map(({ name, domains, routes }) => ({ name, domains, routes }));
  const isWhole = addresses.some((address) => same(config, server(address, [...tenants, ...nobodys])));
  if (!isWhole) return undefined;
  return tenants.map(({ name, domains, routes }) => ({
    tenant: text(name) ?? "",
    hosts: list(domains).map((domain) => text(domain) ?? ""),
    digest: createHash("sha256")
      .update(JSON.stringify(routes ?? null))
      .digest("hex"),
  }));
}

const addresses = ["0.0.0.0", "::"];

const every = (response: object) => [{ match: { prefix: "/" }, direct_response: response }];

/** The kubelet's probe, and whatever is no tenant's. */
const nobodys = [
  { name: "ready", domains: ["ready.invalid"], routes: every({ status: 200 }) },
  { name: "nobody", domains: ["*"], routes: every({ status: 503 }) },
];

const v3 = "type.googleapis.com/envoy.extensions.filters";

/** The whole of it, so that nothing stands beside: no administration port, no upstream, no second listener, chain or filter. */
const server = (address: string, virtual_hosts: readonly object[]) => ({
  static_resources: {
    listeners: [
      {
        name: "pages",
        address: { socket_address: { address, port_value: pageServerPort } },
        filter_chains: [
          {
            filters: [
              {
                name: "envoy.filters.network.http_connection_manager",
                typed_config: {
                  "@type": `${v3}.network.http_connection_manager.v3.HttpConnectionManager`,
                  stat_prefix: "pages",
                  strip_any_host_port: true,
                  route_config: { name: "pages", max_direct_response_body_size_bytes: 16_384, virtual_hosts },
                  http_filters: [
                    { name: "envoy.filters.http.router", typed_config: { "@type": `${v3}.http.router.v3.Router` } },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  },
});

/** Of a key that stands twice one reader takes the first and another the last, so the text has to be what it was read as. */
function parsed(json = ""): unknown {
  try {
    const config = JSON.parse(json) as unknown;
    return [undefined, 1, 2].some((indent) => JSON.stringify(config, null, indent) === json) ? config : undefined;
  } catch {
    return undefined;
  }
}
