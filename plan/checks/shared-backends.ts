/** What Higress keeps for a backend and not for a route: each Service and port has it once (config/ingress_config.go). */
import type { Finding } from "../fault.ts";
import type { Route } from "../model.ts";
import { answersOf, serviceName } from "../targets.ts";
import { eachRouteOwner, quote, type Check } from "./check.ts";

const kept = ["protocol", "backendTls", "balance"] as const;
type Kept = (typeof kept)[number];

/** Two routes to one backend say the same of it: else the one that is read first decides for both. A redirect asks none. */
export const backendsAreToldOnce: Check = eachRouteOwner(({ routes }) =>
  kept.flatMap((field) => {
    const asking = routes.flatMap((route, at) =>
      route.redirect === undefined ? [{ route, at, said: said(route, field) }] : [],
    );
    const otherwise = new Map(
      asking.map((one) => [
        one.at,
        asking.filter((other) => other.said !== one.said && shared(other.route, one.route) !== undefined),
      ]),
    );
    const othersOf = (at: number) => otherwise.get(at) ?? [];
    // One that says otherwise than several, which agree, is told in place of them.
    const isOdd = (at: number): boolean =>
      othersOf(at).length > 1 && othersOf(at).every((other) => othersOf(other.at).length === 1);
    return asking.flatMap(({ route, at }) => {
      const other = isOdd(at) ? othersOf(at)[0] : othersOf(at).find((earlier) => earlier.at < at && !isOdd(earlier.at));
      return other === undefined ? [] : [contradiction(route, at, field, other.route)];
    });
  }),
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
  answersOf(route).map((target) => ("service" in target ? { host: serviceName(target), port: target.port } : target));

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
