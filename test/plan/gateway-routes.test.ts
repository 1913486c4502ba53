import { expect } from "chai";
import { planGateway } from "../../plan/gateway.ts";
import type { ApiGateway, GrpcRoute, HttpRoute } from "../../plan/manifests/gateway-api.ts";
import type { Gateway, Route } from "../../plan/model.ts";
import { sectionName } from "../../plan/names.ts";
import { validGateway } from "./fleet.ts";
import { site } from "./planned.ts";

const wiki: Route = {
  name: "wiki",
  host: "wiki.corp.example",
  path: "/",
  pathType: "Prefix",
  backend: { service: "wiki", port: 8080 },
};
const listeners: Gateway["listeners"] = [
  { name: "wiki", hosts: ["wiki.corp.example", "*.wiki.corp.example"], secret: "wiki-tls" },
  { name: "plain", hosts: ["plain.corp.example"] },
];

const plan = (routes: readonly Route[], change: Partial<Gateway> = {}) =>
  planGateway(site, validGateway("internal", { gatewayApi: true, listeners, routes, ...change }));
const asApi = (routes: readonly Route[], change: Partial<Gateway> = {}) =>
  plan(routes, { routesAs: "gateway-api", ...change });
const gatewaysOf = (...given: Parameters<typeof plan>) =>
  asApi(...given).gatewayApi.filter((each): each is ApiGateway => each.kind === "Gateway");
const routesOf = (...given: Parameters<typeof plan>) =>
  asApi(...given).gatewayApi.filter((each): each is HttpRoute => each.kind === "HTTPRoute");

/** The HTTPRoute of one route that differs from a plain one like this. */
const one = (change: Partial<Route>) =>
  routesOf([{ ...wiki, ...change }], { ports: { http: false, https: 443 }, listeners: listeners.slice(0, 1) })[0]?.spec;
const rule = (change: Partial<Route>) => one(change)?.rules[0];

const same = { namespaces: { from: "Same" } };

describe("Routes of a gateway, as Ingresses", () => {
  it("are of its class, with the listener's certificate for the very host, and send plain HTTP to HTTPS", () => {
    const { ingresses, gatewayApi } = plan([{ ...wiki, host: "a.wiki.corp.example", timeout: 30 }]);
    expect(gatewayApi).to.deep.equal([]);
    expect(ingresses.map(({ metadata, spec }) => [metadata.namespace, metadata.annotations, spec])).to.deep.equal([
      [
        "higress-internal",
        { "higress.io/ssl-redirect": "true", "higress.io/timeout": "30" },
        {
          ingressClassName: "higress-internal",
          rules: [
            {
              host: "a.wiki.corp.example",
              http: {
                paths: [
                  { path: "/", pathType: "Prefix", backend: { service: { name: "wiki", port: { number: 8080 } } } },
                ],
              },
            },
          ],
          tls: [{ hosts: ["a.wiki.corp.example"], secretName: "wiki-tls" }],
        },
      ],
    ]);
  });

  it("send nobody elsewhere where the port for HTTP is closed, nor where there is no certificate", () => {
    const [closed] = plan([wiki], { ports: { http: false, https: 443 } }).ingresses;
    expect(closed?.metadata).not.to.have.property("annotations");
    const [plain] = plan([{ ...wiki, host: "plain.corp.example" }]).ingresses;
    expect(plain?.metadata).not.to.have.property("annotations");
    expect(plain?.spec).not.to.have.property("tls");
  });

  it("are of ingress-nginx's class where the gateway took that over", () => {
    expect(plan([wiki], { ingressClass: "nginx" }).ingresses[0]?.spec.ingressClassName).to.equal("nginx");
  });

  it("have room in the quota, twice", () => {
    const counted = (routes: readonly Route[]) => plan(routes).quota.spec.hard["count/ingresses.networking.k8s.io"];
    expect([counted([]), counted([wiki])]).to.deep.equal(["999", "1001"]);
  });
});

describe("Listeners of a gateway, as Gateways", () => {
  it("are one each, of the gateway's own class and namespace, with a section for each host and port", () => {
    const [plain, secured] = gatewaysOf([], { ports: { http: 80, https: 443 } });
    expect(secured?.metadata).to.deep.include({ name: "wiki", namespace: "higress-internal" });
    expect(secured?.spec.gatewayClassName).to.equal("higress-internal");
    const tls = { mode: "Terminate", certificateRefs: [{ name: "wiki-tls" }] };
    const [below, exact] = ["*.wiki.corp.example", "wiki.corp.example"];
    expect(secured?.spec.listeners).to.deep.equal([
      { name: "https--wiki-corp-example", hostname: below, port: 443, protocol: "HTTPS", tls, allowedRoutes: same },
      { name: "http--wiki-corp-example", hostname: below, port: 80, protocol: "HTTP", allowedRoutes: same },
      { name: "https-wiki-corp-example", hostname: exact, port: 443, protocol: "HTTPS", tls, allowedRoutes: same },
      { name: "http-wiki-corp-example", hostname: exact, port: 80, protocol: "HTTP", allowedRoutes: same },
    ]);
    expect(plain?.spec.listeners).to.deep.equal([
      {
        name: "http-plain-corp-example",
        hostname: "plain.corp.example",
        port: 80,
        protocol: "HTTP",
        allowedRoutes: same,
      },
    ]);
  });

  it("name the ports of the Service, and none that it has closed", () => {
    const [gateway] = gatewaysOf([], { listeners: listeners.slice(0, 1), ports: { http: false, https: 8443 } });
    expect(gateway?.spec.listeners.map(({ port, protocol }) => [port, protocol])).to.deep.equal([
      [8443, "HTTPS"],
      [8443, "HTTPS"],
    ]);
  });

  it("let in routes of the namespace that the file names, by the name that the API server writes, and never to the redirect", () => {
    const [first] = listeners;
    const [gateway] = gatewaysOf([], { listeners: first ? [{ ...first, namespace: "shops" }] : [] });
    const values = ["higress-internal", "shops"];
    const selector = { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values }] };
    expect(gateway?.spec.listeners.slice(0, 2).map(({ allowedRoutes }) => allowedRoutes)).to.deep.equal([
      { namespaces: { from: "Selector", selector } },
      same,
    ]);
  });

  it("have names for sections that no two hosts share, without dots", () => {
    const hosts = ["a.b.c", "a-b.c", "a.b-c", "a--b.c", "*.b.c", "*.b-c", "b.c", "xn--a.c", "*.a.b.c"];
    expect(new Set(hosts.map((host) => sectionName("https", host))).size).to.equal(hosts.length);
    for (const host of hosts) expect(sectionName("https", host)).to.match(/^https-[-a-z0-9]*[a-z0-9]$/);
  });

  it("send plain HTTP to HTTPS, all hosts of a certificate at once", () => {
    const routes = routesOf([]);
    expect(routes.map(({ metadata }) => metadata.name)).to.deep.equal(["wiki.to.https"]);
    expect(routes[0]?.spec).to.deep.equal({
      parentRefs: [
        { name: "wiki", sectionName: "http--wiki-corp-example" },
        { name: "wiki", sectionName: "http-wiki-corp-example" },
      ],
      hostnames: ["*.wiki.corp.example", "wiki.corp.example"],
      rules: [
        {
          matches: [{ path: { type: "PathPrefix", value: "/" } }],
          filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }],
        },
      ],
    });
    expect(routesOf([], { ports: { http: false, https: 443 } })).to.deep.equal([]);
    const filtersOf = (https: number) =>
      routesOf([], { ports: { http: 8080, https } })[0]?.spec.rules.map(({ filters }) => filters);
    const sent = (port: object) => [
      [{ type: "RequestRedirect", requestRedirect: { scheme: "https", ...port, statusCode: 301 } }],
    ];
    expect(filtersOf(8443)).to.deep.equal(sent({ port: 8443 }));
    expect(filtersOf(443), "it is the scheme's own, whatever the client dialled").to.deep.equal(sent({}));
  });
});

describe("Routes of a gateway, as HTTPRoutes", () => {
  it("attach to the one section that has their host, by its own name or by the wildcard over it", () => {
    expect(one({})).to.deep.equal({
      parentRefs: [{ name: "wiki", sectionName: "https-wiki-corp-example" }],
      hostnames: ["wiki.corp.example"],
      rules: [{ matches: [{ path: { type: "PathPrefix", value: "/" } }], backendRefs: [{ name: "wiki", port: 8080 }] }],
    });
    for (const host of ["a.wiki.corp.example", "*.wiki.corp.example"])
      expect(one({ host })?.parentRefs, host).to.deep.equal([
        { name: "wiki", sectionName: "https--wiki-corp-example" },
      ]);
    const plain = routesOf([{ ...wiki, host: "plain.corp.example" }]).find(({ metadata }) => metadata.name === "wiki");
    expect(plain?.spec.parentRefs).to.deep.equal([{ name: "plain", sectionName: "http-plain-corp-example" }]);
  });

  it("compare paths as Ingresses do, where an expression fits whatever begins so", () => {
    const path = (change: Partial<Route>) => rule(change)?.matches[0]?.path;
    expect(path({ path: "/a/", pathType: "Prefix" })).to.deep.equal({ type: "PathPrefix", value: "/a/" });
    expect(path({ path: "/a", pathType: "Exact" })).to.deep.equal({ type: "Exact", value: "/a" });
    expect(path({ path: "/(a|b)", pathType: "ImplementationSpecific" })).to.deep.equal({
      type: "RegularExpression",
      value: "/(a|b).*",
    });
  });

  it("weigh Services, and are one for each variant", () => {
    const routes = routesOf(
      [
        {
          ...wiki,
          backend: {
            destinations: [
              { service: "a", port: 1, weight: 30 },
              { service: "b", port: 2, weight: 70 },
            ],
          },
          variants: [{ name: "next", when: { cookie: "v", value: "2" }, backend: { service: "c", port: 3 } }],
        },
      ],
      { ports: { http: false, https: 443 } },
    );
    expect(routes.map(({ metadata: { name }, spec: { rules } }) => [name, rules[0]?.backendRefs])).to.deep.equal([
      [
        "wiki",
        [
          { name: "a", port: 1, weight: 30 },
          { name: "b", port: 2, weight: 70 },
        ],
      ],
      ["wiki.next", [{ name: "c", port: 3 }]],
    ]);
    expect(routes[1]?.spec.rules[0]?.matches[0]?.headers).to.deep.equal([
      { type: "RegularExpression", name: "cookie", value: String.raw`(.*\x3b\s*)?v=2(\x3b.*)?` },
    ]);
  });

  it("lead to the active one of blue and green, and preview the other", () => {
    const backend = {
      active: "green",
      blue: { service: "blue", port: 1 },
      green: { service: "green", port: 2 },
      preview: { header: "x-preview", value: "yes" },
    } as const;
    const routes = routesOf([{ ...wiki, backend }], { ports: { http: false, https: 443 } });
    expect(routes.map(({ metadata, spec }) => [metadata.name, spec.rules[0]?.backendRefs])).to.deep.equal([
      ["wiki", [{ name: "green", port: 2 }]],
      ["wiki.preview", [{ name: "blue", port: 1 }]],
    ]);
  });

  it("ask for a method in a rule each, and for headers and parameters in all of them", () => {
    const spec = one({
      match: {
        methods: ["GET", "HEAD"],
        headers: [
          { name: "x-a", exact: "1" },
          { name: "x-b", prefix: "app/1.0" },
        ],
        query: [{ name: "page", regex: "[0-9]+" }],
      },
    });
    const headers = [
      { type: "Exact", name: "x-a", value: "1" },
      { type: "RegularExpression", name: "x-b", value: String.raw`app\/1\.0.*` },
    ];
    const queryParams = [{ type: "RegularExpression", name: "page", value: "[0-9]+" }];
    const path = { type: "PathPrefix", value: "/" };
    expect(spec?.rules.map(({ matches }) => matches)).to.deep.equal([
      [{ path, method: "GET", headers, queryParams }],
      [{ path, method: "HEAD", headers, queryParams }],
    ]);
  });

  it("change headers, in order of their names", () => {
    const change = { set: { b: "2", a: "1" }, add: { c: "3" }, remove: ["e", "d"] };
    const modifier = {
      set: [
        { name: "a", value: "1" },
        { name: "b", value: "2" },
      ],
      add: [{ name: "c", value: "3" }],
      remove: ["d", "e"],
    };
    expect(rule({ headers: { request: change, response: { remove: ["server"] } } })?.filters).to.deep.equal([
      { type: "RequestHeaderModifier", requestHeaderModifier: modifier },
      { type: "ResponseHeaderModifier", responseHeaderModifier: { remove: ["server"] } },
    ]);
  });

  it("redirect without asking a backend", () => {
    const redirect = rule({ redirect: { to: "https://www.example.com:8443/shop", code: 308 } });
    expect(redirect).not.to.have.property("backendRefs");
    expect(redirect?.filters).to.deep.equal([
      {
        type: "RequestRedirect",
        requestRedirect: {
          ...{ scheme: "https", hostname: "www.example.com", port: 8443, statusCode: 308 },
          path: { type: "ReplaceFullPath", replaceFullPath: "/shop" },
        },
      },
    ]);
    expect(rule({ redirect: { to: "https://www.example.com", code: 302 } })?.filters).to.deep.equal([
      {
        type: "RequestRedirect",
        requestRedirect: { scheme: "https", hostname: "www.example.com", statusCode: 302 },
      },
    ]);
  });

  it("rewrite a prefix, or the whole of other paths, and the host", () => {
    const rewritten = (change: Partial<Route>) => rule(change)?.filters;
    expect(rewritten({ path: "/a", rewrite: { path: "/b", host: "c.example" } })).to.deep.equal([
      {
        type: "URLRewrite",
        urlRewrite: { hostname: "c.example", path: { type: "ReplacePrefixMatch", replacePrefixMatch: "/b" } },
      },
    ]);
    for (const pathType of ["Exact", "ImplementationSpecific"] as const)
      expect(rewritten({ path: "/a", pathType, rewrite: { path: "/b" } }), pathType).to.deep.equal([
        { type: "URLRewrite", urlRewrite: { path: { type: "ReplaceFullPath", replaceFullPath: "/b" } } },
      ]);
  });

  it("mirror a share, and end what takes too long", () => {
    const both = rule({ mirror: { service: "shadow", port: 81, percent: 5 }, timeout: 90 });
    expect(both?.filters).to.deep.equal([
      { type: "RequestMirror", requestMirror: { backendRef: { name: "shadow", port: 81 }, percent: 5 } },
    ]);
    expect(both?.timeouts).to.deep.equal({ request: "90s" });
  });

  it("are GRPCRoutes where gRPC is spoken, for a service or one of its methods", () => {
    const grpc = (change: Partial<Route>) => {
      const all = asApi([{ ...wiki, protocol: "grpc", ...change }], { ports: { http: false, https: 443 } }).gatewayApi;
      return all.find((each): each is GrpcRoute => each.kind === "GRPCRoute")?.spec;
    };
    const backendRefs = [{ name: "wiki", port: 8080 }];
    expect(grpc({})).to.deep.equal({
      parentRefs: [{ name: "wiki", sectionName: "https-wiki-corp-example" }],
      hostnames: ["wiki.corp.example"],
      rules: [{ backendRefs }],
    });
    const match = (path: string, pathType: Route["pathType"] = "Prefix") => grpc({ path, pathType })?.rules[0]?.matches;
    const service = { type: "Exact", service: "shop.v1.Orders" };
    for (const path of ["/shop.v1.Orders", "/shop.v1.Orders/"])
      expect(match(path)).to.deep.equal([{ method: service }]);
    expect(match("/shop.v1.Orders/Get", "Exact")).to.deep.equal([{ method: { ...service, method: "Get" } }]);
    const headers = [{ type: "Exact", name: "x-a", value: "1" }];
    expect(
      grpc({ match: { headers: [{ name: "x-a", exact: "1" }] }, headers: { request: { remove: ["x-b"] } } })?.rules,
    ).to.deep.equal([
      {
        matches: [{ headers }],
        filters: [{ type: "RequestHeaderModifier", requestHeaderModifier: { remove: ["x-b"] } }],
        backendRefs,
      },
    ]);
  });

  it("are the same whatever order the file has", () => {
    const routes = [wiki, { ...wiki, name: "a", path: "/a" }];
    expect(asApi(routes.toReversed(), { listeners: listeners.toReversed() })).to.deep.equal(asApi(routes));
  });
});
