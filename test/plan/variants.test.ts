import { expect } from "chai";
import fc from "fast-check";
import type { Ingress } from "../../plan/manifests.ts";
import type { Route } from "../../plan/model.ts";
import type { BlueGreen, When } from "../../plan/model/backend.ts";
import { planRoutes } from "../../plan/routes.ts";
import { differences } from "./differences.ts";
import { changeTenant, validFleet } from "./fleet.ts";
import { installation, plannedTenant } from "./planned.ts";
import { trafficRoutes } from "./whole-traffic.ts";

const plain: Route = {
  name: "web",
  host: "api.acme.org",
  path: "/",
  pathType: "Prefix",
  backend: { service: "web", port: 80 },
};

const planned = (change: Partial<Route>): readonly Ingress[] => planRoutes(installation(), [{ ...plain, ...change }]);
const next = { service: "next", port: 80 };

/** Name, annotations and Service of each. */
const told = (ingresses: readonly Ingress[]) =>
  ingresses.map(({ metadata: { name, annotations = {} }, spec }) => {
    const backend = spec.rules[0]?.http.paths[0]?.backend;
    return [name, annotations, backend && "service" in backend ? backend.service.name : "McpBridge"];
  });

describe("A variant of a route", () => {
  it("is an Ingress of its own, with the route's host and path, one header more and another backend", () => {
    const [own, canary, ...more] = planned({
      variants: [{ name: "canary", when: { header: "x-canary", value: "a.b" }, backend: next }],
    });
    expect(more).to.deep.equal([]);
    expect(told(own && canary ? [own, canary] : [])).to.deep.equal([
      ["web", {}, "web"],
      ["web.canary", { "higress.io/exact-match-header-x-canary": "a.b" }, "next"],
    ]);
    const { host, path, pathType } = plain;
    const rule = canary?.spec.rules[0];
    expect([rule?.host, rule?.http.paths[0]?.path, rule?.http.paths[0]?.pathType]).to.deep.equal([
      host,
      path,
      pathType,
    ]);
  });

  it("is as the route in all else", () => {
    for (const route of trafficRoutes) {
      const [own, canary] = planned({
        ...route,
        variants: [{ name: "canary", when: { header: "x-canary", value: "1" }, backend: next }],
      });
      expect(canary?.metadata.annotations, route.name).to.deep.equal({
        ...own?.metadata.annotations,
        "higress.io/exact-match-header-x-canary": "1",
      });
    }
  });

  it("knows a cookie among others, and no other that ends or begins like it", () => {
    const pattern = cookiePattern({ cookie: "group", value: "b+" });
    expect(pattern).to.equal(String.raw`(.*\x3b\s*)?group=b\+(\x3b.*)?`);
    const fits = (cookies: string): boolean => new RegExp(`^(?:${pattern})$`).test(cookies);
    for (const cookies of ["group=b+", "a=1; group=b+", "group=b+; a=1", "a=1;group=b+;c=2"]) {
      expect(fits(cookies), cookies).to.equal(true);
    }
    for (const cookies of ["", "group=b", "group=b+c", "xgroup=b+", "a=group=b+", "group=bb", "a=1; xgroup=b+"]) {
      expect(fits(cookies), cookies).to.equal(false);
    }
  });

  it("finds exactly its cookie in every header of cookies", () => {
    const token = fc.stringMatching(/^[A-Za-z0-9_.-]{1,6}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(token, token), { maxLength: 4 }), token, token, (cookies, cookie, value) => {
        const header = cookies.map((pair) => pair.join("=")).join("; ");
        const isThere = cookies.some(([name, held]) => name === cookie && held === value);
        expect(new RegExp(`^(?:${cookiePattern({ cookie, value })})$`).test(header)).to.equal(isThere);
      }),
    );
  });

  it("changes nothing but its own Ingress", () => {
    const fleet = validFleet();
    const [first, ...others] = fleet.tenants[0]?.routes ?? [];
    if (first === undefined) throw new Error("the tenant has no route");
    const variants = [{ name: "canary", when: { header: "x-canary", value: "1" }, backend: next }];
    const after = changeTenant(fleet, "acme", { routes: [{ ...first, variants }, ...others] });
    const places = differences(fleet, after);
    expect(places).not.to.be.empty;
    for (const place of places) expect(place).to.match(/^acme-gateway Ingress\/orders\.canary /);
  });

  it("counts in the quota of Ingresses", () => {
    const variants = [1, 2].map((at) => ({ name: `v${at}`, when: { header: "x", value: `${at}` }, backend: next }));
    const routes = Array.from({ length: 20 }, (_, at) => ({
      ...plain,
      host: "app.acme.aigw.example.com",
      name: `r${at}`,
      path: `/${at}`,
      variants,
    }));
    const room = (of: readonly Route[]) =>
      plannedTenant({ routes: of }).quota.spec.hard["count/ingresses.networking.k8s.io"];
    expect(room(routes)).to.equal("120");
    expect(room(routes.slice(0, 10))).to.equal("100");
  });
});

describe("A blue-green backend", () => {
  const backend: BlueGreen = { active: "blue", blue: { service: "blue", port: 80 }, green: { host: "green.dns" } };

  it("leads to the active one", () => {
    expect(told(planned({ backend }))).to.deep.equal([["web", {}, "blue"]]);
    expect(told(planned({ backend: { ...backend, active: "green" } }))).to.deep.equal([
      ["web", { "higress.io/destination": "100% green.dns" }, "McpBridge"],
    ]);
  });

  it("changes one backend with one word", () => {
    const fleet = validFleet();
    const [first, ...others] = fleet.tenants[0]?.routes ?? [];
    if (first === undefined) throw new Error("the tenant has no route");
    const [blue, green] = [
      { service: "blue", port: 80 },
      { service: "green", port: 80 },
    ];
    const [before, after] = (["blue", "green"] as const).map((active) =>
      changeTenant(fleet, "acme", { routes: [{ ...first, backend: { active, blue, green } }, ...others] }),
    );
    expect(before && after && differences(before, after)).to.deep.equal([
      "acme-gateway Ingress/orders spec/rules/0/http/paths/0/backend/service/name",
    ]);
  });

  it("shows who asks for it the other one, whichever that is", () => {
    const preview: When = { header: "x-preview", value: "1" };
    const asked = { "higress.io/exact-match-header-x-preview": "1" };
    expect(told(planned({ backend: { ...backend, preview } }))).to.deep.equal([
      ["web", {}, "blue"],
      ["web.preview", { ...asked, "higress.io/destination": "100% green.dns" }, "McpBridge"],
    ]);
    expect(told(planned({ backend: { ...backend, active: "green", preview } }))).to.deep.equal([
      ["web", { "higress.io/destination": "100% green.dns" }, "McpBridge"],
      ["web.preview", asked, "blue"],
    ]);
  });
});

describe("Destinations", () => {
  it("are Services by their full name in the cluster's domain beside registries' hosts", () => {
    const destinations = [
      { host: "orders.dc1.consul", weight: 20 },
      { service: "orders", port: 8080, weight: 80 },
    ];
    expect(told(planned({ backend: { destinations } }))).to.deep.equal([
      [
        "web",
        { "higress.io/destination": "80% orders.acme-gateway.svc.cluster.local:8080\n20% orders.dc1.consul" },
        "McpBridge",
      ],
    ]);
  });

  it("stand in an order in which the controller, which reckons in float32, makes the weights that are written", () => {
    const weight = fc.integer({ min: 1, max: 98 });
    fc.assert(
      fc.property(weight, weight, (first, second) => {
        fc.pre(first + second < 100);
        const weights = [first, second, 100 - first - second];
        const destinations = weights.map((each, at) => ({ service: `s${at}`, port: 80, weight: each }));
        const [ingress] = planned({ backend: { destinations } });
        const lines = (ingress?.metadata.annotations?.["higress.io/destination"] ?? "").split("\n");
        const written = lines.map((line) => Number.parseInt(line, 10));
        const { fround, trunc } = Math;
        const rest = written.slice(1).map((each) => trunc(fround(fround(each / 100) * 100)));
        expect([100 - rest.reduce((sum, each) => sum + each, 0), ...rest]).to.deep.equal(written);
        expect(written.toSorted()).to.deep.equal(weights.toSorted());
      }),
      { numRuns: 2000 },
    );
  });
});

function cookiePattern(when: When): string {
  const [, variant] = planned({ variants: [{ name: "v", when, backend: next }] });
  return variant?.metadata.annotations?.["higress.io/regex-match-header-cookie"] ?? "";
}
