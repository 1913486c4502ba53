import { expect } from "chai";
import { annotations, faults, faultsOfRoutes } from "./annotations.ts";

const route = (name: string, rest: string) =>
  `{ name: ${name}, host: api.acme.org, path: /${name}, backend: { service: ${name}, port: 80 }, ${rest} }`;

describe("The root of a host", () => {
  it("is told as a path", () => {
    expect(annotations({ appRoot: "/shop" })).to.deep.equal({ "higress.io/app-root": "/shop" });
    expect(faults("appRoot: /shop/~a")).to.deep.equal([]);
  });

  for (const path of ["shop", "https://b.org", "/a?b=c", "/a//b", "/$1", "/a b"]) {
    it(`is refused as ${path}`, () => {
      const told = faults(`appRoot: "${path}"`);
      expect(told).to.have.length(1);
      expect(told[0]).to.match(/^appRoot: ".*" (is no path to send|has "\/\/")\n {4}Write /);
    });
  }

  it("is refused as itself", () => {
    expect(faults("appRoot: /")).to.deep.equal([
      'appRoot: "/" leads back to itself\n    Name a path below it: "/shop".',
    ]);
  });

  it("is refused twice for one host, of which Higress would take the one it reads last", () => {
    expect(faultsOfRoutes(route("a", "appRoot: /a"), route("b", "appRoot: /b"))).to.deep.equal([
      'tenants[0].routes[1].appRoot: route "a" says already where "/" of "api.acme.org" leads\n' +
        "    Keep one of the two: it holds for the host, not for the route.",
    ]);
  });

  it("is refused beside a route for the root alone, which it would hide", () => {
    const root = "{ name: root, host: api.acme.org, path: /, pathType: Exact, backend: { service: a, port: 80 } }";
    expect(faultsOfRoutes(route("a", "appRoot: /a"), root)).to.deep.equal([
      'tenants[0].routes[0].appRoot: route "root" answers "/" alone and would never be asked\n' +
        "    Remove that route or this.",
    ]);
  });
});
