/** Requests that routes of the Gateway API ask for: host and match. */
import type { Resource } from "../rule.ts";
import { rulesOf, type RouteRule } from "./gateway.ts";
import { namespaceOf } from "./ownership.ts";
import { routeHosts } from "./routing.ts";
import { list, record } from "./shape.ts";

export interface RouteClaim {
  /** Equal for claims of the very same requests. */
  readonly key: string;
  /** For messages: `api.acme.example PathPrefix /v1`. */
  readonly what: string;
  readonly namespace: string;
  readonly path: string;
  readonly urn: string;
}

/** One for each host and match of a route; a rule without matches takes every path. */
export function claimsOf(route: Resource): readonly RouteClaim[] {
  const { urn, kind } = route;
  const namespace = namespaceOf(route) ?? "";
  return routeHosts(route).flatMap(({ host }) =>
    rulesOf(route).flatMap((rule) =>
      matchesOf(rule).map(({ match, path }) => {
        const { type = "PathPrefix", value = "/" } = record(match.path);
        const { method, headers, queryParams } = match;
        const key = JSON.stringify([kind, host, type, value, method, headers, queryParams]);
        const asked = kind === "HTTPRoute" ? ` ${String(type)} ${String(value)}` : "";
        return { key, what: `${host}${asked}`, namespace, path, urn };
      }),
    ),
  );
}

function matchesOf({ rule, path }: RouteRule) {
  const matches = list(rule.matches);
  if (matches.length === 0) return [{ match: record(undefined), path }];
  return matches.map((match, index) => ({ match: record(match), path: `${path}.matches[${index}]` }));
}
