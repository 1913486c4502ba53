import { expect } from "chai";
import { annotations, faults } from "./annotations.ts";

const faultsOf = (match: string): readonly string[] => faults(`match: ${match}`);
const remedy = {
  name: 'Use a name of at most 43 letters, digits, ".", "_" and "-", with a letter or digit at the end, and without "match-".',
  value: "Write 1 to 200 characters of printable ASCII, without spaces at the ends.",
};

describe("What a route matches", () => {
  it("is told one annotation per condition, and methods in one", () => {
    expect(
      annotations({
        match: {
          methods: ["GET", "POST"],
          headers: [
            { name: "x-a", exact: "1" },
            { name: "x-b", prefix: "v" },
            { name: "x-c", regex: "a|b" },
          ],
          query: [
            { name: "A", exact: "1" },
            { name: "b", prefix: "v" },
            { name: "c", regex: "[0-9]+" },
          ],
          ignorePathCase: true,
        },
      }),
    ).to.deep.equal({
      "higress.io/match-method": "GET POST",
      "higress.io/exact-match-header-x-a": "1",
      "higress.io/prefix-match-header-x-b": "v",
      "higress.io/regex-match-header-x-c": "a|b",
      "higress.io/exact-match-query-A": "1",
      "higress.io/prefix-match-query-b": "v",
      "higress.io/regex-match-query-c": "[0-9]+",
      "higress.io/ignore-path-case": "true",
    });
    expect(annotations({ match: { ignorePathCase: false } })).to.deep.equal({});
  });

  for (const match of [
    "{ methods: [GET, GET] }",
    "{ headers: [{ name: X-Version, exact: v2 }] }",
    `{ headers: [{ name: ${"x".repeat(43)}, regex: '.*' }] }`,
    "{ query: [{ name: page, exact: '1' }, { name: Page, exact: '1' }] }",
    "{ query: [{ name: _id, regex: '\\x3b\\x24' }] }",
    "{ headers: [{ name: x-a, regex: '[^/]{1,128}' }] }",
  ]) {
    it(`may be ${match}`, () => expect(faultsOf(match)).to.deep.equal([]));
  }

  const refused: Readonly<Record<string, readonly [string, string]>> = {
    "with nothing in it": [
      "{}",
      "match: the map asks for nothing\n    Name methods, headers or query, or leave this out.",
    ],
    "with no method": [
      "{ methods: [] }",
      "match.methods: the list is empty\n    Name a method, or leave the list out for all.",
    ],
    "with a method in lower case": [
      "{ methods: [get] }",
      'match.methods[0]: "get" is not one of the choices\n    Did you mean "GET"? Write "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE" or "PATCH".',
    ],
    "with CONNECT, which Envoy never holds against a path": [
      "{ methods: [CONNECT] }",
      'match.methods[0]: "CONNECT" is not one of the choices\n    Write "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE" or "PATCH".',
    ],
    "with no header": [
      "{ headers: [] }",
      "match.headers: the list is empty\n    Name what is compared, or leave the list out.",
    ],
    "by two comparisons at once": [
      "{ headers: [{ name: x-a, exact: a, prefix: b }] }",
      "match.headers[0]: the map does not name exactly one comparison\n    Give exact, prefix or regex.",
    ],
    "by no comparison": [
      "{ headers: [{ name: x-a }] }",
      "match.headers[0]: the map does not name exactly one comparison\n    Give exact, prefix or regex.",
    ],
    "by a header twice": [
      "{ headers: [{ name: x-a, exact: a }, { name: X-A, prefix: b }] }",
      'match.headers[1].name: "X-A" is compared twice, and the controller keeps one of the two\n    Put both into one regular expression.',
    ],
    "by the host as a header": [
      "{ headers: [{ name: Host, exact: a }] }",
      'match.headers[0].name: "Host" is the route\'s own host\n    Say it as `host` of the route; another host is another route.',
    ],
    "by the host as HTTP/2 has it": [
      "{ headers: [{ name: ':authority', exact: a }] }",
      'match.headers[0].name: ":authority" is the route\'s own host\n    Say it as `host` of the route; another host is another route.',
    ],
    "by the path as a header": [
      "{ headers: [{ name: ':path', prefix: /a }] }",
      'match.headers[0].name: ":path" is the route\'s own path\n    Say it as `path` of the route, and parameters under match.query.',
    ],
    "by the method as a header": [
      "{ headers: [{ name: ':method', exact: GET }] }",
      'match.headers[0].name: ":method" is the method\n    Say it under match.methods.',
    ],
    "by a header that frames the message": [
      "{ headers: [{ name: Content-Length, exact: '0' }] }",
      'match.headers[0].name: "Content-Length" belongs to the message itself and cannot be compared\n    Remove it.',
    ],
    "by a value that carries credentials": [
      "{ headers: [{ name: x-a, exact: Bearer hunter2 }] }",
      "match.headers[0].exact: the value (not shown) carries credentials, and this file is no place for them\n    Have credentials judged by a plugin.",
    ],
    "by a header whose name makes too long a key": [
      `{ headers: [{ name: ${"x".repeat(44)}, exact: a }] }`,
      `match.headers[0].name: "${"x".repeat(44)}" cannot be compared: the controller has it from the key of an annotation\n    ${remedy.name}`,
    ],
    "by a header that the controller would take for a parameter": [
      "{ headers: [{ name: x-match-query-a, exact: a }] }",
      `match.headers[0].name: "x-match-query-a" cannot be compared: the controller has it from the key of an annotation\n    ${remedy.name}`,
    ],
    "by a parameter that no key can hold": [
      "{ query: [{ name: 'a[]', exact: a }] }",
      `match.query[0].name: "a[]" cannot be compared: the controller has it from the key of an annotation\n    ${remedy.name}`,
    ],
    "by an empty value": [
      "{ query: [{ name: a, prefix: '' }] }",
      `match.query[0].prefix: "" is no value to compare with\n    ${remedy.value}`,
    ],
    "by a semicolon": [
      "{ query: [{ name: a, exact: 'b;c' }] }",
      'match.query[0].exact: "b;c" has ";", which annotations of an Ingress may not have\n    In a regular expression write "\\\\x3b" for it.',
    ],
    "by a template": [
      "{ query: [{ name: a, exact: '${secret.a/b.c}' }] }",
      'match.query[0].exact: "${secret.a/b.c}" has "${", by which the controller reads Secrets\n    In a regular expression write "\\\\x24" for the sign.',
    ],
    "by an expression that Envoy cannot read": [
      "{ headers: [{ name: x-a, regex: 'a(?!b)' }] }",
      'match.headers[0].regex: "a(?!b)" is no regular expression that Envoy can read: it looks ahead or behind, which RE2 cannot\n    Balance its brackets, and leave out lookaround and backreferences: Envoy reads RE2.',
    ],
    "by an expression that RE2 finds to repeat too often": [
      "{ query: [{ name: a, regex: '([0-9]{40}-?){30}' }] }",
      'match.query[0].regex: "([0-9]{40}-?){30}" is no regular expression that Envoy can read: it repeats something 1200 times, nested repetitions multiplied, and RE2 does so 1000 times at most\n    Write lower numbers in braces, or "*" and "+", which count nothing.',
    ],
    "without the method by which browsers ask first": [
      "{ methods: [GET] }, cors: { origins: ['https://a.example.com'] }",
      "match.methods: leaves out OPTIONS, by which browsers ask before they call from another origin\n    Add OPTIONS, or remove cors.",
    ],
    "regardless of case in an expression": [
      '{ ignorePathCase: true }, path: "/[a-z]+", pathType: ImplementationSpecific',
      'match.ignorePathCase: has no effect on a path that is a regular expression\n    Remove it, and begin the path with "/(?i)".',
    ],
  };
  for (const [what, [match, told]] of Object.entries(refused)) {
    it(`is refused ${what}`, () => expect(faultsOf(match)).to.deep.equal([told]));
  }

  for (const name of ["Authorization", "Cookie", "x-api-key", "x-auth-key", "x-jwt"]) {
    it(`is refused by header ${name}, without its value`, () => {
      const [told = "", ...more] = faultsOf(`{ headers: [{ name: ${name}, exact: hunter2 }] }`);
      expect(more).to.deep.equal([]);
      expect(told).to.contain("carries credentials or cookies").and.not.contain("hunter2");
    });
  }
});
