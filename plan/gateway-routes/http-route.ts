/** A route of a gateway of the platform as an HTTPRoute: one for each of its variants, since plugins know routes by the object's name. */
import type { HttpMatch, HttpRoute, HttpRule } from "../manifests/gateway-api.ts";
import type { Listener } from "../model/listener.ts";
import type { Installation, Site } from "../site.ts";
import type { PlainRoute } from "../variants.ts";
import { httpRoutes } from "./http-table.ts";
import { backendsOf, placed } from "./placed.ts";
import { said } from "./table.ts";

/** @param listener the one that has the route's host */
export const planHttpRoute = (installation: Installation, listener: Listener, route: PlainRoute): HttpRoute => ({
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "HTTPRoute",
  ...placed(installation, listener, route, rulesOf(route, installation.site)),
});

/** One for each match: where a prefix is rewritten, a rule may have no second. */
function rulesOf(route: PlainRoute, site: Site): readonly HttpRule[] {
  const all = said(route, httpRoutes);
  const filters = all.flatMap((each) => each.filters ?? []);
  const [conditions = [{}]] = all.flatMap((each) => (each.conditions ? [each.conditions] : []));
  const [timeouts] = all.flatMap((each) => each.timeouts ?? []);
  return conditions.map((condition): HttpRule => ({
    matches: [{ path: pathOf(route), ...condition }],
    ...(filters.length > 0 && { filters }),
    ...(route.redirect === undefined && { backendRefs: backendsOf(route.backend, site) }),
    ...(timeouts && { timeouts }),
  }));
}

/** To an Ingress's regular expression the controller adds what may follow; an HTTPRoute's must fit the path from end to end. */
function pathOf({ path, pathType }: PlainRoute): HttpMatch["path"] {
  switch (pathType) {
    case "Prefix":
      return { type: "PathPrefix", value: path };
    case "Exact":
      return { type: "Exact", value: path };
    case "ImplementationSpecific":
      return { type: "RegularExpression", value: `${path}.*` };
  }
}
