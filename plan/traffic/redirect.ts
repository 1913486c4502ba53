/** Sending clients elsewhere in place of an answer. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import type { Finding } from "../fault.ts";
import type { Route, RouteOwner } from "../model.ts";
import type { Redirect } from "../model/traffic.ts";
import { circleOf } from "../redirects.ts";
import { redirectTarget } from "../schema/url.ts";
import type { Concern } from "./concern.ts";

export const redirectSchema = z
  .strictObject({
    to: redirectTarget().describe(
      "Address, https with a host, and a port and a path where they are others. Without a path each request keeps its own; a query goes with it.",
    ),
    code: z
      .literal([301, 302, 303, 307, 308])
      .prefault(defaults.route.redirect)
      .describe(
        "Status: 301 and 308 for good, 302, 303 and 307 for now; with 307 and 308 clients repeat method and body.",
      ),
  })
  .exactOptional()
  .describe("Where clients are sent in place of an answer of the backend. Default: nowhere.");

/** What is said of the backend, whom nobody asks then. */
const unheard: readonly (keyof Route)[] = [
  "rewrite",
  "timeout",
  "retry",
  "protocol",
  "backendTls",
  "balance",
  "fallback",
  "mirror",
  "variants",
];

/** The temporary one has the code 302 and no other, the permanent one any (annotations/redirect.go). */
export const redirect: Concern<Redirect> = {
  keys: ["temporal-redirect", "permanent-redirect", "permanent-redirect-code"],
  annotations: ({ to, code }) =>
    code === 302 ? { "temporal-redirect": to } : { "permanent-redirect": to, "permanent-redirect-code": String(code) },
  findings: ({ to }, route, owner) => [...round(to, route, owner), ...idle(route)],
};

/** Told once, of the first route in the circle. */
function round(to: string, route: Route, owner: RouteOwner): readonly Finding[] {
  const circle = circleOf(route, owner);
  if (circle === undefined) return [];
  const within = (name: string): boolean => circle.some((each) => each.setting === "redirect" && each.name === name);
  const earlier = owner.routes.slice(0, owner.routes.indexOf(route)).filter(({ name }) => within(name));
  if (earlier.some((each) => circleOf(each, owner)?.some(({ name }) => name === route.name))) return [];
  const over = circle.slice(1).map(({ setting, name }) => `${setting} of route ${JSON.stringify(name)}`);
  return [
    {
      path: ["to"],
      message: `${JSON.stringify(to)} leads ${over.length === 0 ? "" : `by ${over.join(", ")} `}back to the route itself`,
      remedy: "Name another host, or a path that the route does not answer.",
    },
  ];
}

function idle(route: Route): readonly Finding[] {
  const { backend, headers } = route;
  const said = [
    ...unheard.filter((field) => route[field] !== undefined),
    ...(headers?.request === undefined ? [] : ["headers.request"]),
    ...("active" in backend && backend.preview !== undefined ? ["backend.preview"] : []),
  ];
  if (said.length === 0) return [];
  return [
    {
      path: [],
      message: `a redirect asks no backend, so ${said.map((field) => JSON.stringify(field)).join(", ")} would do nothing`,
      remedy: "Remove it from the route, or remove the redirect.",
    },
  ];
}
