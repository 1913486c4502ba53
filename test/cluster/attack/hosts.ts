/** Taking the traffic of others. */
import { ingress, ingressFor, rule } from "../../vectors/objects.ts";
import { create, entry, made, may, other, own, patch, place, remove, seize, type Attempt } from "./attempt.ts";

const networking = "networking.k8s.io/v1";
const gatewayApi = "gateway.networking.k8s.io/v1";
const ingresses = place(networking, "ingresses", own);
const storefront = place(networking, "ingresses", own, "storefront");
const foreign = "accounts.globex.aigw.example.com";
const mine = { rules: [rule("shop.acme.example")] };

const ofHosts = (...hosts: readonly string[]) => create(ingresses, ingressFor(...hosts));
const withClass = (ingressClassName: string | null) => create(ingresses, ingress({ ...mine, ingressClassName }));
const annotated = (annotations: object) => create(ingresses, ingress(mine, { annotations }));
const route = (...hostnames: readonly string[]) =>
  create(place(gatewayApi, "httproutes", own), made(gatewayApi, "HTTPRoute", { spec: { hostnames } }));

const asEditor = { as: "editor" } as const;
const hosts = { ...asEditor, stoppedBy: { admission: "ingress-hosts" } } as const;
const routes = { ...asEditor, stoppedBy: { admission: "route-hosts" } } as const;
const classes = { ...asEditor, stoppedBy: { admission: "ingress-class" } } as const;
const references = { ...asEditor, stoppedBy: { admission: "ingress-annotations" } } as const;

export const attempts: readonly Attempt[] = [
  {
    tries: "claims a host of another tenant",
    as: "operator",
    stoppedBy: "RBAC",
    request: ofHosts(foreign),
  },
  { tries: "claims a host of another tenant", as: "controller", stoppedBy: "RBAC", request: ofHosts(foreign) },
  { tries: "claims a host of another tenant", ...hosts, request: ofHosts("shop.acme.example", foreign) },
  {
    tries: "claims every name below another tenant's by a wildcard",
    ...hosts,
    request: ofHosts("*.globex.aigw.example.com"),
  },
  { tries: "claims every tenant's names by a wildcard", ...hosts, request: ofHosts("*.aigw.example.com") },
  { tries: "claims whatever nobody else does", ...hosts, request: create(ingresses, ingress({ rules: [rule()] })) },
  {
    tries: "becomes the backend of all other hosts",
    ...hosts,
    request: create(ingresses, ingress({ defaultBackend: { service: { name: "storefront", port: { number: 80 } } } })),
  },
  {
    tries: "presents a certificate for a host of another tenant",
    ...hosts,
    request: create(ingresses, ingress({ ...mine, tls: [{ hosts: [foreign], secretName: "stolen" }] })),
  },
  {
    tries: "claims a host of another tenant in upper case",
    ...asEditor,
    stoppedBy: "the API",
    request: ofHosts(foreign.toUpperCase()),
  },
  {
    tries: "claims a host of another tenant with a dot at its end",
    ...asEditor,
    stoppedBy: "the API",
    request: ofHosts(`${foreign}.`),
  },
  { tries: "claims a host of another tenant by an HTTPRoute", ...routes, request: route(foreign) },
  {
    tries: "claims a host of another tenant by an HTTPRoute, with a dot",
    ...asEditor,
    stoppedBy: "the API",
    request: route(`${foreign}.`),
  },
  { tries: "claims every host by an HTTPRoute that names none", ...routes, request: route() },
  {
    tries: "listens for another tenant's hosts by a Gateway",
    ...routes,
    request: create(
      place(gatewayApi, "gateways", own),
      made(gatewayApi, "Gateway", {
        spec: { gatewayClassName: "higress", listeners: [{ name: "all", protocol: "HTTP", port: 80 }] },
      }),
    ),
  },
  {
    tries: "has a gateway of the platform serve a Gateway of its own",
    ...routes,
    request: create(
      place(gatewayApi, "gateways", own),
      made(gatewayApi, "Gateway", {
        spec: {
          gatewayClassName: "higress-internal",
          listeners: [{ name: "own", hostname: "shop.acme.example", protocol: "HTTP", port: 80 }],
        },
      }),
    ),
  },
  {
    tries: "adds a listener to a Gateway of the platform",
    ...routes,
    request: create(
      place(gatewayApi, "listenersets", own),
      made(gatewayApi, "ListenerSet", {
        spec: {
          parentRef: { name: "shared", namespace: "higress-internal" },
          listeners: [{ name: "own", hostname: "shop.acme.example", protocol: "HTTP", port: 80 }],
        },
      }),
    ),
  },
  {
    tries: "hangs a route of its own on a Gateway of the platform",
    ...routes,
    request: create(
      place(gatewayApi, "httproutes", own),
      made(gatewayApi, "HTTPRoute", {
        spec: { hostnames: ["shop.acme.example"], parentRefs: [{ name: "shared", namespace: "higress-internal" }] },
      }),
    ),
  },
  {
    tries: "makes a class that the platform's controller serves",
    ...asEditor,
    stoppedBy: "RBAC",
    request: may({ verb: "create", group: "gateway.networking.k8s.io", resource: "gatewayclasses" }),
  },
  { tries: "gives a route to class nginx", ...classes, request: withClass("nginx") },
  { tries: "gives a route to the entry's class", ...classes, request: withClass("higress-entry") },
  { tries: "gives a route to another tenant's class", ...classes, request: withClass("higress-globex") },
  { tries: "gives a route to no class at all", ...classes, request: withClass(null) },
  {
    tries: "gives a route to class nginx by the legacy annotation alone",
    ...classes,
    request: create(
      ingresses,
      ingress({ ...mine, ingressClassName: null }, { annotations: { "kubernetes.io/ingress.class": "nginx" } }),
    ),
  },
  {
    tries: "gives a route to class nginx by the legacy annotation beside the lawful field",
    ...asEditor,
    stoppedBy: "the API",
    request: annotated({ "kubernetes.io/ingress.class": "nginx" }),
  },
  {
    tries: "presents another tenant's client certificate by proxy-ssl-secret",
    ...references,
    request: annotated({ "nginx.ingress.kubernetes.io/proxy-ssl-secret": `${other}/consul-token` }),
  },
  {
    tries: "sends a route to another tenant's Service by annotation destination",
    ...references,
    request: annotated({ "higress.io/destination": `higress-gateway.${other}.svc.cluster.local:80` }),
  },
  {
    tries: "writes into the gateway's configuration by a snippet",
    ...references,
    request: annotated({ "nginx.ingress.kubernetes.io/server-snippet": "return 200;" }),
  },
  {
    tries: "has external-dns publish another tenant's host as its own",
    ...references,
    request: annotated({ "external-dns.alpha.kubernetes.io/hostname": foreign }),
  },
  {
    tries: "rewrites the gateway by an EnvoyFilter",
    ...asEditor,
    stoppedBy: { admission: "istio-objects" },
    request: create(
      place("networking.istio.io/v1alpha3", "envoyfilters", own),
      made("networking.istio.io/v1alpha3", "EnvoyFilter", { spec: {} }),
    ),
  },
  {
    tries: "adds a route to the entry",
    ...asEditor,
    stoppedBy: "RBAC",
    request: create(place(networking, "ingresses", entry), ingressFor("shop.acme.example")),
  },
  ...(["controller", "editor"] as const).flatMap((as): readonly Attempt[] => [
    {
      tries: "has the entry ask its clients for no certificates",
      as,
      stoppedBy: "RBAC",
      request: patch(place(networking, "ingresses", entry, "acme.acme-api-tls"), {
        metadata: { annotations: { "higress.io/auth-tls-secret": null } },
      }),
    },
    {
      tries: "puts an authority of its own in the place of its clients'",
      as,
      stoppedBy: "RBAC",
      request: patch(place("v1", "secrets", entry, "acme-api-tls-cacert"), { stringData: { cacert: "mine" } }),
    },
    {
      tries: "deletes the authority of its clients, so that another would count",
      as,
      stoppedBy: "RBAC",
      request: remove(place("v1", "secrets", entry, "acme-api-tls-cacert")),
    },
  ]),
  {
    tries: "deletes another tenant's route",
    ...asEditor,
    stoppedBy: "RBAC",
    request: remove(place(networking, "ingresses", other, "accounts")),
  },
  {
    tries: "deletes its own route at the entry",
    as: "controller",
    stoppedBy: "RBAC",
    request: remove(place(networking, "ingresses", entry, "acme")),
  },
  {
    tries: "makes a class of its own the cluster's default",
    ...asEditor,
    stoppedBy: "RBAC",
    request: create(
      place(networking, "ingressclasses"),
      made(networking, "IngressClass", { spec: { controller: "higress.io/higress-controller" } }),
    ),
  },
  {
    tries: "takes the fields of a route from the platform, so that its next run conflicts",
    ...asEditor,
    stoppedBy: { admission: "guard-rails" },
    request: seize(storefront, {
      ...ingress({ rules: [rule("shop.acme.example")] }),
      metadata: { name: "storefront", namespace: own },
    }),
  },
  {
    tries: "has the garbage collector delete a route of the platform",
    ...asEditor,
    stoppedBy: { admission: "guard-rails" },
    request: patch(storefront, {
      metadata: {
        ownerReferences: [
          { apiVersion: "v1", kind: "ConfigMap", name: "gone", uid: "00000000-0000-0000-0000-000000000000" },
        ],
      },
    }),
  },
  {
    tries: "gives a certificate of another namespace to its listener by a ReferenceGrant there",
    ...asEditor,
    stoppedBy: "RBAC",
    request: may({ verb: "create", group: "gateway.networking.k8s.io", resource: "referencegrants", namespace: entry }),
  },
];
