/** Which of a backend's pods gets a request. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import type { Finding } from "../fault.ts";
import type { Route, RouteOwner } from "../model.ts";
import type { Balance } from "../model/traffic.ts";
import { producedHosts } from "../produced.ts";
import { exactlyOne, form, unionError } from "../schema/forms.ts";
import { cookieName, headerToken } from "../schema/header.ts";
import { duration } from "../schema/units.ts";
import { urlPath } from "../schema/url.ts";
import { says } from "../schema/words.ts";
import { hostsOf } from "../targets.ts";
import type { Concern } from "./concern.ts";

const words = ["round-robin", "least-request", "random", "path"] as const;

const oneKey = exactlyOne("key", "one of header, query and cookie");

const others = (own: string): readonly string[] => ["header", "query", "cookie"].filter((key) => key !== own);

const parameter = z
  .string()
  .regex(
    /^[A-Za-z0-9._~-]{1,100}$/,
    says("is no name of a parameter", 'Write it as it stands in the query: "user-id".'),
  );

export const balanceSchema = z
  .union(
    [
      z.enum(words, {
        error: () =>
          says(
            "is no way of choosing that the gateway knows",
            'Write "round-robin", "least-request", "random" or "path", or "{ header: x-user }" to keep equal requests together. A tenant\'s gateway sees the entry\'s address, not the client\'s.',
          ),
      }),
      form(
        { header: headerToken().describe("The same pod for the same value of this header.") },
        others("header"),
        oneKey,
      ),
      form(
        { query: parameter.describe("The same pod for the same value of this parameter.") },
        others("query"),
        oneKey,
      ),
      form(
        {
          cookie: cookieName().describe("The same pod for the same value of this cookie, which the gateway sets."),
          path: urlPath().prefault(defaults.cookiePath).describe("Paths for which browsers send the cookie back."),
          maxAge: duration("8760h")
            .exactOptional()
            .describe("How long browsers keep the cookie. Default: until they are closed."),
        },
        others("cookie"),
        oneKey,
      ),
    ],
    unionError(oneKey),
  )
  .exactOptional()
  .describe(
    "Which of the backend's pods gets a request: `round-robin`, `least-request`, `random`, the same for equal paths with `path`, or a map with `header`, `query` or `cookie`. Default: as the gateway does by itself.",
  );

/** A cookie wins over a hash, and a hash over the rest, so there is one of them (annotations/loadbalance.go). */
export const balance: Concern<Balance> = {
  keys: [
    "load-balance",
    "upstream-hash-by",
    "affinity",
    "session-cookie-name",
    "session-cookie-path",
    "session-cookie-max-age",
  ],
  annotations: (value) => {
    if (value === "path") return { "upstream-hash-by": "$request_uri" };
    if (typeof value === "string") return { "load-balance": value.replace("-", "_") };
    if ("header" in value) return { "upstream-hash-by": `$http_${value.header}` };
    if ("query" in value) return { "upstream-hash-by": `$arg_${value.query}` };
    return {
      affinity: "cookie",
      "session-cookie-name": value.cookie,
      "session-cookie-path": value.path,
      ...(value.maxAge !== undefined && { "session-cookie-max-age": String(value.maxAge) }),
    };
  },
  findings: (_, route, tenant) => withoutPort(route, tenant),
};

/** Where a registry says that its hosts speak TLS, it does so for their port, and what is said for no port is lost (config/ingress_config.go). */
function withoutPort(route: Route, { registries }: RouteOwner): readonly Finding[] {
  const tls = registries.filter(
    (each) => (each.type === "static" || each.type === "dns") && /^(https|grpcs)$/.test(each.protocol),
  );
  return hostsOf(route)
    .filter(({ host, port }) => port === undefined && tls.some((each) => producedHosts(each).includes(host)))
    .map(({ host }) => ({
      path: [],
      message: `destination ${JSON.stringify(host)} names no port, and its registry says for one that it speaks TLS`,
      remedy: "Give the destination the registry's port: else Higress drops this.",
    }));
}
