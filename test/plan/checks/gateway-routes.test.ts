import { expect } from "chai";
import type { Gateway, Route } from "../../../plan/model.ts";
import { validFleet, validGateway } from "../fleet.ts";
import { told } from "./told.ts";

const wiki: Route = {
  name: "wiki",
  host: "wiki.corp.example",
  path: "/",
  pathType: "Prefix",
  backend: { service: "wiki", port: 8080 },
};
const gateway = (change: Partial<Gateway>) => {
  const fleet = validFleet();
  return told({
    ...fleet,
    higress: { ...fleet.higress, gatewayApi: { crds: "x" } },
    gateways: [
      validGateway("internal", {
        gatewayApi: true,
        listeners: [{ name: "wiki", hosts: ["wiki.corp.example", "*.wiki.corp.example"], secret: "wiki-tls" }],
        routes: [wiki],
        ...change,
      }),
    ],
  });
};
const asIngress = (...routes: readonly Partial<Route>[]) =>
  gateway({ routes: routes.map((change) => ({ ...wiki, ...change })) });
const asApi = (...routes: readonly Partial<Route>[]) =>
  gateway({ routesAs: "gateway-api", routes: routes.map((change) => ({ ...wiki, ...change })) });

const at = "gateways[0].routes[0]";
const out = 'Write "routesAs: ingress" for this gateway, or remove it.';
const cannot = (field: string, reason: string) => [
  `${at}.${field}: cannot be said in an HTTPRoute: ${reason} | ${out}`,
];

describe("Routes of a gateway", () => {
  it("may be as a tenant's, in either form", () => {
    expect(asIngress({ rateLimit: { requests: 5, per: "second", burst: 2 }, retry: false, timeout: 30 })).to.deep.equal(
      [],
    );
    const change: Partial<Route> = {
      ...{ path: "/a", timeout: 30, match: { methods: ["GET"], headers: [{ name: "x-a", prefix: "b" }] } },
      ...{ rewrite: { path: "/b" }, headers: { request: { remove: ["x-c"] } }, protocol: "http" },
      mirror: { service: "shadow", port: 80, percent: 5 },
    };
    expect(asApi(change)).to.deep.equal([]);
    expect(asIngress(change)).to.deep.equal([]);
  });

  it("are for hosts of its listeners", () => {
    const remedy = 'Use one of "wiki.corp.example", "*.wiki.corp.example", or list it under listeners.';
    for (const host of ["other.corp.example", "a.b.wiki.corp.example", "*.corp.example", "WIKI.corp.example"])
      expect(asIngress({ host }), host).to.deep.equal([
        `${at}.host: "${host}" is no host of a listener of gateway "internal" | ${remedy}`,
      ]);
    expect(asIngress({ host: "a.wiki.corp.example" }, { name: "b", host: "*.wiki.corp.example" })).to.deep.equal([]);
    expect(gateway({ listeners: [] })).to.deep.equal([
      `${at}.host: "wiki.corp.example" is no host of a listener of gateway "internal" | List it under listeners, with its certificate.`,
    ]);
  });

  it("are held to what holds for everybody's", () => {
    expect(asIngress({ name: "a" }, { name: "a", path: "/x" })).to.deep.equal([
      'gateways[0].routes[1].name: gateway "internal" has two routes named "a" | Give one of them another name.',
    ]);
    expect(asIngress({ backend: { service: "higress-controller", port: 15014 } })[0]).to.match(
      /^gateways\[0\]\.routes\[0\]\.backend\.service: .*is Higress itself and cannot be a backend/,
    );
    expect(asApi({ path: "x" })[0]).to.equal(`${at}.path: "x" is no path | Write "/x".`);
    expect(asIngress({ name: "a" }, { name: "b" })[0]).to.match(
      /^gateways\[0\]\.routes\[1\]: route "b" answers the same/,
    );
    const destinations = [
      { service: "a", port: 80, weight: 50 },
      { service: "b", port: 80, weight: 40 },
    ];
    expect(asApi({ backend: { destinations } })[0]).to.match(/destinations: the weights add up to 90/);
  });

  it("lead to no host of a registry, for which an Ingress by hand is the way", () => {
    const backend = { destinations: [{ host: "orders.DEFAULT-GROUP.public.nacos", weight: 100 }] };
    const place = `${at}.backend.destinations[0]: "orders.DEFAULT-GROUP.public.nacos"`;
    const remedy =
      "Name a Service of namespace higress-internal, or write this route as an Ingress by hand, beside the McpBridge that has the registry.";
    expect(asApi({ backend })).to.deep.equal([
      `${place} is a registry's, to which no HTTPRoute leads since Higress 2.2.0: it takes the reference for one of an unknown kind (#4185) | ${remedy}`,
    ]);
    expect(asIngress({ backend })).to.deep.equal([
      `${place} is a registry's, and gateway "internal" has none in this file | ${remedy}`,
    ]);
  });

  it("are followed from redirect to redirect in the order that they have", () => {
    const headers = [{ name: "x-a", exact: "b" }];
    const to = (path: string) => ({ to: `https://wiki.corp.example${path}`, code: 301 }) as const;
    const routes: readonly Partial<Route>[] = [
      { name: "away", path: "/x", match: { headers }, redirect: to("/y") },
      { name: "back", path: "/y", match: { methods: ["GET"] }, redirect: to("/x") },
      { name: "answer", path: "/y", match: { methods: ["GET", "HEAD"], headers } },
    ];
    expect(asIngress(...routes)[0]).to.match(/^gateways\[0\]\.routes\[0\]\.redirect\.to: .* back to the route itself/);
    expect(asApi(...routes)).to.deep.equal([]);
  });

  it("need a gateway that serves the Gateway API where they are written for it", () => {
    expect(gateway({ gatewayApi: false, routesAs: "gateway-api" })).to.deep.equal([
      'gateways[0].routesAs: gateway "internal" does not serve the Gateway API, so nobody would answer for such routes | ' +
        'Write "gatewayApi: true", or "routesAs: ingress".',
    ]);
  });
});

describe("What an HTTPRoute cannot say is told, with the reason:", () => {
  it("limits", () => {
    const rateLimit = { requests: 5, per: "second", burst: 2 } as const;
    expect(asApi({ rateLimit })).to.deep.equal(cannot("rateLimit", "no kind of the Gateway API has limits"));
  });

  it("retries", () => {
    const reason = "the standard channel of the Gateway API has no retries";
    expect(asApi({ retry: false })).to.deep.equal(cannot("retry", reason));
    expect(asApi({ retry: { attempts: 2, after: ["5xx"] } })).to.deep.equal(cannot("retry", reason));
  });

  it("cross-origin rules", () => {
    const cors = {
      ...{ origins: ["https://a.example"], methods: ["GET"], headers: ["x-a"], credentials: false, maxAge: 60 },
    };
    expect(asApi({ cors })[0]).to.match(
      /^gateways\[0\]\.routes\[0\]\.cors: cannot be said in an HTTPRoute: its filter/,
    );
  });

  it("who answers instead, and which of the pods", () => {
    expect(asApi({ fallback: { service: "other" } })).to.deep.equal(
      cannot("fallback", "a rule has no second choice: a backend of weight 0 never gets a request"),
    );
    expect(asApi({ balance: "random" })).to.deep.equal(
      cannot("balance", "no kind of the Gateway API's standard channel says which pod gets a request"),
    );
  });

  it("where the host itself leads", () => {
    expect(asApi({ appRoot: "/shop" })).to.deep.equal(
      cannot("appRoot", "it holds for a host and not for a route, and no kind of the Gateway API has it"),
    );
  });

  it("protocols, which Services say themselves, and TLS to them", () => {
    const tls = "TLS to a backend is a BackendTLSPolicy's business, which the fleet does not write";
    expect(asApi({ protocol: "https", backendTls: { serverName: "a.example" } })).to.deep.equal([
      `${at}.protocol: "https" cannot be said in an HTTPRoute: ${tls} | ${out}`,
      ...cannot("backendTls", tls),
    ]);
    expect(asApi({ protocol: "http2" })).to.deep.equal([
      `${at}.protocol: "http2" cannot be said in an HTTPRoute: the Service's port says what it speaks, by \`appProtocol: kubernetes.io/h2c\` | ` +
        'Remove it and have the Service\'s port say so, or write "routesAs: ingress".',
    ]);
  });

  it("paths compared regardless of case", () => {
    expect(asApi({ path: "/a", match: { ignorePathCase: true } })).to.deep.equal([
      `${at}.match.ignorePathCase: cannot be said in an HTTPRoute, which compares paths letter by letter | ` +
        'Use path type "ImplementationSpecific" with "/(?i)" in front, or write "routesAs: ingress".',
    ]);
  });

  it("rewrites with groups, with a slash at the end, and of all paths", () => {
    const place = `${at}.rewrite.path:`;
    expect(asApi({ path: "/a/(.*)", pathType: "ImplementationSpecific", rewrite: { path: "/b/$1" } })).to.deep.equal([
      `${place} "/b/$1" stands for groups of a regular expression, which an HTTPRoute cannot put in | ${out}`,
    ]);
    expect(asApi({ path: "/a", rewrite: { path: "/b/" } })).to.deep.equal([
      `${place} "/b/" ends in a slash, which Higress takes away from an HTTPRoute's | ${out}`,
    ]);
    expect(asApi({ rewrite: { path: "/b" } })).to.deep.equal([
      `${place} would be joined to what follows "/" without a slash: of "/a" an HTTPRoute makes "/ba" | ${out}`,
    ]);
    expect(asApi({ path: "/a", rewrite: { path: "/" } })).to.deep.equal([]);
  });

  it("more than there is room for", () => {
    const sixteen = Array.from({ length: 16 }, (_, nth) => ({ name: `x-${nth}`, exact: "1" }));
    expect(asApi({ match: { headers: sixteen, query: sixteen } })).to.deep.equal([]);
    const many = [...sixteen, { name: "x-y", exact: "1" }];
    expect(asApi({ match: { headers: many, query: many } })).to.deep.equal([
      `${at}.match.headers: names 17 headers to compare, and an HTTPRoute has room for 16 | ${out}`,
      `${at}.match.query: names 17 parameters to compare, and an HTTPRoute has room for 16 | ${out}`,
    ]);
    const set = Object.fromEntries(many.map(({ name }) => [name, "1"]));
    expect(asApi({ headers: { response: { set } } })).to.deep.equal([
      `${at}.headers.response.set: names 17 headers, and an HTTPRoute has room for 16 | ${out}`,
    ]);
    // A variant asks for one header more than its route.
    const variants = [{ name: "v", when: { header: "x-z", value: "1" }, backend: { service: "v", port: 80 } }];
    expect(asApi({ match: { headers: sixteen }, variants })).to.deep.equal([
      `${at}.match.headers: names 17 headers to compare, and an HTTPRoute has room for 16 | ${out}`,
    ]);
  });

  it("more destinations than there is room for, of variants too", () => {
    const shared = (count: number) => ({
      destinations: Array.from({ length: count }, (_, at) => ({
        ...{ service: `s-${at}`, port: 80, weight: at === 0 ? 100 - (count - 1) : 1 },
      })),
    });
    const variants = (count: number) => [{ name: "v", when: { header: "x-a", value: "1" }, backend: shared(count) }];
    const many = "names 17 destinations, and an HTTPRoute has room for 16";
    expect(
      asApi({
        backend: shared(16),
        variants: variants(16).map((each) => ({ ...each, backend: { service: "v", port: 1 } })),
      }),
    ).to.deep.equal([]);
    expect(
      asApi({
        backend: shared(17),
        variants: variants(17).map((each) => ({
          ...each,
          backend: {
            ...each.backend,
            destinations: each.backend.destinations.toReversed().map((one) => ({ ...one, service: `v${one.service}` })),
          },
        })),
      }),
    ).to.deep.equal([
      `${at}.backend.destinations: ${many} | ${out}`,
      `${at}.variants[0].backend.destinations: ${many} | ${out}`,
    ]);
    expect(asApi({ protocol: "grpc", backend: shared(17) })).to.deep.equal([
      `${at}.backend.destinations: names 17 destinations, and a GRPCRoute has room for 16 | ${out}`,
    ]);
    expect(asIngress({ backend: shared(17) })).to.deep.equal([]);
  });

  it("redirects that the CRDs of the gateway's own chart do not know", () => {
    const old = {
      from: "repository",
      repository: "https://higress.io/helm-charts",
      name: "higress-core",
      version: "2.2.3",
    } as const;
    const said = (code: 301 | 308, chart = {}, routesAs: Gateway["routesAs"] = "gateway-api") => {
      const fleet = validFleet();
      const routes = [{ ...wiki, redirect: { to: "https://other.corp.example", code } }];
      const change = {
        gatewayApi: true,
        routesAs,
        routes,
        listeners: [{ name: "wiki", hosts: ["wiki.corp.example"] }],
      };
      const higress = { ...fleet.higress, gatewayApi: { crds: "x" }, ...chart };
      return told({ ...fleet, higress, gateways: [validGateway("internal", change)] });
    };
    const fault =
      `${at}.redirect.code: 308 is no code that an HTTPRoute of Gateway API v1.4 has, which chart "2.2.3" wants | ` +
      'Use one of 301 and 302, or write "routesAs: ingress" for this gateway.';
    expect(said(308)).to.deep.equal([]);
    expect(said(308, { chart: old })).to.deep.equal([fault]);
    expect(said(308, { canary: { chart: old, gateways: ["internal"], tenants: [] } })).to.deep.equal([fault]);
    expect(said(301, { chart: old })).to.deep.equal([]);
    expect(said(308, { chart: old }, "ingress")).to.deep.equal([]);
    expect(said(308, { chart: { from: "path", path: "charts/own" } })).to.deep.equal([]);
  });

  it("of gRPC more than calls and headers", () => {
    const grpc = (change: Partial<Route>) => asApi({ protocol: "grpc", ...change });
    const none = (field: string, reason: string) => [
      `${at}.${field}: cannot be said in a GRPCRoute: ${reason} | ${out}`,
    ];
    for (const path of ["/", "/shop.v1.Orders", "/shop.v1.Orders/"]) expect(grpc({ path }), path).to.deep.equal([]);
    expect(grpc({ path: "/shop.v1.Orders/Get", pathType: "Exact" })).to.deep.equal([]);
    // Both would be the same match, and the age of the two would decide.
    expect(grpc({ path: "/shop.v1.Orders/Get" })).to.deep.equal([
      `${at}.pathType: "/shop.v1.Orders/Get" is one method, and below it there is nothing that "Prefix" could mean | Write "pathType: Exact".`,
    ]);
    expect(grpc({ match: { ignorePathCase: true } })[0]).to.match(/cannot be said in a GRPCRoute, which compares/);
    expect(grpc({ timeout: 30 })).to.deep.equal(none("timeout", "it has no time limits"));
    expect(grpc({ match: { methods: ["POST"] } })).to.deep.equal(
      none("match.methods", "what gRPC asks is POST, without parameters"),
    );
    const calls =
      "cannot be said in a GRPCRoute, whose paths are services and their methods, letter by letter | " +
      `Write "/package.Service" or, with "pathType: Exact", "/package.Service/Method", or "/" for all of them. ${out}`;
    for (const [path, pathType] of [
      ["/a-b", "Prefix"],
      ["/a/b/c", "Prefix"],
      ["/shop.v1.Orders", "Exact"],
      ["/", "Exact"],
      ["/shop.v1.Orders/Get", "ImplementationSpecific"],
    ] as const)
      expect(grpc({ path, pathType }), path).to.deep.equal([`${at}.path: ${JSON.stringify(path)} ${calls}`]);
  });

  it("of one host calls by gRPC and by HTTP", () => {
    const both = [
      { name: "a", path: "/shop.v1.Orders", protocol: "grpc" },
      { name: "b", backend: { service: "b", port: 80 } },
    ] as const;
    expect(asIngress(...both)).to.deep.equal([]);
    expect(asApi(...both)).to.deep.equal([
      'gateways[0].routes[1].host: one of route "a" and this has "protocol: grpc", and for one host a gateway serves either HTTPRoutes or GRPCRoutes | ' +
        'Give gRPC a host of its own, or write "routesAs: ingress" for this gateway.',
    ]);
    expect(asApi(both[0], { ...both[1], host: "b.wiki.corp.example" })).to.deep.equal([]);
    const at = (host: string, nth: 0 | 1) => ({ ...both[nth], host });
    expect(asApi(at("a.wiki.corp.example", 0), at("b.wiki.corp.example", 1)), "under one wildcard").to.deep.equal([]);
    expect(asApi(at("a.wiki.corp.example", 0), at("*.wiki.corp.example", 1))).to.have.length(1);
  });

  it("an order among methods, of which each is a match by itself", () => {
    const routes = [
      { name: "a", match: { methods: ["GET"] } },
      { name: "b", match: { methods: ["GET", "HEAD"] } },
    ] as const;
    expect(asIngress(...routes)).to.deep.equal([]);
    expect(asApi(...routes)[0]).to.match(/^gateways\[0\]\.routes\[1\]: some requests fit both route "a" and route "b"/);
  });
});
