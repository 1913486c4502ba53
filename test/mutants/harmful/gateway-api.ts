/** Gateway API: listeners, routes and grants. */
import { extended, set, swapped, type ObjectSpot } from "../edits.ts";
import { harmful, type Harmful } from "../mutant.ts";

const gateway = "Gateway entry";
const listener = "spec.listeners[0]";
const routes = "HTTPRoute,GRPCRoute tenant";
const hostOf = ({ other }: ObjectSpot): string => (other.hosts[0] ?? "").replace("*", "shop");
const family = ["gateway-api"];

export const gatewayApi: readonly Harmful[] = [
  ...harmful("impersonate", ["gateway-api", "entry"], {
    "listens for the neighbour's host": set(gateway, `${listener}.hostname`, hostOf),
    "listens for every host": set(gateway, `${listener}.hostname`, undefined),
    "listens for the whole domain": set(
      gateway,
      `${listener}.hostname`,
      ({ facts }: ObjectSpot) => `*.${facts.domain}`,
    ),
    "routes the neighbour's host": set(routes, "spec.hostnames[0]", hostOf),
    "routes it in capitals": set(routes, "spec.hostnames[0]", (spot: ObjectSpot) => hostOf(spot).toUpperCase()),
    "routes every host": set(routes, "spec.hostnames", undefined),
    "routes no host": set(routes, "spec.hostnames", []),
    "routes one host more": extended(routes, "spec.hostnames", hostOf),
    "listens with the neighbour's certificate": set(
      gateway,
      `${listener}.tls.certificateRefs[0].name`,
      ({ other }: ObjectSpot) => other.certificates[0]?.secret,
    ),
    "listens with a certificate of the neighbour's namespace": set(
      gateway,
      `${listener}.tls.certificateRefs[0].namespace`,
      ({ other }: ObjectSpot) => other.namespace,
    ),
  }),
  ...harmful("impersonate", family, {
    "lets routes of every namespace in": set(gateway, `${listener}.allowedRoutes.namespaces`, { from: "All" }),
    "lets the neighbour's routes in": set(
      gateway,
      `${listener}.allowedRoutes.namespaces.selector.matchLabels`,
      ({ other }: ObjectSpot) => ({
        "kubernetes.io/metadata.name": other.namespace,
      }),
    ),
    "lets routes in by a label that anyone sets": set(gateway, `${listener}.allowedRoutes.namespaces.selector`, {
      matchLabels: { "gateway-access": "true" },
    }),
    "lets routes in by no label": set(gateway, `${listener}.allowedRoutes.namespaces.selector`, {}),
    "hands TLS on": set(gateway, `${listener}.tls.mode`, "Passthrough"),
    "is made by a tenant": set(gateway, "metadata.namespace", ({ tenant }: ObjectSpot) => tenant.namespace),
    "attaches to all listeners": swapped(routes, "spec.parentRefs[0].sectionName", undefined),
    "attaches to somebody else's Gateway": swapped(
      routes,
      "spec.parentRefs[0].namespace",
      ({ other }: ObjectSpot) => other.namespace,
    ),
    "attaches to nothing": set(routes, "spec.parentRefs", []),
  }),
  ...harmful("reach", family, {
    "leads to the neighbour's Service": set(
      routes,
      "spec.rules[0].backendRefs[0].namespace",
      ({ other }: ObjectSpot) => other.namespace,
    ),
    "leads to the API server's namespace": set(routes, "spec.rules[0].backendRefs[0].namespace", "default"),
    "mirrors to the neighbour": set("HTTPRoute tenant", "spec.rules[0].filters", ({ other }: ObjectSpot) => [
      { type: "RequestMirror", requestMirror: { backendRef: { name: "shop", namespace: other.namespace, port: 80 } } },
    ]),
    "grants from every kind": swapped("ReferenceGrant entry", "spec.from[0].kind", undefined),
    "grants what is the neighbour's": set(
      "ReferenceGrant entry",
      "metadata.namespace",
      ({ facts }: ObjectSpot) => facts.tenants[1]?.namespace,
    ),
    "grants every Service": swapped("ReferenceGrant entry", "spec.to[0].name", undefined),
  }),
  ...harmful("read", family, {
    "grants a Secret": extended("ReferenceGrant entry", "spec.to", { group: "", kind: "Secret", name: "acme-tls" }),
  }),
  ...harmful("configure", family, {
    "sends less than nothing": swapped("HTTPRoute tenant", "spec.rules[0].backendRefs[0].weight", -1),
    "sends everything nowhere": set("HTTPRoute tenant", "spec.rules[0].backendRefs", [
      { name: "higress-gateway", port: 80, weight: 0 },
      { name: "next", port: 80, weight: 0 },
    ]),
  }),
];
