import { expect } from "chai";
import fc from "fast-check";
import { spawnSync } from "node:child_process";
import { regexProblem } from "../../plan/regex.ts";

/** Whether Go, whose regular expressions are RE2, reads each of the texts; it is there since the toolchain is built with it. */
function readByGo(texts: readonly string[]): readonly boolean[] {
  const { stdout, stderr, status } = spawnSync("go", ["run", "test/plan/regex/main.go"], {
    input: JSON.stringify(texts),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as readonly boolean[];
}

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
  "a{1001}": "repeats too much: its repetitions come to more than 1000 characters",
  "((a{100}){100})": "repeats too much: its repetitions come to more than 1000 characters",
  "(()){100}(.{90}){3}": "repeats too much: its repetitions come to more than 1000 characters",
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

describe("A regular expression", () => {
  it("is read as RE2 has it", () => {
    for (const text of read) expect(regexProblem(text), text).to.equal(undefined);
    expect(readByGo(read)).to.deep.equal(read.map(() => true));
  });

  for (const [text, problem] of Object.entries(refused)) {
    it(`is refused as ${text}`, () => expect(regexProblem(text)).to.equal(problem));
  }

  it("that is not refused is one that Go reads too", () => {
    const pieces = [
      ...Array.from("ab-^$.*+?|()[]{}\\0,12d:=!<>PimsU/"),
      "(?:",
      "(?i)",
      "(?P<a>",
      "[a-z]",
      "[^/]",
      "{2,3}",
      "{100}",
      "\\d",
    ];
    const texts = fc
      .sample(fc.array(fc.constantFrom(...pieces), { maxLength: 9 }), 40_000)
      .map((each) => each.join(""));
    const accepted = [...new Set(texts)].filter((text) => regexProblem(text) === undefined);
    expect(accepted.length).to.be.above(2000);
    const known = readByGo(accepted);
    expect(accepted.filter((_, at) => known[at] !== true)).to.deep.equal([]);
  }).timeout(60_000);
});
