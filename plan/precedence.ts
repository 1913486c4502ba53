/**
 * In which order a controller holds the routes of one host against a request; the first that fits answers it (higress v2.2.4,
 * pkg/ingress/kube/common/tool.go, SortHTTPRoutes). A host of its own comes before every wildcard, whatever their routes are
 * (Envoy: VirtualHost.domains). Routes of the Gateway API have the same order but for methods, of which each is a match by itself
 * (pkg/ingress/kube/gateway/istio/conversion.go, sortHTTPRoutes).
 */
import type { RoutesAs } from "./model/listener.ts";
import type { PlainRoute } from "./variants.ts";

/** Compared from the left, the lower first. */
export type Rank = readonly number[];

/** Negative: `a` comes before `b`; positive: after it; zero: the older object comes first, whichever that is. */
export function precedence(a: Rank, b: Rank): number {
  const at = a.findIndex((each, index) => each !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

const kinds: readonly PlainRoute["pathType"][] = ["Exact", "Prefix", "ImplementationSpecific"];

export function rankOf(route: PlainRoute, routesAs: RoutesAs = "ingress"): Rank {
  const { methods = [], headers = [], query = [] } = route.match ?? {};
  const asksNothing = methods.length + headers.length + query.length === 0;
  const isCatchAll = route.pathType === "Prefix" && route.path === "/" && asksNothing;
  return [
    isCatchAll ? 1 : 0,
    kinds.indexOf(route.pathType),
    -comparedPath(route).length,
    methods.length === 0 ? Number.MAX_SAFE_INTEGER : methodsRank(methods, routesAs),
    -headers.length,
    -query.length,
  ];
}

/** In an Ingress they are one regular expression, of which the shorter comes first. */
const methodsRank = (methods: readonly string[], routesAs: RoutesAs): number =>
  routesAs === "ingress" ? methods.join("|").length : 0;

/** Prefix goes by whole parts of a path, so `/a` and `/a/` are one. */
export const comparedPath = ({ path, pathType }: PlainRoute): string =>
  pathType === "Prefix" && path.length > 1 ? path.replace(/\/$/, "") : path;
