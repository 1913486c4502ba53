import { expect } from "chai";
import type { Route } from "../../../plan/model.ts";
import type { Match } from "../../../plan/model/traffic.ts";
import { changeTenant, validFleet } from "../fleet.ts";
import { told } from "./told.ts";

type Change = Omit<Partial<Route>, "match"> & { readonly match?: Match };

/** What is said of globex's routes a, b, c …, which differ from a plain one like this. */
const globex = (...changes: readonly Change[]) =>
  told(
    changeTenant(validFleet(), "globex", {
      routes: changes.map((change, at) => ({
        name: String.fromCharCode(97 + at),
        host: "app.globex.aigw.example.com",
        path: "/",
        pathType: "Prefix",
        backend: { service: `web-${at}`, port: 8080 },
        ...change,
      })),
    }),
  );

const clear =
  "Remove one of the two, or have one ask for more than the other: a longer path, a method, one header or parameter more.";
const remove = "Remove it, or change a path or what the two match.";
const same = (late: string, early: string) =>
  `route "${late}" answers the same requests as route "${early}" | ${clear}`;
const never = (late: string, early: string) =>
  `route "${late}" is never reached: route "${early}" comes before it and answers all of its requests | ${remove}`;
const either = (late: string, early: string) =>
  `some requests fit both ${early} and ${late}, and the older of the two answers them, whichever that is | ${clear}`;

const regex = (path: string): Change => ({ path, pathType: "ImplementationSpecific" });
const header = (name: string, exact: string): Change => ({ match: { headers: [{ name, exact }] } });
const canary = (
  when: { header: string; value: string } | { cookie: string; value: string },
  service = "next",
): Change => ({
  variants: [{ name: "canary", when, backend: { service, port: 80 } }],
});

describe("Routes of one host", () => {
  it("are refused as two of the same path, each once", () => {
    expect(globex({ path: "/a" }, { path: "/b" }, { path: "/a/" }, { path: "/a" })).to.deep.equal([
      `tenants[1].routes[2]: ${same("c", "a")}`,
      `tenants[1].routes[3]: ${same("d", "a")}`,
    ]);
    expect(globex({}, {})).to.deep.equal([`tenants[1].routes[1]: ${same("b", "a")}`]);
  });

  const shadowed: Readonly<Record<string, readonly Change[]>> = {
    "everything behind an expression for everything": [regex("/.*"), {}],
    "everything behind the expression /": [regex("/"), {}],
    "an expression behind a prefix that its beginning lies under": [{ path: "/api" }, regex("/api/v[0-9]+")],
    "an expression behind a longer one for the same": [regex("/a(.*)"), regex("/a")],
  };
  for (const [what, changes] of Object.entries(shadowed)) {
    it(`are refused where one is never reached: ${what}`, () => {
      expect(globex(...changes)).to.deep.equal([`tenants[1].routes[1]: ${never("b", "a")}`]);
      expect(globex(...changes.toReversed())).to.deep.equal([`tenants[1].routes[0]: ${never("a", "b")}`]);
    });
  }

  it("are refused where a method more is asked for in vain", () => {
    const wide: Match = { methods: ["GET", "PUT"] };
    const longer: Match = { methods: ["GET", "PATCH", "PUT"] };
    expect(globex({ match: wide }, { match: longer })).to.deep.equal([]);
    expect(
      globex({ match: { methods: ["GET", "PUT"], headers: [{ name: "x", exact: "1" }] } }, { match: wide }),
    ).to.deep.equal([]);
    expect(globex({ match: wide }, { match: { methods: ["DELETE", "GET"] } })).to.deep.equal([]);
    // "GET" is shorter than "GET|PUT", so it comes first and hides the GETs of x alone.
    expect(
      globex({ match: { methods: ["GET"] } }, { match: { ...wide, headers: [{ name: "x", exact: "1" }] } }),
    ).to.deep.equal([]);
  });

  it("are refused where a request may fit two and none comes first", () => {
    expect(globex(header("x-a", "1"), header("x-b", "1"))).to.deep.equal([
      `tenants[1].routes[1]: ${either('route "b"', 'route "a"')}`,
    ]);
    expect(
      globex(
        { match: { headers: [{ name: "x-a", prefix: "v" }] } },
        { match: { headers: [{ name: "x-a", exact: "v2" }] } },
      ),
    ).to.deep.equal([`tenants[1].routes[1]: ${either('route "b"', 'route "a"')}`]);
    expect(globex({ path: "/A", match: { ignorePathCase: true } }, { path: "/a" })).to.deep.equal([
      `tenants[1].routes[1]: ${either('route "b"', 'route "a"')}`,
    ]);
  });

  const apart: Readonly<Record<string, readonly Change[]>> = {
    "by path": [
      {},
      { path: "/a" },
      { path: "/a/b" },
      { path: "/ab" },
      { path: "/a", pathType: "Exact" },
      regex("/[a-z]"),
    ],
    "by expressions that nothing is known of": [regex("/[a-z]+/x"), regex("/[0-9]+/x")],
    "by an expression that a prefix might not take in": [{ path: "/api" }, regex("/ap.*"), regex("/api?/x")],
    "by the case of the path": [{ path: "/a" }, { path: "/A" }],
    "by host": [{}, { host: "*.globex.aigw.example.com" }],
    "by method": [{ match: { methods: ["GET"] } }, { match: { methods: ["PUT"] } }, {}],
    "by value": [header("x-group", "a"), header("x-group", "b"), {}],
    "by value or parameter": [header("x-a", "1"), { match: { query: [{ name: "a", exact: "1" }] } }],
    "by beginnings": [
      { match: { query: [{ name: "a", prefix: "b" }] } },
      { match: { query: [{ name: "a", prefix: "c" }] } },
    ],
    "by two conditions against one": [
      {
        match: {
          headers: [
            { name: "x-a", exact: "1" },
            { name: "x-b", exact: "1" },
          ],
        },
      },
      header("x-a", "1"),
    ],
  };
  for (const [what, changes] of Object.entries(apart)) {
    it(`may lie beside each other ${what}, in any order`, () => {
      expect(globex(...changes)).to.deep.equal([]);
      expect(globex(...changes.toReversed())).to.deep.equal([]);
    });
  }
});

describe("Variants of routes", () => {
  it("may be of several headers and cookies where they lead to one backend", () => {
    const when = [
      { header: "x-a", value: "1" },
      { cookie: "a", value: "1" },
    ];
    const variants = when.map((each, at) => ({ name: `v${at}`, when: each, backend: { service: "next", port: 80 } }));
    expect(globex({ variants })).to.deep.equal([]);
    expect(
      globex({ variants: variants.map((each, at) => ({ ...each, backend: { service: `next-${at}`, port: 80 } })) }),
    ).to.deep.equal([
      'tenants[1].routes[0].variants[1]: some requests fit both variant "a.v0" and variant "a.v1", and the older of the two answers them, whichever that is | Tell the two apart by values of one header or one cookie, or lead both to the same backend.',
    ]);
  });

  it("may not be what the preview may be too, nor its place be the preview's", () => {
    const backend = {
      active: "blue",
      blue: { service: "web", port: 80 },
      green: { service: "next", port: 80 },
      preview: { header: "x-a", value: "1" },
    } as const;
    const variants = [{ name: "v", when: { header: "x-b", value: "1" }, backend: { service: "other", port: 80 } }];
    const [told = "", ...more] = globex({ backend, variants });
    expect(more).to.deep.equal([]);
    expect(told).to.contain(
      'tenants[1].routes[0].variants[0]: some requests fit both variant "a.preview" and variant "a.v"',
    );
  });

  it("may not have one sign for two", () => {
    const when = { header: "x-a", value: "1" };
    const variants = [1, 2].map((at) => ({ name: `v${at}`, when, backend: { service: `next-${at}`, port: 80 } }));
    expect(globex({ variants })).to.deep.equal([
      'tenants[1].routes[0].variants[1]: variant "a.v2" answers the same requests as variant "a.v1" | Tell the two apart by values of one header or one cookie, or lead both to the same backend.',
    ]);
  });

  it("of everything may not come before an expression, which everything else does not", () => {
    expect(globex(regex("/[a-z]+/home"), canary({ header: "x-canary", value: "1" }))).to.deep.equal([
      'tenants[1].routes[1].variants: variant "b.canary" comes before route "a", which its route does not, and takes some of its requests | Write the variant as a route of its own with `match`, on a path that leaves the other alone.',
    ]);
    expect(
      globex(regex("/[a-z]+/home"), { path: "/shop", ...canary({ header: "x-canary", value: "1" }) }),
    ).to.deep.equal([]);
  });

  it("leave another host's routes and longer paths alone", () => {
    expect(
      globex(
        canary({ cookie: "a", value: "b" }),
        { path: "/a", ...canary({ cookie: "a", value: "b" }) },
        { path: "/b" },
      ),
    ).to.deep.equal([]);
  });
});
