/** What each of fleets/examples/ is about: the Ingresses and gateways that its pattern becomes. */
import { globSync } from "node:fs";
import { basename } from "node:path";

/**
 * One Ingress: the Service and port it leads to, or `McpBridge`, and its annotations without `higress.io/`.
 * A gateway: type of its Service, and the class that it serves. A plugin: phase and priority, and what it is told by route, `*` for the others.
 * An object of the Gateway API: its specification.
 */
export type Shown = readonly [to: string, annotations?: Readonly<Record<string, string>>];

/**
 * By Ingress; one in the entry's namespace begins with `entry/`, and is without what the entry says of every tenant. Gateways of the
 * platform begin with `gateway/`, plugins with `plugin/`.
 */
export type Pattern = Readonly<Record<string, Shown>>;

const next = "orders-next:8080";

const shares = (each: readonly string[]): string =>
  each.map((share) => `${share.replace(" ", " orders-")}.DEFAULT-GROUP.shop.nacos`).join("\n");

const ofTwo = (...each: readonly string[]): string =>
  each.map((share) => `${share.replace(" ", " orders.DEFAULT-GROUP.shop-")}.nacos`).join("\n");

const sorry = { "default-backend": "sorry", "custom-http-errors": "502,503" };

/** For one host on a Gateway named like its first label, with a certificate. */
const apiGateway = (name: string): Shown => {
  const [hostname, section] = [`${name}.corp.example`, `${name}-corp-example`];
  const allowedRoutes = { namespaces: { from: "Same" } };
  return [
    JSON.stringify({
      gatewayClassName: "higress-internal",
      listeners: [
        {
          ...{ name: `https-${section}`, hostname, port: 443, protocol: "HTTPS" },
          tls: { mode: "Terminate", certificateRefs: [{ name: `${name}-tls` }] },
          allowedRoutes,
        },
        { name: `http-${section}`, hostname, port: 80, protocol: "HTTP", allowedRoutes },
      ],
    }),
  ];
};

/** On the section of the host that has the scheme. */
const httpRoute = (
  scheme: "http" | "https",
  prefix: string,
  filters: readonly object[],
  backendRefs?: readonly object[],
  name = "wiki",
): Shown => [
  JSON.stringify({
    parentRefs: [{ name, sectionName: `${scheme}-${name}-corp-example` }],
    hostnames: [`${name}.corp.example`],
    rules: [{ matches: [{ path: { type: "PathPrefix", value: prefix } }], filters, backendRefs }],
  }),
];

const toHttps = [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }];

/** By file and region. */
export const patterns: Readonly<Record<string, Pattern>> = {
  "ab-test local": {
    window: ["window:8080"],
    "window.a": ["window-a:8080", { "exact-match-header-x-ab-group": "A" }],
    "window.b": ["window-b:8080", { "exact-match-header-x-ab-group": "B" }],
  },
  "ai-gateway local": {
    chat: ["McpBridge", { destination: "100% deepseek.dns" }],
    "plugin/clients": [
      "AUTHN 310",
      {
        "*": '{"global_auth":true,"keys":["x-api-key"],"in_header":true,"in_query":false,"consumers":[{"name":"app","credential":"${secret.assistant-gateway/clients.app}"}]}',
      },
    ],
    "plugin/quota": [
      "UNSPECIFIED_PHASE 600",
      {
        "*": '{"rule_name":"day","global_threshold":{"token_per_day":2000000},"rejected_code":429,"rejected_msg":"Too many requests","redis":{"service_name":"redis-stack-server.assistant-gateway.svc.cluster.local","service_port":6379}}',
      },
    ],
    "plugin/models": [
      "UNSPECIFIED_PHASE 100",
      {
        chat: '{"provider":{"id":"deepseek-bb2e69175732","type":"deepseek","apiTokens":["${secret.assistant-gateway/ai.deepseek}"],"modelMapping":{"*":"deepseek-chat"},"protocol":"openai"}}',
      },
    ],
  },
  "authentication local": {
    orders: ["orders:8080"],
    reports: ["reports:8080"],
    "plugin/keys": [
      "AUTHN 310",
      {
        "*": '{"global_auth":true,"keys":["x-api-key"],"in_header":true,"in_query":false,"consumers":[{"name":"partner","credential":"${secret.shop-gateway/api-keys.partner}"},{"name":"auditor","credential":"${secret.shop-gateway/api-keys.auditor}"}]}',
        reports: '{"allow":["auditor"]}',
      },
    ],
  },
  "blue-green local": {
    checkout: ["checkout-blue:8080"],
    "checkout.preview": ["checkout-green:8080", { "exact-match-header-x-preview": "next" }],
  },
  "canary local": {
    orders: [
      "McpBridge",
      {
        destination:
          "90% orders.shop-gateway.svc.cluster.local:8080\n10% orders-next.shop-gateway.svc.cluster.local:8080",
      },
    ],
  },
  "canary-cookie local": {
    orders: ["orders:8080"],
    "orders.next": [next, { "regex-match-header-cookie": String.raw`(.*\x3b\s*)?release=next(\x3b.*)?` }],
  },
  "canary-header local": {
    orders: ["orders:8080"],
    "orders.next": [next, { "exact-match-header-x-canary": "always" }],
  },
  "gateway-api local": {
    "gateway/internal": ["LoadBalancer higress-internal"],
    "Gateway/wiki": apiGateway("wiki"),
    "Gateway/search": apiGateway("search"),
    "HTTPRoute/wiki.to.https": httpRoute("http", "/", toHttps),
    "HTTPRoute/search.to.https": httpRoute("http", "/", toHttps, undefined, "search"),
    "GRPCRoute/search": [
      JSON.stringify({
        parentRefs: [{ name: "search", sectionName: "https-search-corp-example" }],
        hostnames: ["search.corp.example"],
        rules: [
          {
            matches: [{ method: { type: "Exact", service: "search.v1.Index" } }],
            backendRefs: [{ name: "index", namespace: "search", port: 9090 }],
          },
        ],
      }),
    ],
    "ReferenceGrant/higress-internal.grpcroute.index": [
      JSON.stringify({
        from: [{ group: "gateway.networking.k8s.io", kind: "GRPCRoute", namespace: "higress-internal" }],
        to: [{ group: "", kind: "Service", name: "index" }],
      }),
    ],
    "HTTPRoute/wiki": httpRoute(
      ...(["https", "/"] as const),
      [
        {
          type: "RequestHeaderModifier",
          requestHeaderModifier: { set: [{ name: "x-gateway", value: "higress" }] },
        },
      ],
      [
        { name: "wiki", port: 8080, weight: 90 },
        { name: "wiki-next", port: 8080, weight: 10 },
      ],
    ),
    "HTTPRoute/old": httpRoute(
      ...(["https", "/pages"] as const),
      [
        {
          type: "URLRewrite",
          urlRewrite: { path: { type: "ReplacePrefixMatch", replacePrefixMatch: "/wiki" } },
        },
      ],
      [{ name: "wiki", port: 8080 }],
    ),
    "HTTPRoute/handbook": httpRoute(...(["https", "/handbook"] as const), [
      {
        type: "RequestRedirect",
        requestRedirect: { scheme: "https", hostname: "handbook.corp.example", statusCode: 301 },
      },
    ]),
  },
  "grpc local": {
    stock: ["stock:9090", { "backend-protocol": "GRPC", timeout: "10" }],
    "entry/shop": ["McpBridge", { "backend-protocol": "HTTP2" }],
  },
  "hub-and-spoke local": {
    billing: ["McpBridge", { destination: "100% billing.dns" }],
    orders: ["McpBridge", { destination: "100% orders.DEFAULT-GROUP.east.nacos" }],
    stock: ["McpBridge", { destination: "100% stock.DEFAULT-GROUP.west.nacos" }],
  },
  "hybrid local": {
    orders: [
      "McpBridge",
      { destination: "90% orders.DEFAULT-GROUP.shop.nacos:8080\n10% orders.shop-gateway.svc.cluster.local:8080" },
    ],
  },
  "mirror local": {
    orders: ["orders:8080", { "mirror-target-service": "orders-next:8080", "mirror-percentage": "5" }],
  },
  "mtls-backends local": {
    stock: [
      "warehouse:8443",
      {
        "backend-protocol": "HTTPS",
        "proxy-ssl-secret": "warehouse-client",
        "proxy-ssl-verify": "on",
        "proxy-ssl-name": "warehouse.shop.example",
        "proxy-ssl-server-name": "on",
      },
    ],
  },
  "mtls-clients local": {
    partners: ["partners:8080"],
    "entry/shop.shop-partners-tls": [
      "McpBridge",
      {
        "auth-tls-secret": "higress-system/shop-partners-tls-cacert",
        // A connection that was opened for another host, and asked nobody, finds no route.
        "regex-match-header-x-forwarded-client-cert": ".+",
      },
    ],
  },
  "rate-limit local": {
    search: ["search:8080", { "route-limit-rps": "50", "route-limit-burst-multiplier": "2" }],
    "entry/shop": ["McpBridge", { "route-limit-rps": "500", "route-limit-burst-multiplier": "3" }],
  },
  "regions south": { orders: ["McpBridge", { destination: shares(["80% south", "15% east", "5% north"]) }] },
  "regions east": { orders: ["McpBridge", { destination: shares(["80% east", "15% south", "5% north"]) }] },
  // Nothing is near to it.
  "regions north": { orders: ["McpBridge", { destination: shares(["94% north", "3% south", "3% east"]) }] },
  "two-regions south": {
    orders: ["McpBridge", { destination: ofTwo("80% south", "20% north"), ...sorry }],
  },
  "two-regions north": {
    orders: ["McpBridge", { destination: ofTwo("80% north", "20% south"), ...sorry }],
  },
  "several-gateways local": {
    "gateway/external": ["LoadBalancer higress-external"],
    "gateway/internal": ["LoadBalancer higress-internal"],
  },
};

export const folder = "fleets/examples";

/** Fleet files of the folder, sorted. */
export const examples: readonly string[] = globSync(`${folder}/*.yaml`).toSorted();

/** `canary`, of its file. */
export const exampleName = (file: string): string => basename(file, ".yaml");
