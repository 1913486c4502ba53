import { expect } from "chai";
import fc from "fast-check";
import { checkFleet } from "../../plan/checks.ts";
import { nameRoutes } from "../../plan/discovery.ts";
import type { GatewayApiObject } from "../../plan/index.ts";
import type { Fleet, Gateway, Route } from "../../plan/model.ts";
import { planFleet } from "../../plan/plan.ts";
import { gatewaySchema } from "../../plan/schema/gateway.ts";
import { gatewayRouteSchema } from "../../plan/schema/route.ts";
import { validFleet, validGateway } from "../plan/fleet.ts";
import { surroundings } from "../plan/planned.ts";
import { pathRules, problems } from "./crd-schemas.ts";
import { planStack } from "./stack.ts";

describe("What fleets/test.yaml has of the Gateway API", function () {
  this.timeout(60_000);
  const objects = planStack("fleets/test.yaml", "local").gateways.flatMap(({ gatewayApi }) => gatewayApi);

  it("is as the CRDs' own schemas have it", () => {
    expect(new Set(objects.map(({ kind }) => kind))).to.deep.equal(
      new Set(["ReferenceGrant", "Gateway", "HTTPRoute", "GRPCRoute"]),
    );
    for (const object of objects) expect(problems(object), object.metadata.name).to.deep.equal([]);
  });

  it("would not be with a field that they do not have, or a listener of the same name twice", () => {
    const first = objects.find((each) => each.kind === "Gateway");
    if (first === undefined) throw new Error("there is no Gateway");
    const spoilt = { ...first, spec: { ...first.spec, listener: [] } };
    expect(problems(spoilt)).not.to.deep.equal([]);
    const { listeners } = first.spec;
    const twice = { ...first, spec: { ...first.spec, listeners: [...listeners, ...listeners] } };
    expect(problems(twice)).not.to.deep.equal([]);
  });

  it("would not be with a path that their rules refuse", () => {
    const route = objects.find((each) => each.kind === "HTTPRoute");
    if (route?.kind !== "HTTPRoute") throw new Error("there is no HTTPRoute");
    const asking = (type: "Exact" | "RegularExpression", value: string) =>
      problems({ ...route, spec: { ...route.spec, rules: [{ matches: [{ path: { type, value } }] }] } });
    for (const path of ["a", "/a//b", "/a/./b", "/a/../b", "/%2fa", "/%2Fa", "/#a", "/a/..", "/a/.", '/"a"']) {
      expect(asking("Exact", path), path).not.to.deep.equal([]);
    }
    expect(asking("Exact", "/a.b/$c")).to.deep.equal([]);
    expect(asking("RegularExpression", "/[a//b]")).to.deep.equal([]);
    expect(pathRules.size).to.equal(10);
  });
});

/** Around the lengths of lists and texts at which schemas say no. */
const count = fc.constantFrom(1, 2, 15, 16, 17, 40);
const length = fc.constantFrom(1, 20, 200, 499, 1020, 1030);
const all = <T>(make: (at: number) => T) => count.map((many) => Array.from({ length: many }, (_, at) => make(at)));
const signs = fc.stringMatching(/^[!-~]{0,6}$/);
const text = (begin: string) =>
  fc.oneof(
    length.map((many) => begin + "a".repeat(many)),
    signs.map((rest) => begin + rest),
  );

const headers = fc.oneof(
  fc.record({ set: all((at) => [`x-${at}`, "1"]).map(Object.fromEntries) }),
  fc.record({ add: all((at) => [`x-${at}`, "1"]).map(Object.fromEntries) }),
  fc.record({ remove: all((at) => `x-${at}`) }),
  fc.record({ set: text("a").map((value) => ({ "x-a": value })) }),
);
const conditions = fc.oneof(
  all((at) => ({ name: `x-${at}`, exact: "1" })),
  signs.map((name) => [{ name, exact: "1" }]),
  text("a").map((prefix) => [{ name: "x-a", prefix }]),
);
const destinations = all((at) => at).map((ats) => ({
  destinations: ats.map((at) => ({ service: `s-${at}`, port: 80, weight: at === 0 ? 101 - ats.length : 1 })),
}));
const elsewhereToo = fc.constantFrom({}, { namespace: "shops" });
const backend = fc.oneof(
  { weight: 2, arbitrary: elsewhereToo.map((placed) => ({ service: "api", ...placed, port: 8080 })) },
  destinations,
);

const asked = {
  path: text("/"),
  pathType: fc.constantFrom("Prefix", "Exact", "ImplementationSpecific"),
  match: fc.record(
    { methods: fc.subarray(["GET", "HEAD", "POST", "PUT"], { minLength: 1 }), headers: conditions, query: conditions },
    { requiredKeys: [] },
  ),
};
const answered = {
  ...asked,
  backend,
  headers: fc.record({ request: headers, response: headers }, { requiredKeys: [] }),
  timeout: fc.constantFrom("1s", "90s", "59m", "24h"),
  rewrite: fc.oneof(
    text("/").map((path) => ({ path })),
    text("a.example").map((host) => ({ host })),
  ),
  mirror: fc.record({ service: text("m"), port: fc.constantFrom(1, 65535), percent: fc.integer({ min: 1, max: 100 }) }),
  variants: all((at) => ({
    ...{ name: `v-${at}`, when: { header: "x-v", value: `${at}` }, backend: { service: `v-${at}`, port: 80 } },
  })),
};
const elsewhere = {
  ...asked,
  backend: fc.constant({ service: "api", port: 8080 }),
  headers: fc.record({ response: headers }),
  redirect: fc.record({ to: text("https://a.example/"), code: fc.constantFrom(301, 303, 308) }),
};
/** A call, since hardly any path is one by chance. */
const calls = {
  backend,
  headers: answered.headers,
  variants: answered.variants,
  match: fc.record({ headers: conditions }),
  protocol: fc.constant("grpc"),
};
const call = fc.constantFrom({ path: "/shop.v1.Orders" }, { path: "/shop.v1.Orders/Get", pathType: "Exact" });

/** As people might write it, of any size. */
const written: fc.Arbitrary<object> = fc.oneof(
  { weight: 3, arbitrary: fc.record(answered, { requiredKeys: ["backend"] }) },
  fc.record(elsewhere, { requiredKeys: ["backend", "redirect"] }),
  fc
    .tuple(fc.record(calls, { requiredKeys: ["backend", "protocol"] }), call)
    .map(([route, path]) => ({ ...route, ...path })),
);

/** The objects of a gateway with these settings; undefined where something is wrong with it. */
function plannedOf(settings: Partial<Gateway>): readonly GatewayApiObject[] | undefined {
  const base = validFleet();
  const fleet: Fleet = {
    ...base,
    higress: { ...base.higress, gatewayApi: { crds: "crds.yaml" } },
    tenants: [],
    gateways: [
      validGateway("internal", {
        ...{ gatewayApi: true, routesAs: "gateway-api", watch: "all", backendNamespaces: ["shops"] },
        ...settings,
      }),
    ],
  };
  if (checkFleet(fleet).length > 0) return undefined;
  return planFleet(fleet, "south", surroundings).gateways.flatMap(({ gatewayApi }) => gatewayApi);
}

/** The same of a gateway with that route. */
function accepted(settings: object): readonly GatewayApiObject[] | undefined {
  const { data } = gatewayRouteSchema.safeParse({ name: "api", host: "api.corp.example", ...settings });
  const routes: readonly Route[] = nameRoutes(data === undefined ? [] : [data], [], "internal").value;
  const listeners = [{ name: "corp", hosts: ["*.corp.example"], secret: "corp-tls" }];
  return routes.length === 0 ? undefined : plannedOf({ listeners, routes });
}

/** Hosts of every form that people write, names at their ends, and ports. */
const label = fc.oneof(
  { weight: 60, arbitrary: fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,4}[a-z0-9])?$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z0-9_-]{1,6}$/) },
  { weight: 5, arbitrary: fc.constantFrom("a".repeat(63), `${"a-".repeat(31)}a`) },
);
const host = fc
  .tuple(fc.constantFrom("", "", "*."), fc.array(label, { minLength: 1, maxLength: 5 }))
  .map(([begin, labels]) => `${begin}${labels.join(".")}.example`);
const port = fc.constantFrom<number | false>(false, 1, 80, 443, 65535);
const listening = fc.record({
  ports: fc.record({ http: port, https: port }),
  listeners: fc
    .array(
      fc.record(
        {
          hosts: fc.uniqueArray(host, { minLength: 1, maxLength: 18 }),
          secret: fc.constantFrom("a", "a.b-c", "a".repeat(253)),
        },
        { requiredKeys: ["hosts"] },
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((listeners) => listeners.map((each, at) => ({ ...each, name: at === 0 ? "a".repeat(63) : `l-${at}` }))),
});

describe("Whatever listeners of a gateway say", () => {
  it("is refused with the file, or is what the schemas of the CRDs take", () => {
    const kinds: string[] = [];
    fc.assert(
      fc.property(listening, (settings) => {
        const { data } = gatewaySchema.safeParse({ id: "internal", sourceCidrs: ["10.0.0.0/8"], ...settings });
        if (data === undefined) return;
        const { ports, listeners } = data;
        const objects = plannedOf({ ports, listeners });
        if (objects === undefined) return;
        kinds.push(...objects.map(({ kind }) => kind));
        for (const object of objects) expect(problems(object), object.metadata.name).to.deep.equal([]);
      }),
      { numRuns: 500 },
    );
    expect(kinds.filter((kind) => kind === "Gateway").length).to.be.above(100);
    expect(kinds.filter((kind) => kind === "HTTPRoute").length).to.be.above(30);
  }).timeout(120_000);
});

describe("Whatever a route of a gateway says", () => {
  it("is refused with the file, or is what the schemas of the CRDs take", () => {
    const kinds: string[] = [];
    const seen = new Set<string>();
    fc.assert(
      fc.property(written, (settings) => {
        const objects = accepted(settings);
        if (objects === undefined) return;
        kinds.push(...objects.map(({ kind }) => kind));
        for (const field of Object.keys(settings)) seen.add(field);
        for (const object of objects) expect(problems(object), object.metadata.name).to.deep.equal([]);
      }),
      { numRuns: 1000 },
    );
    // Otherwise it would show nothing.
    expect(kinds.filter((kind) => kind === "HTTPRoute").length).to.be.above(100);
    expect(kinds.filter((kind) => kind === "GRPCRoute").length).to.be.above(30);
    expect(kinds.filter((kind) => kind === "ReferenceGrant").length).to.be.above(10);
    expect([...seen]).to.include.members([
      "path",
      "match",
      "headers",
      "timeout",
      "rewrite",
      "mirror",
      "redirect",
      "variants",
    ]);
  }).timeout(120_000);
});
