import { expect } from "chai";
import fc from "fast-check";
import { spawnSync } from "node:child_process";
import { readRegex } from "../../plan/regex.ts";

/** How many groups Go, whose regular expressions are RE2, finds in each; it is there since the toolchain is built with it. */
function groupsByGo(texts: readonly string[]): readonly number[] {
  const { stdout, stderr, status } = spawnSync("go", ["run", "test/plan/regex/main.go"], {
    input: JSON.stringify(texts),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as readonly number[];
}

const groupsOf = (text: string): number | undefined => {
  const read = readRegex(text);
  return "problem" in read ? undefined : read.groups;
};

const read = [
  "/(v1|v2)/a",
  "/(?i)a",
  "/(?P<id>\\d+)/(?P<rest>.*)",
  "(?i:a)b",
  "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
  "^/a$",
  "a??b*?c+?",
  "[^/]+",
  "[a\\-z_.-]",
  "[[:alpha:]_][[:^digit:]\\d\\]]",
  "\\.\\/\\\\\\x3b",
  "(|a)()",
  "a|",
  "\\bword\\b",
  "[-a][^-a]",
  "a{0}b{2,}c{3,4}",
];

const refused: Readonly<Record<string, string>> = {
  "/(a": 'opens a "(" that it does not close',
  "/a)": 'has a ")" that nothing opens',
  "/[a": 'opens a "[" that it does not close, or has a "[" or "-" in it without "\\" before',
  "[a-b-c]": 'opens a "[" that it does not close, or has a "[" or "-" in it without "\\" before',
  "[]a]": 'has "[]", which names no character',
  "[z-a]": 'has "z-a", which is no range',
  "[\\d-z]": 'has "\\\\d-z", which is no range',
  "*a": 'repeats nothing with "*"',
  "a|+": 'repeats nothing with "+"',
  "a**": 'repeats nothing with "*"',
  "^*": 'repeats nothing with "*"',
  "a{3}{2}": 'repeats nothing with "{2}"',
  "a{3,2}": 'has "{3,2}", which asks for more than it allows',
  "a{1001}": "repeats something 1001 times, nested repetitions multiplied, and RE2 does so 1000 times at most",
  "a{1001,}": "repeats something 1001 times, nested repetitions multiplied, and RE2 does so 1000 times at most",
  "((a{100}){100})": "repeats something 10000 times, nested repetitions multiplied, and RE2 does so 1000 times at most",
  "((a{40})*b{2}){30}":
    "repeats something 1200 times, nested repetitions multiplied, and RE2 does so 1000 times at most",
  "(((a){100}){11})": "repeats something 1100 times, nested repetitions multiplied, and RE2 does so 1000 times at most",
  "a(?=b)": "looks ahead or behind, which RE2 cannot",
  "(?<!a)b": "looks ahead or behind, which RE2 cannot",
  "(a)\\1": "refers back to a group, which RE2 cannot",
  "\\k<a>": "refers back to a group, which RE2 cannot",
  "(?P<a>b)(?P<a>c)": 'has two groups named "a"',
  "(?<a>b)": 'has "(?<", which is no plain character and no sign that is meant',
  "(?>a)": 'has "(?>", which is no plain character and no sign that is meant',
  "a\\": 'ends with "\\"',
  "\\pL": 'has "\\\\p", which is no plain character and no sign that is meant',
  "\\Qa": 'has "\\\\Q", which is no plain character and no sign that is meant',
  "/{id}": 'has "{", which is no plain character and no sign that is meant',
  "a]": 'has "]", which is no plain character and no sign that is meant',
};

/** Instructions of RE2's program for each in UTF-8 (Python's google-re2, `programsize`); where bytes are read, as Envoy 1.40 does, there are fewer. */
const measured: Readonly<Record<string, number>> = {
  "/a": 6,
  "/[^/]{1,128}/x": 1158,
  "a{1000}": 1004,
  "(a{0,10}){100}": 2204,
  "[a-z]{1000}": 1004,
  "[A-Za-z0-9_-]{1,1000}": 5003,
  "(()){900}": 3604,
  "(^){1000}": 3004,
  "\\W{20}": 224,
  "(?i)\\W{20}": 544,
  "(?i:k){1000}": 4004,
  "(?i)[^acegikmoqsuwy]{100}": 3704,
  "(?i)[\\xb0-\\xff]{100}": 1504,
};

describe("A regular expression", () => {
  it("is read as RE2 has it", () => {
    expect(groupsByGo(read)).to.deep.equal(read.map(groupsOf));
  });

  it("may repeat a thing as often as RE2 does, and as much as Envoy has room for", () => {
    for (const text of [
      "[^/]{1,128}",
      "[^/]{1000}",
      "(a{10}){100}",
      "(a{1000})*(b{1000})+",
      "a{0}",
      "(a{1000}){0,1}",
    ]) {
      expect(groupsOf(text), text).to.equal(groupsByGo([text])[0]);
    }
    // Go, where nothing is said of sizes, goes by the same 1000.
    expect(groupsByGo(["a{1001}", "(a{100}){11}", "((a{40})*b{2}){30}"])).to.deep.equal([-1, -1, -1]);
  }).timeout(60_000);

  it("is not so large that Envoy refuses it", () => {
    const problem = (text: string) => readRegex(text);
    expect(problem("([^/]{1,100}/){10}([^/]{1,500})")).to.deep.equal({
      problem: "becomes a program of about 27058 steps, and Envoy may refuse those of more than 20000",
      remedy: 'Write lower numbers in braces: "." and "[^…]" have some ten steps, as often as they are repeated.',
    });
    // What has no character in it has steps all the same.
    expect(problem(`/${"(()()()()()()()())".repeat(20)}{100}`)).to.deep.equal({
      groups: 180,
      hasOpenAlternatives: false,
    });
    expect(problem(`/(${"()".repeat(200)}){100}`)).to.have.property("problem");
  });

  for (const [text, steps] of Object.entries(measured)) {
    it(`is held to be no smaller than RE2 makes it: ${text}`, () => {
      // As often again as 20 000 has room for by RE2's count, and it is refused.
      const often = Math.ceil(20_000 / (steps - 4)) + 1;
      const many = text.replace(/^\(\?i\)/, "");
      const flag = text === many ? "" : "(?i)";
      expect(readRegex(`${flag}${`(?:${many})`.repeat(often)}`)).to.have.property("problem");
      expect(readRegex(text)).not.to.have.property("problem");
    });
  }

  for (const [text, has] of [
    ["a|b", true],
    ["(a|b)", false],
    ["(a)|b", true],
    ["[|]", false],
    ["\\|", false],
    ["[[:alpha:]|]x", false],
    ["/[[:alpha:](]x|y[[:alpha:])]", true],
    ["(?:a|(b|c))d", false],
  ] as const) {
    it(`${has ? "has" : "has no"} alternatives outside of groups: ${text}`, () => {
      expect(readRegex(text)).to.have.property("hasOpenAlternatives", has);
    });
  }

  for (const [text, problem] of Object.entries(refused)) {
    it(`is refused as ${text}`, () => expect(readRegex(text)).to.have.property("problem", problem));
  }

  it("that is not refused is one that Go reads too, with as many groups", () => {
    const pieces = [
      ...Array.from("ab-^$.*+?|()[]{}\\0,12d:=!<>PimsU/"),
      "(?:",
      "(?i)",
      "(?P<a>",
      "[a-z]",
      "[^/]",
      "[[:alpha:](]",
      "[\\](]",
      "{2,3}",
      "{100}",
      "\\d",
    ];
    const texts = fc
      .sample(fc.array(fc.constantFrom(...pieces), { maxLength: 9 }), 40_000)
      .map((each) => each.join(""));
    const accepted = [...new Set(texts)].filter((text) => groupsOf(text) !== undefined);
    expect(accepted.length).to.be.above(2000);
    const known = groupsByGo(accepted);
    expect(accepted.filter((text, at) => known[at] !== groupsOf(text))).to.deep.equal([]);
  }).timeout(60_000);
});
