/** Every concern of a route's traffic, written and as it is read: a new field of the model is an error here until it is in both. */
import type { Traffic } from "../../plan/model/traffic.ts";
import type { Whole } from "./whole.ts";

/** Of one route, in the indentation of a tenant in the fleet file. */
export const trafficText = `        timeout: 2m
        headers:
          request: { set: { X-Tenant: acme }, add: { X-Via: higress }, remove: [X-Debug] }
          response: { set: { Cache-Control: no-store }, add: { X-Served-By: acme }, remove: [Server] }
`;

export const traffic: Whole<Traffic> = {
  timeout: 120,
  headers: {
    request: { set: { "x-tenant": "acme" }, add: { "x-via": "higress" }, remove: ["x-debug"] },
    response: { set: { "cache-control": "no-store" }, add: { "x-served-by": "acme" }, remove: ["server"] },
  },
};
