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

  it("paths that it has no room for", () => {
    const path = `/${"a".repeat(1022)}`;
    expect(asApi({ path })).to.deep.equal([
      `${at}.path: has 1023 characters, more than an HTTPRoute has room for | Shorten it, or write "routesAs: ingress" for this gateway.`,
    ]);
    expect(asIngress({ path })).to.deep.equal([]);
    expect(asApi({ path: path.slice(0, -1) })).to.deep.equal([]);
  });

  it("of gRPC more than calls and headers", () => {
    const grpc = (change: Partial<Route>) => asApi({ protocol: "grpc", ...change });
    const none = (field: string, reason: string) => [
      `${at}.${field}: cannot be said in a GRPCRoute: ${reason} | ${out}`,
    ];
    for (const path of ["/", "/shop.v1.Orders", "/shop.v1.Orders/Get"]) expect(grpc({ path }), path).to.deep.equal([]);
    expect(grpc({ timeout: 30 })).to.deep.equal(none("timeout", "it has no time limits"));
    expect(grpc({ match: { methods: ["POST"] } })).to.deep.equal(
      none("match.methods", "what gRPC asks is POST, without parameters"),
    );
    const calls =
      "cannot be said in a GRPCRoute, whose paths are services and their methods, letter by letter | " +
      `Write "/package.Service" or "/package.Service/Method", or "/" for all of them. ${out}`;
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
