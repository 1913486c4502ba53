/** Where whoever asks a host for `/` is sent. */
import type { Finding } from "../fault.ts";
import type { Route, RouteOwner } from "../model.ts";
import { urlPath } from "../schema/url.ts";
import type { Concern } from "./concern.ts";

export const appRootSchema = urlPath()
  .exactOptional()
  .describe(
    "Path to which the route's host sends whoever asks for `/` alone, with 302; once for each host. Default: nowhere.",
  );

/** Kept for the host, where the last route that is read wins (ingressv1/controller.go), and put before all its routes. */
export const appRoot: Concern<string> = {
  keys: ["app-root"],
  annotations: (path) => ({ "app-root": path }),
  findings: (path, route, { routes }) => {
    const onHost = routes.filter(({ host }) => host === route.host);
    return [
      ...(path === "/" ? [itself] : []),
      ...second(route, onHost),
      ...onHost.filter(({ pathType, path: own }) => pathType === "Exact" && own === "/").map(hidden),
    ];
  },
};

const itself: Finding = { path: [], message: '"/" leads back to itself', remedy: 'Name a path below it: "/shop".' };

function second(route: Route, onHost: RouteOwner["routes"]): readonly Finding[] {
  const [first] = onHost.filter((each) => each.appRoot !== undefined);
  if (first === undefined || first === route) return [];
  return [
    {
      path: [],
      message: `route ${JSON.stringify(first.name)} says already where "/" of ${JSON.stringify(route.host)} leads`,
      remedy: "Keep one of the two: it holds for the host, not for the route.",
    },
  ];
}

const hidden = ({ name }: Route): Finding => ({
  path: [],
  message: `route ${JSON.stringify(name)} answers "/" alone and would never be asked`,
  remedy: "Remove that route or this.",
});
