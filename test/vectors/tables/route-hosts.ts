import type { Manifest, Table } from "../vector.ts";

const namespace = "acme-gateway";
const group = "gateway.networking.k8s.io";
const own = "shop.acme.example";
const foreign = "a.globex.aigw.example.com";

const route = (kind: string, hostnames: unknown, version = "v1", metadata: object = {}): Manifest => ({
  apiVersion: `${group}/${version}`,
  kind,
  metadata: { name: "tried", namespace, ...metadata },
  spec: {
    ...(hostnames !== undefined && { hostnames }),
    parentRefs: [{ name: "tried", sectionName: "shop" }],
    rules: [{ backendRefs: [{ name: "storefront", port: 8080 }] }],
  },
});
const http = (...hostnames: readonly string[]): Manifest => route("HTTPRoute", hostnames);
/** A route for a host of its own that differs in something else. */
const routed = (change: object): Manifest => {
  const lawful = http(own);
  return { ...lawful, spec: { ...(lawful["spec"] as object), ...change } };
};
const backends = { backendRefs: [{ name: "storefront", port: 8080 }] };
const elsewhere = { name: "higress-gateway", namespace: "globex-gateway", port: 80 };

const secure = { mode: "Terminate", certificateRefs: [{ name: "shop-tls" }] };
const listener = (hostname: unknown, rest: object = {}) => ({
  name: "shop",
  port: 443,
  protocol: "HTTPS",
  tls: secure,
  allowedRoutes: { namespaces: { from: "Same" } },
  ...(hostname !== undefined && { hostname }),
  ...rest,
});
const gateway = (...listeners: readonly object[]): Manifest => ({
  apiVersion: `${group}/v1`,
  kind: "Gateway",
  metadata: { name: "tried", namespace },
  spec: { gatewayClassName: "higress", listeners },
});
const opened = (namespaces: object): Manifest => gateway(listener(own, { allowedRoutes: { namespaces } }));
const bound = (addresses: readonly object[]): Manifest => {
  const lawful = gateway(listener(own));
  return { ...lawful, spec: { ...(lawful["spec"] as object), addresses } };
};

const ofClass = (gatewayClassName: string): Manifest => {
  const lawful = gateway(listener(own));
  return { ...lawful, spec: { ...(lawful["spec"] as object), gatewayClassName } };
};
const listenerSet = (parentRef: object, ...listeners: readonly object[]): Manifest => ({
  apiVersion: "gateway.networking.x-k8s.io/v1alpha1",
  kind: "XListenerSet",
  metadata: { name: "tried", namespace },
  spec: { parentRef, listeners },
});

export const table: Table = {
  statement: "route-hosts",
  rules: [
    ...["host-required", "host-wildcard-shape", "host-exclusive", "host-owner-matches"],
    ...["gw-listener-per-tenant", "gw-allowed-routes", "gw-route-binding"],
  ],
  vectors: [
    { name: "an HTTPRoute for a host that the fleet file lists", verdict: "accept", object: http(own) },
    {
      name: "a GRPCRoute for a host below the system host",
      verdict: "accept",
      object: route("GRPCRoute", ["a.acme.aigw.example.com"]),
    },
    { name: "a TLSRoute for a host of its own", verdict: "accept", object: route("TLSRoute", [own], "v1alpha2") },
    { name: "an HTTPRoute for a wildcard below its own", verdict: "accept", object: http("*.b.api.acme.example") },
    { name: "an HTTPRoute for a host in punycode", verdict: "accept", object: http("xn--bcher-kva.acme.example") },
    { name: "an HTTPRoute by server-side apply", verdict: "accept", by: "apply", object: http(own) },
    { name: "an older version of an HTTPRoute", verdict: "accept", object: route("HTTPRoute", [own], "v1beta1") },
    { name: "a Gateway with a listener for its own host", verdict: "accept", object: gateway(listener(own)) },
    { name: "a listener for its system host", verdict: "accept", object: gateway(listener("*.acme.aigw.example.com")) },
    {
      name: "a listener that lets in routes of its own namespace by name",
      verdict: "accept",
      object: opened({ from: "Selector", selector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } }),
    },
    { name: "an HTTPRoute for another tenant's host", verdict: "refuse", object: http(foreign) },
    { name: "a GRPCRoute for another tenant's host", verdict: "refuse", object: route("GRPCRoute", [foreign]) },
    {
      name: "a TLSRoute for another tenant's host",
      verdict: "refuse",
      object: route("TLSRoute", [foreign], "v1alpha2"),
    },
    {
      name: "an older version with another tenant's host",
      verdict: "refuse",
      object: route("HTTPRoute", [foreign], "v1beta1"),
    },
    { name: "another tenant's host in upper case", verdict: "refuse", object: http("A.GLOBEX.AIGW.EXAMPLE.COM") },
    { name: "another tenant's host with a trailing dot", verdict: "refuse", object: http(`${foreign}.`) },
    { name: "another tenant's host with a port", verdict: "refuse", object: http(`${foreign}:443`) },
    {
      name: "another tenant's host before a path that ends like its own",
      verdict: "refuse",
      object: http(`${foreign}/.api.acme.example`),
      unseenByRules: "it is no host at all, which the kind's real schema refuses",
    },
    { name: "a wildcard over the whole domain", verdict: "refuse", object: http("*.aigw.example.com") },
    { name: "a wildcard inside a host of its own", verdict: "refuse", object: http("a.*.api.acme.example") },
    { name: "a wildcard alone", verdict: "refuse", object: http("*") },
    { name: "one foreign host among its own", verdict: "refuse", object: http(own, foreign) },
    { name: "an HTTPRoute without hostnames", verdict: "refuse", object: route("HTTPRoute", undefined) },
    { name: "an HTTPRoute with an empty list of hostnames", verdict: "refuse", object: http() },
    { name: "an empty hostname", verdict: "refuse", object: http("") },
    {
      name: "a generated name and another tenant's host",
      verdict: "refuse",
      object: route("HTTPRoute", [foreign], "v1", { name: undefined, generateName: "tried-" }),
    },
    { name: "an update to another tenant's host", verdict: "refuse", before: http(own), object: http(foreign) },
    { name: "a listener for another tenant's host", verdict: "refuse", object: gateway(listener(foreign)) },
    { name: "a listener without a hostname", verdict: "refuse", object: gateway(listener(undefined)) },
    { name: "a listener with an empty hostname", verdict: "refuse", object: gateway(listener("")) },
    {
      name: "a second listener for another tenant's host",
      verdict: "refuse",
      object: gateway(listener(own), listener(foreign, { name: "more" })),
    },
    { name: "a listener that lets in routes of every namespace", verdict: "refuse", object: opened({ from: "All" }) },
    {
      name: "a listener that lets in whoever has a label",
      verdict: "refuse",
      object: opened({ from: "Selector", selector: { matchLabels: { "gateway-access": "true" } } }),
    },
    {
      name: "a listener with a selector for everything",
      verdict: "refuse",
      object: opened({ from: "Selector", selector: {} }),
    },
    {
      name: "a listener with another tenant's certificate",
      verdict: "refuse",
      object: gateway(
        listener(own, { tls: { ...secure, certificateRefs: [{ name: "tls", namespace: "globex-gateway" }] } }),
      ),
    },
    {
      name: "a route of its own that external-dns publishes as another tenant's host",
      verdict: "refuse",
      object: route("HTTPRoute", [own], "v1", {
        annotations: { "external-dns.alpha.kubernetes.io/hostname": foreign },
      }),
      unseenByRules: "the program gives no object such an annotation",
    },

    {
      name: "an HTTPRoute to another tenant's Service",
      verdict: "refuse",
      object: routed({ rules: [{ backendRefs: [elsewhere] }] }),
    },
    {
      name: "a mirror of requests to another tenant's Service",
      verdict: "refuse",
      object: routed({
        rules: [{ filters: [{ type: "RequestMirror", requestMirror: { backendRef: elsewhere } }], ...backends }],
      }),
    },
    {
      name: "a mirror of one backend's requests to another tenant's Service",
      verdict: "refuse",
      object: routed({
        rules: [
          {
            backendRefs: [
              {
                name: "storefront",
                port: 8080,
                filters: [{ type: "RequestMirror", requestMirror: { backendRef: elsewhere } }],
              },
            ],
          },
        ],
      }),
    },
    {
      name: "an HTTPRoute on another tenant's Gateway",
      verdict: "refuse",
      object: routed({ parentRefs: [{ name: "tried", namespace: "globex-gateway" }] }),
    },
    {
      name: "a Gateway that another tenant's Pods serve",
      verdict: "refuse",
      object: bound([{ type: "Hostname", value: "higress-gateway.globex-gateway.svc.cluster.local" }]),
      unseenByRules: "another rule says it, gw-class-and-writers, which leaves Gateways to the platform altogether",
    },
    {
      name: "a Gateway that the tenant's own Pods serve",
      verdict: "accept",
      object: bound([{ type: "Hostname", value: "higress-gateway.acme-gateway.svc.cluster.local" }]),
    },
    {
      name: "a Gateway for its own host, of the class of a gateway of the platform",
      verdict: "refuse",
      object: ofClass("higress-internal"),
      unseenByRules: "gw-class-and-writers sees it, which lets no tenant have a Gateway whatever its class",
    },
    {
      name: "a Gateway that goes over to the platform's class",
      verdict: "refuse",
      before: gateway(listener(own)),
      object: ofClass("higress-internal"),
      unseenByRules: "gw-class-and-writers sees it, which lets no tenant have a Gateway whatever its class",
    },
    { name: "a Gateway of another product's class", verdict: "accept", object: ofClass("cilium") },
    {
      name: "a listener of its own added to a Gateway of the platform",
      verdict: "refuse",
      object: listenerSet({ name: "shared", namespace: "higress-internal" }, listener(own)),
      unseenByRules: "the Gateway must let it in, which gw-allowed-routes judges",
    },
    {
      name: "a listener of its own added to a Gateway of its namespace",
      verdict: "accept",
      object: listenerSet({ name: "tried" }, listener(own)),
    },
    {
      name: "an HTTPRoute that hangs on a Gateway of the platform",
      verdict: "refuse",
      object: routed({ parentRefs: [{ name: "shared", namespace: "higress-internal", sectionName: "shop" }] }),
    },
    {
      name: "a TCPRoute, which has no host",
      verdict: "refuse",
      object: route("TCPRoute", undefined, "v1alpha2"),
      unseenByRules: "it can hang on no listener that they let pass, since each has a host",
    },
    {
      name: "listeners for another tenant's host in a set of their own",
      verdict: "refuse",
      object: listenerSet({ name: "tried" }, listener(foreign)),
    },
  ],
};
