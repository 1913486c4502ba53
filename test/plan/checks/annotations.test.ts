import { expect } from "chai";
import type { Gateway, Route } from "../../../plan/model.ts";
import { changeTenant, validFleet, validGateway } from "../fleet.ts";
import { told } from "./told.ts";

const route = (at: number, change: Partial<Route> = {}): Route => ({
  name: `route-${at}`,
  host: "app.globex.aigw.example.com",
  path: `/${at}`,
  pathType: "Exact",
  backend: { service: "web", port: 8080 },
  ...change,
});

/** What is said when globex has these routes. */
const globex = (...routes: readonly Route[]) => told(changeTenant(validFleet(), "globex", { routes }));

const many = (count: number, change: Partial<Route> = {}): readonly Route[] =>
  Array.from({ length: count }, (_, at) => route(at, change));

/** Headers of a hundred names and of this many characters together. */
const headers = (kibibytes: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from({ length: 100 }, (_, at) => [`x-${at + 100}`, "a".repeat((kibibytes * 1024) / 100 - 7)]),
  );

const variant = (name: string, value: string) => ({
  name,
  when: { header: "x-group", value },
  backend: { service: name, port: 8080 },
});

describe("routes of a tenant", () => {
  it("are a thousand Ingresses at most, variants included", () => {
    expect(globex(...many(1000))).to.deep.equal([]);
    expect(globex(...many(1001))).to.deep.equal([
      'tenants[1].routes: the routes of tenant "globex" are 1001 Ingresses, variants included, and there is room for 1000 | Have one route answer several paths, by a prefix or a regular expression, or make two tenants of it.',
    ]);
    const variants = [variant("a", "a"), variant("b", "b")];
    expect(globex(...many(333, { variants }), route(333))).to.deep.equal([]);
    expect(globex(...many(334, { variants }))[0]).to.contain("are 1002 Ingresses");
  }).timeout(60_000);

  it("have room for 200 KiB of annotations each, of the 256 that Kubernetes takes", () => {
    expect(globex(route(0, { headers: { request: { set: headers(190) } } }))).to.deep.equal([]);
    expect(
      globex(
        route(0),
        route(1, { timeout: 5, headers: { request: { set: headers(120) }, response: { add: headers(110) } } }),
      ),
    ).to.deep.equal([
      "tenants[1].routes[1].headers: the route's annotations take 230 KiB, 230 KiB of it for this, and an Ingress has room for 200 KiB | Shorten it, or have the backend do some of it.",
    ]);
  });

  it("are told once of what all of their variants have too", () => {
    const change = { headers: { request: { set: headers(210) } }, variants: [variant("a", "a"), variant("b", "b")] };
    expect(globex(route(0, change))).to.have.length(1);
  });

  it("have room for 4 MiB of annotations together", () => {
    const change = { headers: { request: { set: headers(190) } } };
    expect(globex(...many(21, change))).to.deep.equal([]);
    expect(globex(...many(22, change))).to.deep.equal([
      'tenants[1].routes: the annotations of the routes of tenant "globex" take 4180 KiB together, and there is room for 4096 KiB | Shorten what many routes repeat, or make two tenants of it.',
    ]);
  });
});

describe("annotations of routes", () => {
  const remedy = "Write it otherwise: in other gateways code and stolen tokens came in by it.";
  const refused: Readonly<Record<string, readonly [path: string, change: Partial<Route>, word: string]>> = {
    "a path to send": ["rewrite", { rewrite: { path: "/var/run/secrets" } }, "/var/run/secrets"],
    "where clients are sent": [
      "redirect",
      { redirect: { to: "https://a.org/var/run/secrets/x", code: 302 } },
      "/var/run/secrets",
    ],
    "a value to compare": ["match", { match: { headers: [{ name: "x-a", exact: "a_by_lua" }] } }, "_by_lua"],
    "a header": ["headers", { headers: { response: { set: { x_by_lua: "a" } } } }, "_by_lua"],
    "a header's value": ["headers", { headers: { request: { add: { "x-a": "b_BY_LUA_c" } } } }, "_BY_LUA"],
    "a cookie": ["balance", { balance: { cookie: "a_by_lua", path: "/" } }, "_by_lua"],
    "a host of a registry": [
      "backend",
      { backend: { destinations: [{ host: "a_by_lua.DEFAULT-GROUP.public.nacos", weight: 100 }] } },
      "_by_lua",
    ],
    "a variant's value": ["variants", { variants: [variant("a", "b_by_lua")] }, "_by_lua"],
  };
  for (const [what, [path, change, word]] of Object.entries(refused)) {
    it(`may not have code in them, as ${what}`, () => {
      const [finding, ...more] = globex(route(0, change)).filter((each) => each.includes("which policies"));
      expect(more).to.deep.equal([]);
      expect(finding).to.equal(
        `tenants[1].routes[0].${path}: has "${word}" in it, which policies and admission refuse in every annotation | ${remedy}`,
      );
    });
  }
});

describe("routes of a gateway of the platform", () => {
  const gateway = (routesAs: Gateway["routesAs"], routes: readonly Route[]) => {
    const fleet = validFleet();
    const listeners = [{ name: "wiki", hosts: ["wiki.corp.example"] }];
    const own = routes.map((each) => ({ ...each, host: "wiki.corp.example" }));
    const internal = validGateway("internal", { gatewayApi: true, routesAs, listeners, routes: own });
    return told({ ...fleet, higress: { ...fleet.higress, gatewayApi: { crds: "x" } }, gateways: [internal] });
  };

  it("are as many as a tenant's at most, whatever they become", () => {
    const said = (objects: string) => [
      `gateways[0].routes: the routes of gateway "internal" are 1001 ${objects}, variants included, and there is room for 1000 | ` +
        "Have one route answer several paths, by a prefix or a regular expression, or make two gateways of it.",
    ];
    expect(gateway("ingress", many(1001))).to.deep.equal(said("Ingresses"));
    expect(gateway("gateway-api", many(1001))).to.deep.equal(said("routes of the Gateway API"));
  }).timeout(60_000);

  it("have as Ingresses the room and the words that a tenant's have, and as HTTPRoutes no annotations", () => {
    const large = [route(0, { headers: { request: { set: headers(210) } } })];
    expect(gateway("ingress", large)[0]).to.match(
      /^gateways\[0\]\.routes\[0\]\.headers: the route's annotations take 210 KiB/,
    );
    const code = [route(0, { headers: { request: { set: { "x-a": "content_by_lua" } } } })];
    expect(gateway("ingress", code)[0]).to.match(/^gateways\[0\]\.routes\[0\]\.headers: has "_by_lua" in it/);
    expect(gateway("gateway-api", code)).to.deep.equal([]);
  });
});
