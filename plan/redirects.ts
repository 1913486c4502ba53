/** Where clients come to whom a route sends on: to which other routes of the same owner, and whether for ever. */
import { enclosing } from "./hosts.ts";
import type { Route, RouteOwner } from "./model.ts";
import type { Method } from "./model/traffic.ts";
import { coversRoute, mayFit } from "./overlap.ts";
import { precedence, rankOf } from "./precedence.ts";
import { targetParts } from "./schema/url.ts";
import { plainRoutes, type PlainRoute } from "./variants.ts";

/** A request on its way, written as the route that fits it and no other. */
interface Step {
  readonly request: PlainRoute;
  readonly method: Method;
  /** What sends it on: a route, or what a route says of its host's `/`. */
  readonly by: Sender;
}

type Owner = Pick<RouteOwner, "routes" | "routesAs">;

interface Sender {
  readonly name: string;
  readonly setting: "redirect" | "appRoot";
}

/**
 * What sends some of the route's clients round in a circle, the route itself first; undefined where none comes back, or nobody can
 * tell without asking a regular expression.
 */
export function circleOf(route: Route, owner: Owner): readonly Sender[] | undefined {
  for (const method of route.match?.methods ?? (["GET"] as const)) {
    for (const path of samples(route)) {
      const circle = followed(begun(route, path, method), owner);
      const at = circle.findIndex(({ by }) => by.setting === "redirect" && by.name === route.name);
      if (at >= 0) return [...circle.slice(at), ...circle.slice(0, at)].map(({ by }) => by);
    }
  }
  return undefined;
}

/** Its own path, and something below it where that fits too: the name of a part that no other route has. */
const samples = ({ path, pathType }: Route): readonly string[] =>
  pathType === "Prefix" ? [path, `${path.replace(/\/$/, "")}/\u2026`] : [path];

/** With the headers and parameters that the route asks for and no others: clients take them along. */
function begun({ name, host, match: { headers, query } = {} }: Route, path: string, method: Method): Step {
  const match = { ...(headers && { headers }), ...(query && { query }) };
  return {
    request: { name, host, path, pathType: "Exact", backend: { destinations: [] }, match },
    method,
    by: { name, setting: "redirect" },
  };
}

/** The steps that come again and again; empty where it ends somewhere. */
function followed(first: Step, owner: Owner): readonly Step[] {
  const way: Step[] = [];
  for (let step: Step | undefined = first; step !== undefined; step = next(step, owner)) {
    const at = way.findIndex((each) => isSame(each, step));
    if (at >= 0) return way.slice(at);
    way.push(step);
  }
  return [];
}

const isSame = (one: Step, other: Step): boolean =>
  one.by.name === other.by.name &&
  one.by.setting === other.by.setting &&
  one.method === other.method &&
  one.request.path === other.request.path;

function next({ request, method, by }: Step, owner: Owner): Step | undefined {
  const sender = owner.routes.find(({ name }) => name === by.name);
  if (by.setting === "appRoot") {
    return sender?.appRoot === undefined
      ? undefined
      : arrived({ ...request, path: sender.appRoot }, afterwards(302, method), owner);
  }
  if (sender?.redirect === undefined) return undefined;
  const { host, port, path } = targetParts(sender.redirect.to);
  if (port !== "" && port !== "443") return undefined;
  const to = { ...request, host, path: path === "" ? request.path : path };
  return arrived(to, afterwards(sender.redirect.code, method), owner);
}

/** With 303 clients ask by GET whatever they asked by before (RFC 9110, section 15.4.4); with 301 and 302 some do. */
const afterwards = (code: number, method: Method): Method => (code === 303 && method !== "HEAD" ? "GET" : method);

/** The step that the request's answer is, where that sends it on. */
function arrived(unasked: PlainRoute, method: Method, { routes, routesAs }: Owner): Step | undefined {
  const request = { ...unasked, match: { ...unasked.match, methods: [method] } };
  const host = enclosing(request.host).find((pattern) => routes.some((route) => route.host === pattern));
  const onHost = routes.filter((route) => route.host === host);
  // Asked before all routes of the host (traffic/app-root.ts).
  const root = request.path === "/" ? onHost.find(({ appRoot }) => appRoot !== undefined) : undefined;
  if (root !== undefined) return { request, method, by: { name: root.name, setting: "appRoot" } };
  const answer = onHost
    .flatMap(plainRoutes)
    .toSorted((a, b) => precedence(rankOf(a, routesAs), rankOf(b, routesAs)))
    .find((each) => mayFit(each, request));
  return answer !== undefined && coversRoute(answer, request)
    ? { request, method, by: { name: answer.name, setting: "redirect" } }
    : undefined;
}
