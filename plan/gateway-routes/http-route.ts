/** A route of a gateway of the platform as an HTTPRoute: one for each of its variants, since plugins know routes by the object's name. */
import { metadata } from "../metadata.ts";
import type { BackendReference, HttpMatch, HttpRoute, HttpRule } from "../manifests/gateway-api.ts";
import type { Backend } from "../model/backend.ts";
import type { Listener } from "../model/listener.ts";
import { sectionName } from "../names.ts";
import { weighedIn } from "../shares.ts";
import type { Installation, Site } from "../site.ts";
import type { PlainRoute } from "../variants.ts";
import { said } from "./table.ts";

/** @param listener the one that has the route's host */
export function planHttpRoute(installation: Installation, listener: Listener, route: PlainRoute): HttpRoute {
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: metadata(installation, route.name),
    spec: {
      parentRefs: [{ name: listener.name, sectionName: sectionOf(listener, route.host) }],
      hostnames: [route.host],
      rules: rulesOf(route, installation.site),
    },
  };
}

/** Of the host itself or, where the listener has none, of the wildcard over it. */
export const sectionOf = ({ hosts, secret }: Listener, host: string): string =>
  sectionName(secret === undefined ? "http" : "https", hosts.includes(host) ? host : host.replace(/^[^.]+/, "*"));

/** One for each match: where a prefix is rewritten, a rule may have no second. */
function rulesOf(route: PlainRoute, site: Site): readonly HttpRule[] {
  const { conditions = [{}], filters, timeouts } = said(route);
  return conditions.map((condition): HttpRule => ({
    matches: [{ path: pathOf(route), ...condition }],
    ...(filters && { filters }),
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

/** Services alone: a check keeps hosts of registries away. */
export function backendsOf(backend: Backend, { region, regions }: Site): readonly BackendReference[] {
  if ("service" in backend) return [{ name: backend.service, port: backend.port }];
  return weighedIn(region, backend, regions).flatMap((destination) =>
    "service" in destination ? [{ name: destination.service, port: destination.port, weight: destination.weight }] : [],
  );
}
