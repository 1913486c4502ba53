import { expect } from "chai";
import fc from "fast-check";
import {
  covers,
  enclosing,
  foldHost,
  isPublicSuffix,
  isWildcard,
  isWithin,
  overlaps,
  parentOf,
} from "../../plan/hosts.ts";

/** Two letters and up to three labels, so that hosts meet often and every exact host below them can be listed. */
const labels = fc.array(fc.constantFrom("a", "b"), { minLength: 1, maxLength: 3 });
const hosts = fc.tuple(fc.boolean(), labels).map(([wild, parts]) => (wild ? `*.${parts.join(".")}` : parts.join(".")));

/** Every exact host of up to five labels over the same letters. */
const universe: readonly string[] = ["a", "b"].flatMap(function grow(host: string): string[] {
  return host.length >= 9 ? [host] : [host, ...["a", "b"].flatMap((letter) => grow(`${letter}.${host}`))];
});

const routed = (pattern: string): readonly string[] =>
  universe.filter((host) =>
    pattern.startsWith("*.") ? host !== pattern.slice(2) && host.endsWith(pattern.slice(1)) : host === pattern,
  );

/** What a certificate for the name serves: one label in place of the `*`. */
const served = (name: string): readonly string[] =>
  routed(name).filter((host) => host.split(".").length === name.split(".").length);

describe("foldHost", () => {
  const folded: readonly (readonly [string, string])[] = [
    ["api.example.com", "api.example.com"],
    ["API.Example.COM", "api.example.com"],
    ["*.Example.com", "*.example.com"],
    ["Bücher.example", "xn--bcher-kva.example"],
    ["*.BÜCHER.example", "*.xn--bcher-kva.example"],
    ["XN--BCHER-KVA.example", "xn--bcher-kva.example"],
    ["straße.example", "xn--strae-oqa.example"],
    ["例え.テスト", "xn--r8jz45g.xn--zckzah"],
    ["a。b", "a.b"],
    ["localhost", "localhost"],
    ["1.example", "1.example"],
    ["a-b.c--d.example", "a-b.c--d.example"],
    [`${"x".repeat(63)}.example`, `${"x".repeat(63)}.example`],
  ];
  for (const [text, host] of folded) {
    it(`takes ${JSON.stringify(text)} for ${host}`, () => expect(foldHost(text)).to.equal(host));
  }

  const illegal: Readonly<Record<string, string>> = {
    "": "nothing",
    "*": "every host",
    "*.": "a wildcard of nothing",
    "*.*.example.com": "two wildcards",
    "a.*.example.com": "a wildcard inside",
    "a*.example.com": "part of a label",
    "＊.example.com": "a wide asterisk, which folds to the narrow one",
    "example.com.": "the root's dot",
    ".example.com": "no first label",
    "a..b": "an empty label",
    "example.com:443": "a port",
    "https://example.com": "a scheme",
    "example.com/path": "a path, which would be dropped",
    "example.com?q": "a query, which would be dropped",
    "example.com#f": "a fragment, which would be dropped",
    "a\\b.example": "a backslash, which would be dropped",
    "user@example.com": "a user",
    "a%41.example.com": "an escape, which would be resolved",
    "exa\tmple.com": "a tabulator, which would be dropped",
    " example.com": "a space",
    "exa\u00admple.com": "a soft hyphen, which would be dropped",
    "exa\u200bmple.com": "a zero-width space",
    "a_b.example.com": "an underscore",
    "-a.example.com": "a hyphen in front",
    "a-.example.com": "a hyphen at the end",
    "10.0.0.1": "an IPv4 address",
    "*.10.0.0.1": "a wildcard of an address",
    "１０.0.0.1": "an IPv4 address in wide digits",
    "0x7f.1": "an IPv4 address in hexadecimal",
    "example.1": "a last label of digits",
    "::1": "an IPv6 address",
    "[::1]": "an IPv6 address in brackets",
    "xn--zzzzzz99999.example": "punycode of nothing",
  };
  for (const [text, why] of Object.entries(illegal)) {
    it(`refuses ${JSON.stringify(text)}: ${why}`, () => expect(foldHost(text)).to.equal(undefined));
  }

  it("refuses labels over 63 characters, counted after folding", () => {
    expect(foldHost(`${"x".repeat(64)}.example`)).to.equal(undefined);
    expect(foldHost(`${"ü".repeat(60)}.example`)).to.equal(undefined);
  });

  it("takes 253 characters and no more, the wildcard counted", () => {
    const longest = `${"abcdefghi.".repeat(25)}abc`;
    expect(longest).to.have.length(253);
    expect(foldHost(longest)).to.equal(longest);
    expect(foldHost(`${longest}d`)).to.equal(undefined);
    expect(foldHost(`*.${longest.slice(2)}`)).to.equal(`*.${longest.slice(2)}`);
    expect(foldHost(`*.${longest}`)).to.equal(undefined);
  });

  it("leaves a folded host as it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.string({ unit: "grapheme" }), hosts), (text) => {
        const once = foldHost(text);
        if (once !== undefined) expect(foldHost(once)).to.equal(once);
      }),
    );
  });

  it("takes every domain name of the internet's", () => {
    fc.assert(fc.property(fc.domain(), (text) => foldHost(text) === text.toLowerCase()));
  });
});

describe("hosts as sets", () => {
  it("overlap when some host is routed by both", () => {
    fc.assert(
      fc.property(hosts, hosts, (a, b) => {
        const both = routed(a).filter((host) => routed(b).includes(host));
        expect(overlaps(a, b)).to.equal(both.length > 0);
      }),
    );
  });

  it("overlap both ways or not at all", () => {
    fc.assert(fc.property(hosts, hosts, (a, b) => overlaps(a, b) === overlaps(b, a)));
  });

  it("are enclosed by exactly the patterns that route all of theirs", () => {
    fc.assert(
      fc.property(hosts, hosts, (host, pattern) => {
        const within = routed(host).every((each) => routed(pattern).includes(each));
        expect(enclosing(host).includes(pattern)).to.equal(within);
      }),
    );
  });

  it("are enclosed by no more patterns than they have labels", () => {
    fc.assert(fc.property(hosts, (host) => enclosing(host).length <= host.split(".").length));
  });

  it("list what encloses them from narrow to wide, themselves first", () => {
    expect(enclosing("a.b.c")).to.deep.equal(["a.b.c", "*.b.c", "*.c"]);
    expect(enclosing("*.b.c")).to.deep.equal(["*.b.c", "*.c"]);
    expect(enclosing("c")).to.deep.equal(["c"]);
  });

  it("are covered by a certificate that serves all that a client may take for them", () => {
    fc.assert(
      fc.property(hosts, hosts, (name, host) => {
        const wanted = isWildcard(host) ? name === host : served(name).includes(host);
        expect(covers(name, host)).to.equal(wanted);
      }),
    );
  });

  it("overlap whatever covers them", () => {
    fc.assert(
      fc.property(hosts, hosts, (name, host) => {
        fc.pre(covers(name, host));
        return overlaps(name, host);
      }),
    );
  });

  it("know the label rule of certificates from the routing rule", () => {
    expect(overlaps("*.aigw.example.com", "app.acme.aigw.example.com")).to.equal(true);
    expect(covers("*.aigw.example.com", "app.acme.aigw.example.com")).to.equal(false);
    expect(covers("*.acme.aigw.example.com", "app.acme.aigw.example.com")).to.equal(true);
    expect(covers("*.example.com", "example.com")).to.equal(false);
    expect(covers("*.localhost", "localhost")).to.equal(false);
    expect(covers("app.example.com", "*.example.com")).to.equal(false);
    expect(covers("*.example.com", "*.a.example.com")).to.equal(false);
  });

  it("are within a domain at a dot only", () => {
    expect(isWithin("example.com", "example.com")).to.equal(true);
    expect(isWithin("a.example.com", "example.com")).to.equal(true);
    expect(isWithin("notexample.com", "example.com")).to.equal(false);
    expect(isWithin("com", "example.com")).to.equal(false);
  });

  it("have a parent without their first label", () => {
    expect(parentOf("a.b.c")).to.equal("b.c");
    expect(parentOf("*.b.c")).to.equal("b.c");
    expect(parentOf("c")).to.equal("");
  });
});

describe("isPublicSuffix", () => {
  for (const host of [
    "com",
    "com.cn",
    "co.uk",
    "github.io",
    "s3.amazonaws.com",
    "kawasaki.jp",
    "xn--55qx5d.cn",
    "corp",
  ]) {
    it(`says so of ${host}, wildcard or not`, () => {
      expect(isPublicSuffix(host)).to.equal(true);
      expect(isPublicSuffix(`*.${host}`)).to.equal(true);
    });
  }
  for (const host of ["example.com", "example.com.cn", "acme.github.io", "city.kawasaki.jp", "aigw.corp", "www.ck"]) {
    it(`denies it of ${host}`, () => {
      expect(isPublicSuffix(host)).to.equal(false);
      expect(isPublicSuffix(`*.${host}`)).to.equal(false);
    });
  }
});
