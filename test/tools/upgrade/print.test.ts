import { expect } from "chai";
import fc from "fast-check";
import type { GroupedField, Section } from "../../../tools/upgrade/group.ts";
import { printSections, whereOf, wrapped, type Paint } from "../../../tools/upgrade/print.ts";

const plain: Paint = (_, line) => line;

const tenants = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `team-${index}`);

const section = (...fields: readonly GroupedField[]): Section => ({
  ids: ["acme"],
  shared: [],
  objects: [{ what: "changed", kind: "Deployment", name: "gateway", apiVersion: "apps/v1", fields }],
});

const lines = (...fields: readonly GroupedField[]): readonly string[] =>
  printSections([section(...fields)], ["acme"], plain).slice(2, -1);

describe("where something changes", () => {
  it("is one name, all, some by name, or all but a few", () => {
    expect(whereOf(["acme"], ["acme"])).to.equal("acme");
    expect(whereOf(tenants(100), tenants(100))).to.equal("all 100 installations");
    expect(whereOf(["team-1", "team-3"], tenants(5))).to.equal("2 of 5 installations (team-1, team-3)");
    expect(whereOf(tenants(98), tenants(100))).to.equal("98 of 100 installations (all but team-98, team-99)");
  });
});

describe("a printed change", () => {
  it("has its object, its path, and both values", () => {
    expect(printSections([section({ path: "spec.replicas", before: "1", after: "2" })], ["acme"], plain)).to.deep.equal(
      ["In acme:", "  ~ Deployment gateway (apps/v1)", "      spec.replicas: 1 → 2", ""],
    );
  });

  it("has one value where the field came or went", () => {
    expect(lines({ path: "a", after: '"x"' }, { path: "b", before: '"y"' })).to.deep.equal([
      '      a: + "x"',
      '      b: - "y"',
    ]);
  });

  it("says that a value is another one where neither may be seen", () => {
    const hidden = "(not shown: a private key)";
    expect(lines({ path: "a", before: hidden, after: hidden })).to.deep.equal([`      a: another value ${hidden}`]);
  });

  it("says in how many ways it differs", () => {
    expect(lines({ path: "a", before: "1", after: "2", ways: 100 })).to.deep.equal([
      "      a: 1 → 2  (100 different ways, for example)",
    ]);
  });

  it("shows of long values what is around the first difference", () => {
    const [before, after] = [`"${"x".repeat(500)}old${"y".repeat(500)}"`, `"${"x".repeat(500)}new${"y".repeat(500)}"`];
    const [, old, new_] = lines({ path: "a", before, after });
    expect(old).to.equal(`        - …${"x".repeat(30)}old${"y".repeat(67)}… (1005 characters)`);
    expect(new_).to.equal(`        + …${"x".repeat(30)}new${"y".repeat(67)}… (1005 characters)`);
  });

  it("marks objects that come and go", () => {
    const objects = (["added", "removed"] as const).flatMap((what) =>
      section().objects.map((object) => ({ ...object, what })),
    );
    expect(printSections([{ ...section(), objects }], ["acme"], plain).slice(1, -1)).to.deep.equal([
      "  + Deployment gateway (apps/v1), added",
      "  - Deployment gateway (apps/v1), removed",
    ]);
  });

  it("is painted by what it is", () => {
    const marks: string[] = [];
    printSections([section({ path: "a", after: "1" })], ["acme"], (mark, line) => {
      marks.push(`${mark}${line.trim()}`);
      return line;
    });
    expect(marks).to.deep.equal(["~~ Deployment gateway (apps/v1)", "+a: + 1"]);
  });
});

describe("wrapped text", () => {
  it("keeps all words in their order, and lines in the width unless a word is longer", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,40}$/), { minLength: 1, maxLength: 60 }), (words) => {
        const found = wrapped(words.join(" "), "  ");
        expect(found.join(" ").split(/\s+/).filter(Boolean)).to.deep.equal(words);
        for (const line of found) expect(line.length).to.be.at.most(120);
      }),
    );
  });
});
