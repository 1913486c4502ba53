import { expect } from "chai";
import { faultsOf, spoil } from "../written.ts";
import { annotations, faults, routeOf } from "./annotations.ts";

describe("The choice among a backend's pods", () => {
  it("is told by one of Higress's three ways", () => {
    expect(annotations({ balance: "round-robin" })).to.deep.equal({ "higress.io/load-balance": "round_robin" });
    expect(annotations({ balance: "least-request" })).to.deep.equal({ "higress.io/load-balance": "least_request" });
    expect(annotations({ balance: "random" })).to.deep.equal({ "higress.io/load-balance": "random" });
    const by = (key: string) => ({ "higress.io/upstream-hash-by": key });
    expect(annotations({ balance: "path" })).to.deep.equal(by("$request_uri"));
    expect(annotations({ balance: { header: "x-user" } })).to.deep.equal(by("$http_x-user"));
    expect(annotations({ balance: { query: "user" } })).to.deep.equal(by("$arg_user"));
    expect(annotations({ balance: { cookie: "shop", path: "/", maxAge: 60 } })).to.deep.equal({
      "higress.io/affinity": "cookie",
      "higress.io/session-cookie-name": "shop",
      "higress.io/session-cookie-path": "/",
      "higress.io/session-cookie-max-age": "60",
    });
  });

  it("keeps a cookie for the whole host and until the browser is closed unless it says otherwise", () => {
    expect(routeOf("balance: { cookie: shop }").balance).to.deep.equal({ cookie: "shop", path: "/" });
  });

  for (const word of ["ewma", "least_conn", "passthrough", "ip-hash", "$remote_addr"]) {
    it(`is refused as ${word}`, () => {
      const [told = "", ...more] = faults(`balance: ${word}`);
      expect(more).to.deep.equal([]);
      expect(told).to.match(
        /^balance: ".*" is no way of choosing that the gateway knows\n {4}Write "round-robin", .* A tenant's gateway sees the entry's address, not the client's\.$/,
      );
    });
  }

  const refused: Readonly<Record<string, readonly [string, string]>> = {
    "two keys": ["{ header: a, query: b }", "balance: the map does not name exactly one key"],
    "no key": ["{}", "balance: the map does not name exactly one key"],
    "a header of two words": ["{ header: a b }", 'balance.header: "a b" is no name of a header'],
    "a parameter with a sign": ["{ query: a&b }", 'balance.query: "a&b" is no name of a parameter'],
    "a cookie with a space": ["{ cookie: a b }", 'balance.cookie: "a b" is no name of a cookie'],
    "a path that is none": ["{ cookie: a, path: b }", 'balance.path: "b" is no path to send'],
    "a cookie for no time": ["{ cookie: a, maxAge: 0s }", 'balance.maxAge: "0s" is no length of time'],
  };
  for (const [what, [written, begin]] of Object.entries(refused)) {
    it(`is refused with ${what}`, () => {
      expect(faults(`balance: ${written}`).map((fault) => fault.slice(0, begin.length))).to.deep.equal([begin]);
    });
  }

  it("is refused for a destination without a port whose registry speaks TLS", () => {
    const tls = spoil("port: 443 }", "port: 443, protocol: https }");
    const route = (destination: string) =>
      spoil(
        "backend: { service: api, port: 8080 } }",
        `balance: random, backend: { destinations: [${destination}] } }`,
        tls,
      );
    expect(faultsOf(route("{ registry: billing, port: 443 }"))).to.deep.equal([]);
    expect(faultsOf(route("{ registry: billing }")).map((fault) => fault.replace(/^\S+ /, ""))).to.deep.equal([
      'tenants[0].routes[0].balance: destination "billing.static" names no port, and its registry says for one that it speaks TLS\n' +
        "    Give the destination the registry's port: else Higress drops this.",
    ]);
  });
});
