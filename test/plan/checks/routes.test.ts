import { expect } from "chai";
import type { Route } from "../../../plan/model.ts";
import { changeTenant, validFleet } from "../fleet.ts";
import { faults } from "../traffic/annotations.ts";
import { told } from "./told.ts";

const system = "*.globex.aigw.example.com";

const route = (change: Partial<Route>, at = 0): Route => ({
  name: `route-${at}`,
  host: "app.globex.aigw.example.com",
  path: "/",
  pathType: "Prefix",
  backend: { service: "web", port: 8080 },
  ...change,
});

/** What is said when globex has routes that differ from a plain one like this. */
const globex = (...changes: readonly Partial<Route>[]) =>
  told(changeTenant(validFleet(), "globex", { routes: changes.map(route) }));

describe("routes", () => {
  for (const name of ["Web", "web.shop", "-web", "", "x".repeat(64)]) {
    it(`may not be named ${JSON.stringify(name)}`, () => {
      expect(globex({ name })).to.deep.equal([
        `tenants[1].routes[0].name: ${JSON.stringify(name)} is no legal route name | Use at most 63 lower-case letters, digits and hyphens, with a letter or digit at both ends.`,
      ]);
    });
  }

  it("have names of their own in the tenant", () => {
    expect(
      globex({ name: "web", path: "/a" }, { name: "x".repeat(63), path: "/b" }, { name: "web", path: "/c" }),
    ).to.deep.equal([
      'tenants[1].routes[2].name: tenant "globex" has two routes named "web" | Give one of them another name.',
    ]);
    const both = changeTenant(validFleet(), "globex", { routes: [route({})] });
    expect(
      told(changeTenant(both, "initech", { routes: [route({ host: "app.initech.aigw.example.com" })] })),
    ).to.deep.equal([]);
  });
});

describe("names of routes and variants", () => {
  const fallback = { service: "spare", after: [503] } as const;
  const backend = { service: "next", port: 80 };
  const canary = (name: string) => ({ name, when: { header: "x-to", value: name }, backend });
  const remedy = "Give it another name.";

  it("may not be what the controller calls a fallback, whose requests plugins would take for theirs", () => {
    expect(globex({ name: "web-fallback", path: "/a" }, { name: "web", path: "/b", fallback })).to.deep.equal([
      `tenants[1].routes[0].name: "web-fallback" is what the controller calls the fallback of route "web" | ${remedy}`,
    ]);
    const variants = [canary("next"), canary("next-fallback")];
    expect(globex({ name: "web", fallback, variants })).to.deep.equal([
      `tenants[1].routes[0].variants[1].name: "web.next-fallback" is what the controller calls the fallback of variant "web.next" | ${remedy}`,
    ]);
  });

  it("may be so where no fallback answers in place of a status, or it is another's", () => {
    const web = { name: "web", path: "/b" };
    const other = { name: "web-fallback", path: "/a" };
    expect(globex(other, web)).to.deep.equal([]);
    expect(globex(other, { ...web, fallback: { service: "spare" } })).to.deep.equal([]);
    expect(globex({ ...other, name: "shop-fallback" }, { ...web, fallback })).to.deep.equal([]);
  });
});

describe("hosts of routes", () => {
  const use = `Use one of "${system}", or list it under hosts.`;
  for (const host of [
    "api.acme.org",
    "app.acme.aigw.example.com",
    "globex.aigw.example.com",
    "aigw.example.com",
    "*.aigw.example.com",
    "globex.org",
  ]) {
    it(`may not be ${host}, which is not the tenant's`, () => {
      expect(globex({ host })).to.deep.equal([
        `tenants[1].routes[0].host: "${host}" is no host of tenant "globex" | ${use}`,
      ]);
    });
  }

  for (const host of ["a.b.globex.aigw.example.com", "*.a.globex.aigw.example.com"]) {
    it(`may not be ${host}, which the system host routes but no certificate of it covers`, () => {
      expect(globex({ host })).to.deep.equal([
        `tenants[1].routes[0].host: "${host}" lies under "${system}", whose certificate covers one label only | List "${host}" under hosts, and a certificate that covers it.`,
      ]);
    });
  }

  for (const host of ["APP.globex.aigw.example.com", "app.globex.aigw.example.com.", "*"]) {
    it(`may not be ${host}`, () => {
      expect(globex({ host })).to.deep.equal([
        `tenants[1].routes[0].host: "${host}" is no legal host | Write a bare DNS name in lower case.`,
      ]);
    });
  }

  it("may be the system host, one below it, and the tenant's own", () => {
    expect(globex({ host: system }, { host: "b.globex.aigw.example.com" })).to.deep.equal([]);
    const hosts = ["api.globex.org", "*.shop.globex.org", "a.b.globex.aigw.example.com"];
    const certificates = [{ secret: "globex-tls", names: [system, ...hosts] }];
    const routes = [...hosts, "x.shop.globex.org"].map((host, at) => route({ host }, at));
    expect(told(changeTenant(validFleet(), "globex", { hosts, certificates, routes }))).to.deep.equal([]);
  });
});

describe("paths of routes", () => {
  const detour = "Write the path as clients send it, without detours.";
  for (const [path, problem] of [
    ["/a b", "has characters that clients send escaped"],
    ["/a\nb", "has characters that clients send escaped"],
    ["/a\u0000b", "has characters that clients send escaped"],
    ["/a\u007fb", "has characters that clients send escaped"],
    ["/bücher", "has characters that clients send escaped"],
    ["/a//b", 'has "//"'],
    ["//a", 'has "//"'],
    ["/a/../b", 'has ".."'],
    ["/a..b", 'has ".."'],
    ["/a/./b", 'has "/."'],
    ["/a/.", 'has "/."'],
    ["/a%2fb", "has an escaped slash"],
    ["/a%2Fb", "has an escaped slash"],
    ["/a%5cb", "has an escaped backslash"],
    ["/%2e%2E/b", "has an escaped dot"],
    ["/a/%2e", "has an escaped dot"],
    ["/a%00b", "has an escaped control character"],
    ["/a%1Fb", "has an escaped control character"],
    ["/a%7f", "has an escaped control character"],
  ] as const) {
    it(`may not be ${JSON.stringify(path)}, whatever their type`, () => {
      for (const pathType of ["Prefix", "Exact", "ImplementationSpecific"] as const) {
        expect(globex({ path, pathType }), pathType).to.deep.equal([
          `tenants[1].routes[0].path: path ${JSON.stringify(path)} ${problem} | ${detour}`,
        ]);
      }
    });
  }

  it("begin with a slash", () => {
    expect(globex({ path: "" }, { path: "a" })).to.deep.equal([
      'tenants[1].routes[0].path: "" is no path | Write "/".',
      'tenants[1].routes[1].path: "a" is no path | Write "/a".',
    ]);
  });

  for (const path of ["/[a-z]", "/a*", "/a/*", "/a.+", "/a$", "/^a", "/(a|b)", "/a{2}", "/a\\d"]) {
    it(`may be the pattern ${path} for its own type only`, () => {
      for (const pathType of ["Prefix", "Exact"] as const) {
        expect(globex({ path, pathType }), pathType).to.deep.equal([
          `tenants[1].routes[0].path: path ${JSON.stringify(path)} reads like a pattern, but path type "${pathType}" takes it letter by letter | Use path type "ImplementationSpecific" for a regular expression; "Prefix" needs no "*" at the end.`,
        ]);
      }
      expect(globex({ path, pathType: "ImplementationSpecific" })).to.deep.equal([]);
    });
  }

  for (const [path, problem, remedy] of [
    [
      "/a?v=1",
      'has "?", where a path ends',
      'Leave out "?v=1", and ask for parameters under match.query; a regular expression needs path type "ImplementationSpecific".',
    ],
    ["/a#b", 'has "#", which browsers keep for themselves with what follows', 'Write "/a".'],
    ['/a"b', "has signs that clients send escaped", 'Write "/a%22b".'],
    ["/<a>`b", "has signs that clients send escaped", 'Write "/%3Ca%3E%60b".'],
    ["/%zz", 'has "%" with no two hexadecimal digits after it', 'Escape the sign itself as "%25".'],
    ["/a%2", 'has "%" with no two hexadecimal digits after it', 'Escape the sign itself as "%25".'],
  ] as const) {
    it(`may not be ${path} letter by letter, since no client sends that`, () => {
      for (const pathType of ["Prefix", "Exact"] as const) {
        expect(globex({ path, pathType }), pathType).to.deep.equal([
          `tenants[1].routes[0].path: path ${JSON.stringify(path)} ${problem} | ${remedy}`,
        ]);
      }
    });
  }

  it("may be regular expressions with such signs", () => {
    const all = ["/a?b", '/[^"#]+', "/(?P<id>a)/b", "/c%[0-9]{2}"];
    expect(globex(...all.map((path) => ({ path, pathType: "ImplementationSpecific" as const })))).to.deep.equal([]);
  });

  for (const path of [
    "/",
    "/a",
    "/a/",
    "/a.b",
    "/$metadata",
    "/Products(1)",
    "/a+b",
    "/.well-known/x",
    "/a%20b",
    "/caf%C3%A9%C2%85",
    "/~me",
    "/a;v=1",
    "/a:b@c,d",
  ]) {
    it(`may be ${path}`, () => expect(globex({ path }, { path, pathType: "Exact" })).to.deep.equal([]));
  }

  for (const [path, problem] of [
    ["/(a", 'opens a "(" that it does not close'],
    ["/a)", 'has a ")" that nothing opens'],
    ["/*+", 'repeats nothing with "+"'],
    ["/a(?=b)", "looks ahead or behind, which RE2 cannot"],
    ["/(a)\\1", "refers back to a group, which RE2 cannot"],
    ["/users/{id}", 'has "{", which is no plain character and no sign that is meant'],
  ] as const) {
    it(`may not be ${path}, which Envoy cannot read`, () => {
      expect(globex({ path, pathType: "ImplementationSpecific" })).to.deep.equal([
        `tenants[1].routes[0].path: path ${JSON.stringify(path)} is no regular expression that Envoy can read: it ${problem} | Balance its brackets, and leave out lookaround and backreferences: Envoy reads RE2.`,
      ]);
    });
  }

  for (const path of ["/a|b", "/a|/b", "/(a)|b", "/[|]|b"]) {
    it(`may not be ${path}, whose sides the controller would complete unequally`, () => {
      expect(globex({ path, pathType: "ImplementationSpecific" })).to.deep.equal([
        `tenants[1].routes[0].path: path ${JSON.stringify(path)} has "|" outside of parentheses, where each side would have to be a whole path | Put the alternatives into parentheses: "/(a|b)".`,
      ]);
    });
  }

  for (const path of ["/(?i)a", "/(?P<id>\\d+)", "/(?i:a)b", "/a{2}", "/(v1|v2)/a", "/[|]", "/\\|"]) {
    it(`may be the regular expression ${path}`, () => {
      expect(globex({ path, pathType: "ImplementationSpecific" })).to.deep.equal([]);
    });
  }

  it("may be the same for another host or type, and with a slash for an exact one", () => {
    expect(
      globex(
        { path: "/a" },
        { path: "/a", host: system },
        { path: "/a", pathType: "Exact" },
        { path: "/a/", pathType: "Exact" },
        { path: "/a", pathType: "ImplementationSpecific" },
        { path: "/A" },
      ),
    ).to.deep.equal([]);
  });
});

describe("backends of routes", () => {
  for (const service of ["higress-gateway", "higress-controller"]) {
    it(`may not be ${service}`, () => {
      expect(globex({ backend: { service, port: 15014 } })).to.deep.equal([
        `tenants[1].routes[0].backend.service: Service "${service}" is Higress itself and cannot be a backend | Name the application's own Service.`,
      ]);
    });
  }

  it("are a Service of the namespace, and a port", () => {
    expect(globex({ backend: { service: "web.acme-gateway", port: 65536 } })).to.deep.equal([
      'tenants[1].routes[0].backend.service: "web.acme-gateway" is no legal Service name | Write the bare name of a Service beside the gateway.',
      "tenants[1].routes[0].backend.port: 65536 is no port | Use a whole number from 1 to 65535.",
    ]);
  });
});

describe("The path of a route, as it is written,", () => {
  const pattern =
    'Begin with "/", a regular expression too: "/api/v[0-9]+", without "^" and "~", and with path type "ImplementationSpecific".';
  for (const [path, remedy] of [
    ["^/api", pattern],
    ["~ ^/api", pattern],
    ["*.php", pattern],
    ["api", 'Begin with "/" and leave out spaces.'],
    ["/a b", 'Begin with "/" and leave out spaces.'],
    ["", 'Begin with "/" and leave out spaces.'],
  ] as const) {
    it(`may not be ${JSON.stringify(path)}`, () => {
      expect(faults(`path: ${JSON.stringify(path)}`)).to.deep.equal([
        `path: ${JSON.stringify(path)} is not a path\n    ${remedy}`,
      ]);
    });
  }
});
