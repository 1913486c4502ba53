import { expect } from "chai";
import { annotations, faults, faultsOfPath } from "./annotations.ts";

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

  it("is refused beside what is said of a backend that nobody asks", () => {
    expect(faults("redirect: { to: https://b.org }, timeout: 5s, rewrite: { path: /a }")).to.deep.equal([
      'redirect: a redirect asks no backend, so "rewrite", "timeout" would do nothing\n' +
        "    Remove it from the route, or remove the redirect.",
    ]);
  });
});
