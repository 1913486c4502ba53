/** Every concern of a route's traffic, written and as it is read: a new field of the model is an error here until it has samples. */
import type { Route } from "../../plan/model.ts";
import type { Traffic } from "../../plan/model/traffic.ts";
import type { Whole } from "./whole.ts";

type Values = Required<Traffic>;

/** One value, with nothing left out; a value that is one of several kinds has one sample of each. */
export interface Sample<Field extends keyof Values = keyof Values> {
  /** As it stands in a route, on one line. */
  readonly written: string;
  readonly read: Whole<Values[Field]>;
  /** What the route needs beside it, likewise written and read. */
  readonly beside?: { readonly written: string; readonly read: Partial<Whole<Route>> };
}

export const samples: { readonly [Field in keyof Values]: readonly Sample<Field>[] } = {
  match: [
    {
      written:
        "{ methods: [PUT, GET], headers: [{ name: X-Version, exact: v2 }, { name: x-client, prefix: app- }, { name: x-zone, regex: 'eu-(north|south)' }], " +
        "query: [{ name: debug, exact: '1' }, { name: Page, prefix: '2' }, { name: tag, regex: '[a-z]+' }], ignorePathCase: true }",
      read: {
        methods: ["GET", "PUT"],
        headers: [
          { name: "x-version", exact: "v2" },
          { name: "x-client", prefix: "app-" },
          { name: "x-zone", regex: "eu-(north|south)" },
        ],
        query: [
          { name: "debug", exact: "1" },
          { name: "Page", prefix: "2" },
          { name: "tag", regex: "[a-z]+" },
        ],
        ignorePathCase: true,
      },
    },
  ],
  mirror: [
    {
      written: "{ service: shadow, port: 8081, percent: 10 }",
      read: { service: "shadow", port: 8081, percent: 10 },
    },
  ],
  timeout: [{ written: "2m", read: 120 }],
  headers: [
    {
      written:
        "{ request: { set: { X-Tenant: acme }, add: { X-Via: higress }, remove: [X-Debug] }, " +
        "response: { set: { Cache-Control: no-store }, add: { X-Served-By: acme }, remove: [Server] } }",
      read: {
        request: { set: { "x-tenant": "acme" }, add: { "x-via": "higress" }, remove: ["x-debug"] },
        response: { set: { "cache-control": "no-store" }, add: { "x-served-by": "acme" }, remove: ["server"] },
      },
    },
  ],
  rewrite: [
    { written: "{ path: /v2, host: Orders.example.net }", read: { path: "/v2", host: "orders.example.net" } },
    {
      written: "{ path: /$2/$1, host: b.example.net }",
      read: { path: "/$2/$1", host: "b.example.net" },
      beside: {
        written: "path: '/a/(.*)/(.*)', pathType: ImplementationSpecific",
        read: { path: "/a/(.*)/(.*)", pathType: "ImplementationSpecific" },
      },
    },
  ],
  redirect: [
    {
      written: "{ to: https://WWW.example.net:8443/shop, code: 302 }",
      read: { to: "https://www.example.net:8443/shop", code: 302 },
    },
    { written: "{ to: https://www.example.net, code: 308 }", read: { to: "https://www.example.net", code: 308 } },
  ],
  appRoot: [{ written: "/shop", read: "/shop" }],
  cors: [
    {
      written:
        "{ origins: ['https://*.Example.com', 'http://localhost:3000'], methods: [GET, POST], headers: [X-A], exposed: [X-B], credentials: true, maxAge: 10m }",
      read: {
        origins: ["https://*.example.com", "http://localhost:3000"],
        methods: ["GET", "POST"],
        headers: ["x-a"],
        exposed: ["x-b"],
        credentials: true,
        maxAge: 600,
      },
    },
  ],
  retry: [
    {
      written: "{ attempts: 2, after: [5xx, 429], perTry: 5s }",
      read: { attempts: 2, after: ["5xx", 429], perTry: 5 },
    },
    { written: "false", read: false },
  ],
  rateLimit: [
    { written: "{ requests: 50, per: second, burst: 2 }", read: { requests: 50, per: "second", burst: 2 } },
    { written: "{ requests: 90, per: minute, burst: 1 }", read: { requests: 90, per: "minute", burst: 1 } },
  ],
  protocol: [{ written: "grpc", read: "grpc" }],
  backendTls: [
    {
      written: "{ secret: to-orders, serverName: Orders.example.net }",
      read: { secret: "to-orders", serverName: "orders.example.net" },
      beside: { written: "protocol: grpcs", read: { protocol: "grpcs" } },
    },
  ],
  balance: [
    { written: "least-request", read: "least-request" },
    { written: "path", read: "path" },
    { written: "{ header: X-User }", read: { header: "x-user" } },
    { written: "{ query: user-id }", read: { query: "user-id" } },
    {
      written: "{ cookie: shop, path: /shop, maxAge: 24h }",
      read: { cookie: "shop", path: "/shop", maxAge: 86400 },
    },
  ],
  fallback: [{ written: "{ service: sorry, after: [502, 503] }", read: { service: "sorry", after: [502, 503] } }],
};

const each = (Object.entries(samples) as (readonly [keyof Values, readonly Sample[]])[]).flatMap(([field, all], nth) =>
  all.map(({ written, read, beside }, at) => ({ field, written, read, beside, name: `traffic-${nth}-${at}` })),
);

/** Keys that a sample may say otherwise. */
const plain = (name: string) => ({ path: `/${name}`, pathType: "Prefix" as const });

/** One route for each sample. */
export const trafficRoutes: readonly Whole<Route>[] = each.map(({ field, read, beside, name }) => ({
  name,
  host: "traffic.acme.aigw.example.com",
  ...plain(name),
  backend: { service: name, port: 8080 },
  ...beside?.read,
  [field]: read,
}));

/** The same routes in a tenant of the fleet file. */
export const trafficText = each
  .map(({ field, written, beside, name }) => {
    const besides = beside?.written ?? "";
    const path = besides.includes("path:") ? "" : `path: /${name}, pathType: Prefix, `;
    const backend = besides.includes("backend:") ? "" : `backend: { service: ${name}, port: 8080 }, `;
    const rest = besides === "" ? "" : `${besides}, `;
    return `      - { name: ${name}, host: traffic.acme.aigw.example.com, ${path}${backend}${rest}${field}: ${written} }\n`;
  })
  .join("");
