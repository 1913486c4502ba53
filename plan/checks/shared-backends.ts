/** What Higress keeps for a backend and not for a route: each Service and port has it once (config/ingress_config.go). */
import type { Finding } from "../fault.ts";
import type { Route } from "../model.ts";
import { answersOf } from "../targets.ts";
import { eachRouteOwner, quote, type Check } from "./check.ts";

const kept = ["protocol", "backendTls", "balance"] as const;
type Kept = (typeof kept)[number];

/** Two routes to one backend say the same of it: else the one that is read first decides for both. A redirect asks none. */
export const backendsAreToldOnce: Check = eachRouteOwner(({ routes }) =>
  routes.flatMap((route, at) =>
    kept.flatMap((field) => {
      if (route.redirect !== undefined) return [];
      const earlier = routes
        .slice(0, at)
        .filter(({ redirect }) => redirect === undefined)
        .find((other) => said(other, field) !== said(route, field) && shared(other, route) !== undefined);
      return earlier === undefined ? [] : [contradiction(route, at, field, earlier)];
    }),
  ),
);

function said(route: Route, field: Kept): string {
  const value = route[field];
  return value === undefined || value === "http" ? "" : JSON.stringify(value);
}

/** Without a port a host is led to on any. */
function shared(one: Route, other: Route): string | undefined {
  return targets(one).find(({ host, port }) =>
    targets(other).some(
      (each) => each.host === host && (each.port === port || each.port === undefined || port === undefined),
    ),
  )?.host;
}

/** A Service is the same backend by its name and by its place among destinations. */
const targets = (route: Route): readonly { readonly host: string; readonly port?: number }[] =>
  answersOf(route).map((target) => ("service" in target ? { host: target.service, port: target.port } : target));

function contradiction(route: Route, at: number, field: Kept, earlier: Route): Finding {
  const both = `route ${quote(earlier.name)} leads to ${quote(shared(earlier, route) ?? "")} on the same port`;
  return {
    path: ["routes", at, route[field] === undefined ? "backend" : field],
    message:
      route[field] === undefined
        ? `${both} and has ${quote(field)}, which Higress keeps for the backend and not for a route`
        : `${both} and says otherwise, and Higress keeps one of the two for both`,
    remedy: "Say the same on both routes, or lead one of them to another Service or port.",
  };
}
