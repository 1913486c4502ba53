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
