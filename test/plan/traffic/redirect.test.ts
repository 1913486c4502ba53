import { expect } from "chai";
import { annotations, faults, faultsOfPath, faultsOfRoutes } from "./annotations.ts";

describe("The redirect of a route", () => {
  it("is for now with 302, and with any other code by the other annotation", () => {
    expect(annotations({ redirect: { to: "https://b.org/x", code: 302 } })).to.deep.equal({
      "higress.io/temporal-redirect": "https://b.org/x",
    });
    for (const code of [301, 303, 307, 308] as const) {
      expect(annotations({ redirect: { to: "https://b.org", code } })).to.deep.equal({
        "higress.io/permanent-redirect": "https://b.org",
        "higress.io/permanent-redirect-code": String(code),
      });
    }
  });

  for (const to of [
    "https://b.org",
    "https://B.org:8443/x-y/~z",
    "https://api.acme.org:8443",
    "https://xn--bcher-kva.org/",
  ]) {
    it(`may lead to ${to}`, () => expect(faults(`redirect: { to: "${to}" }`)).to.deep.equal([]));
  }

  for (const to of [
    "http://b.org",
    "b.org",
    "/new",
    "https://b.org/?a=b",
    "https://b.org/#a",
    "https://b.org/%2e%2e",
    "https://b.org/a;b",
    "https://b.org/${a}",
    "https://b.org//a",
    "https://*.b.org",
    "https://b.org:99999",
    "https://10.0.0.1/",
  ]) {
    it(`is refused to ${to}`, () => {
      expect(faults(`redirect: { to: "${to}" }`)).to.deep.equal([
        `redirect.to: ${JSON.stringify(to)} is no address that a gateway can send clients to\n` +
          '    Write https, host and, if it is another than the request\'s, path, without query and escapes: "https://www.example.com/shop".',
      ]);
    });
  }

  it("is refused with a user, who may have a password, without a word of either", () => {
    expect(faults('redirect: { to: "https://u:hunter2@b.org/" }')[0]).to.match(
      /^redirect\.to: the value \(not shown\) is no/,
    );
  });

  it("is refused with a code that Envoy has no redirect for", () => {
    const [told = "", ...more] = faults("redirect: { to: https://b.org, code: 300 }");
    expect(more).to.deep.equal([]);
    expect(told).to.match(/^redirect\.code: 300 is not one of the choices\n {4}.*301, 302, 303, 307.* 308/);
  });

  it("is refused where it leads back to the route", () => {
    const back = (to: string) => [
      `redirect.to: "${to}" leads back to the route itself\n` +
        "    Name another host, or a path that the route does not answer.",
    ];
    for (const to of ["https://api.acme.org", "https://api.acme.org/a", "https://api.acme.org:443/a/b"])
      expect(faultsOfPath("/a", `redirect: { to: "${to}" }`, "Prefix")).to.deep.equal(back(to));
    expect(faultsOfPath("/a", "redirect: { to: https://api.acme.org/ab }", "Prefix")).to.deep.equal([]);
    expect(faultsOfPath("/a", "redirect: { to: https://api.acme.org/a }", "Exact")).to.deep.equal(
      back("https://api.acme.org/a"),
    );
    expect(faultsOfPath("/a", "redirect: { to: https://api.acme.org/a/b }", "Exact")).to.deep.equal([]);
    expect(faultsOfPath("/a.*", "redirect: { to: https://api.acme.org/b }")).to.deep.equal([]);
  });

  const send = (name: string, path: string, to: string, more = "") =>
    `{ name: ${name}, host: api.acme.org, path: ${path}, redirect: { to: "${to}" }, backend: { service: api, port: 80 }${more} }`;
  const serve = (name: string, path: string, more = "") =>
    `{ name: ${name}, host: api.acme.org, path: ${path}, backend: { service: ${name}, port: 80 }${more} }`;
  const api = "https://api.acme.org";
  const leads = (at: number, to: string, by: string) =>
    `tenants[0].routes[${at}].redirect.to: "${to}" leads by ${by} back to the route itself\n` +
    "    Name another host, or a path that the route does not answer.";

  it("is refused where others lead back to it, and told of the first of them", () => {
    expect(faultsOfRoutes(send("a", "/a", `${api}/b`), send("b", "/b", `${api}/a`))).to.deep.equal([
      leads(0, `${api}/b`, 'redirect of route "b"'),
    ]);
    expect(
      faultsOfRoutes(
        send("in", "/in", `${api}/a/x`),
        send("a", "/a", `${api}/b`),
        send("b", "/b", `${api}/c/d`),
        send("c", "/c", `${api}/a`),
      ),
    ).to.deep.equal([leads(1, `${api}/b`, 'redirect of route "b", redirect of route "c"')]);
  });

  it("is refused where it leads back by way of another host, each request by its own path", () => {
    const shop = send("b", "/", api).replace("api.acme.org,", "www.acme.aigw.example.com,");
    expect(faultsOfRoutes(send("a", "/", "https://www.acme.aigw.example.com"), shop)).to.deep.equal([
      leads(0, "https://www.acme.aigw.example.com", 'redirect of route "b"'),
    ]);
    expect(
      faultsOfRoutes(
        send("a", "/", "https://www.acme.aigw.example.com"),
        shop.replace("path: /,", "path: /, pathType: Exact,"),
      ),
    ).to.deep.equal([leads(0, "https://www.acme.aigw.example.com", 'redirect of route "b"')]);
  });

  it('is refused to "/" where an appRoot sends clients back', () => {
    expect(faultsOfRoutes(send("a", "/shop", `${api}/`), serve("all", "/", ", appRoot: /shop"))).to.deep.equal([
      leads(0, `${api}/`, 'appRoot of route "all"'),
    ]);
    expect(faultsOfRoutes(send("a", "/shop", `${api}/`), serve("all", "/", ", appRoot: /other"))).to.deep.equal([]);
  });

  it("may lead below itself where another route answers first", () => {
    expect(faultsOfRoutes(send("a", "/a", `${api}/a/new`), serve("new", "/a/new"))).to.deep.equal([]);
    expect(
      faultsOfRoutes(send("a", "/", `${api}/a`), serve("regex", "/a.*", ", pathType: ImplementationSpecific")),
    ).to.deep.equal([]);
  });

  it("may lead to itself by a method, header or parameter that it does not ask for", () => {
    const post = ", match: { methods: [POST] }";
    expect(faultsOfRoutes(send("a", "/a", `${api}/a", code: "303`, post).replace('"303"', "303"))).to.deep.equal([]);
    expect(faultsOfRoutes(send("a", "/a", `${api}/a", code: "307`, post).replace('"307"', "307"))).to.have.length(1);
    const old = ", match: { headers: [{ name: x-old, exact: '1' }] }";
    const all = serve("all", "/");
    expect(faultsOfRoutes(send("a", "/a", `${api}/b`), send("b", "/b", `${api}/c`, old), all)).to.deep.equal([]);
    // Whoever has the header comes back, and whoever has not does not.
    expect(faultsOfRoutes(send("a", "/a", `${api}/b`), send("b", "/b", `${api}/a`, old), all)).to.deep.equal([
      leads(1, `${api}/a`, 'redirect of route "a"'),
    ]);
  });

  it("is refused where clients take along what each of the routes asks for", () => {
    const old = ", match: { headers: [{ name: x-old, exact: '1' }], query: [{ name: v, prefix: a }] }";
    expect(faultsOfRoutes(send("a", "/a", `${api}/b`, old), send("b", "/b", `${api}/a`, old))).to.deep.equal([
      leads(0, `${api}/b`, 'redirect of route "b"'),
    ]);
  });

  it("is no circle where only a regular expression could tell", () => {
    const regex = serve("regex", "'/a[a-z]*'", ", pathType: ImplementationSpecific");
    expect(faultsOfRoutes(send("a", "/", `${api}/a/b`), regex)).to.deep.equal([]);
  });

  it("is refused beside headers of requests and a preview, which no backend gets", () => {
    const nothing = (what: string) => [
      `redirect: a redirect asks no backend, so ${what} would do nothing\n    Remove it from the route, or remove the redirect.`,
    ];
    expect(faults("redirect: { to: https://b.org }, headers: { request: { remove: [x-a] } }")).to.deep.equal(
      nothing('"headers.request"'),
    );
    expect(faults("redirect: { to: https://b.org }, headers: { response: { remove: [x-a] } }")).to.deep.equal([]);
    const preview =
      "backend: { active: blue, blue: { service: a, port: 80 }, green: { service: b, port: 80 }, preview: { header: x-p, value: a } }";
    expect(
      faultsOfRoutes(`{ name: api, host: api.acme.org, redirect: { to: https://b.org }, ${preview} }`),
    ).to.deep.equal(nothing('"backend.preview"').map((fault) => `tenants[0].routes[0].${fault}`));
  });

  it("is refused beside what is said of a backend that nobody asks", () => {
    expect(faults("redirect: { to: https://b.org }, timeout: 5s, rewrite: { path: /a }")).to.deep.equal([
      'redirect: a redirect asks no backend, so "rewrite", "timeout" would do nothing\n' +
        "    Remove it from the route, or remove the redirect.",
    ]);
  });
});
