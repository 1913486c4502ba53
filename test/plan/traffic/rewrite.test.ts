import { expect } from "chai";
import { annotations, faults, faultsOfPath } from "./annotations.ts";

describe("The rewrite of a route", () => {
  it("replaces a prefix or an exact path by one annotation, and a regular expression by another", () => {
    const rewrite = { path: "/v2" };
    const prefix = { "higress.io/rewrite-path": "/v2" };
    expect(annotations({ rewrite })).to.deep.equal(prefix);
    expect(annotations({ rewrite, pathType: "Exact" })).to.deep.equal(prefix);
    expect(annotations({ rewrite, pathType: "ImplementationSpecific", path: "/api/(.*)" })).to.deep.equal({
      "higress.io/use-regex": "true",
      "higress.io/rewrite-target": "/v2",
    });
  });

  it("tells the backend another host", () => {
    expect(annotations({ rewrite: { host: "orders.example.net" } })).to.deep.equal({
      "higress.io/upstream-vhost": "orders.example.net",
    });
    expect(faults("rewrite: { host: Orders.Example.net }")).to.deep.equal([]);
  });

  for (const [pattern, target] of [
    ["/api/(.*)", "/$1"],
    ["/api/(v1|v2)/(.*)", "/$2/$1"],
    ["/api/(?:v1|v2)/(.*)", "/$1"],
    ["/api/(?P<rest>.*)", "/$1/$0"],
    ["/api/[(]/(.*)", "/$1"],
    [String.raw`/api/\(/(.*)`, "/$1"],
  ] as const) {
    it(`may put ${target} in place of what ${pattern} holds`, () => {
      expect(faultsOfPath(pattern, `rewrite: { path: ${target} }`)).to.deep.equal([]);
    });
  }

  for (const [pattern, target, groups] of [
    ["/api/.*", "/$1", 0],
    ["/api/(v1|v2)", "/$2", 1],
    ["/api/(?:v1|v2)/(.*)", "/$2", 1],
    ["/api/[(a)]", "/$1", 0],
    ["/[[:alpha:](]x", "/$1", 0],
    ["/[[:alpha:])]x(a)", "/$2", 1],
    [String.raw`/api/\(a\)`, "/$1", 0],
  ] as const) {
    it(`is refused where ${pattern} has no group for ${target}`, () => {
      const group = target.slice(2);
      expect(faultsOfPath(pattern, `rewrite: { path: ${target} }`)).to.deep.equal([
        `rewrite.path: "$${group}" needs ${group} groups, and ${JSON.stringify(pattern)} has ${groups}\n` +
          "    Put round brackets around what it is to stand for, or use a lower number.",
      ]);
    });
  }

  it("is refused with a group that no path type but a regular expression has", () => {
    expect(faults("rewrite: { path: /$1 }")).to.deep.equal([
      'rewrite.path: "$1" stands for a group, and path type "Prefix" has none\n' +
        '    Use path type "ImplementationSpecific" with a regular expression, or write the path as it is.',
    ]);
  });

  it("is refused with two digits, of which the second is none of the group's", () => {
    expect(faultsOfPath("/a/(.*)", "rewrite: { path: /$12 }")).to.deep.equal([
      'rewrite.path: "$12" is group 1 with the digit 2 after it, not group 12\n' +
        '    Put another sign between the two: there are no groups beyond "$9".',
    ]);
  });

  const refused: Readonly<Record<string, readonly [string, string]>> = {
    nothing: ["{}", "rewrite: the map changes nothing"],
    "no slash in front": ["{ path: v2 }", 'rewrite.path: "v2" is no path to send'],
    "a query": ["{ path: /v2?a=b }", 'rewrite.path: "/v2?a=b" is no path to send'],
    "a group of letters": ["{ path: /$a }", 'rewrite.path: "/$a" is no path to send'],
    "a backslash": [String.raw`{ path: '/\1' }`, String.raw`rewrite.path: "/\\1" is no path to send`],
    "a line break": ['{ path: "/a\\nb" }', 'rewrite.path: "/a\\nb" is no path to send'],
    "a semicolon": ["{ path: /a;b }", 'rewrite.path: "/a;b" is no path to send'],
    "a slash twice": ["{ path: /a//b }", 'rewrite.path: "/a//b" has "//"'],
    "a wildcard for a host": ["{ host: '*.example.net' }", 'rewrite.host: "*.example.net" has a wildcard'],
    "a host with a scheme": ["{ host: https://a.net }", 'rewrite.host: "https://a.net" is not a host name'],
  };
  for (const [what, [written, begin]] of Object.entries(refused)) {
    it(`is refused with ${what}`, () => {
      expect(faults(`rewrite: ${written}`).map((fault) => fault.slice(0, begin.length))).to.deep.equal([begin]);
    });
  }
});
