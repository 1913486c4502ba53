/** Sending clients elsewhere in place of an answer. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import type { Finding } from "../fault.ts";
import { covers } from "../hosts.ts";
import type { Route } from "../model.ts";
import type { Redirect } from "../model/traffic.ts";
import { redirectTarget, targetParts } from "../schema/url.ts";
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
  findings: ({ to }, route) => [
    ...(comesBack(to, route)
      ? [
          {
            path: ["to"],
            message: `${JSON.stringify(to)} leads back to the route itself`,
            remedy: "Name another host, or a path that the route does not answer.",
          },
        ]
      : []),
    ...idle(route),
  ],
};

function idle(route: Route): readonly Finding[] {
  const said = unheard.filter((field) => route[field] !== undefined);
  if (said.length === 0) return [];
  return [
    {
      path: [],
      message: `a redirect asks no backend, so ${said.map((field) => JSON.stringify(field)).join(", ")} would do nothing`,
      remedy: "Remove it from the route, or remove the redirect.",
    },
  ];
}

function comesBack(to: string, route: Route): boolean {
  const { host, port, path } = targetParts(to);
  if (!covers(route.host, host) || (port !== "" && port !== "443")) return false;
  if (path === "") return true;
  const prefix = route.path.replace(/\/$/, "");
  if (route.pathType === "Exact") return path === route.path;
  return route.pathType === "Prefix" && (path === prefix || path.startsWith(`${prefix}/`));
}
