import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { expect } from "chai";
import { rules } from "../../policy/rules.ts";
import type { Sketch } from "./harness.ts";
import { judge, resource } from "./harness.ts";
import { mutations } from "./mutations.ts";
import { mutations2 } from "./mutations-2.ts";
import { facts, world } from "./world.ts";

const folder = new URL("../../policy/rules/", import.meta.url);

/** Ids of the rules that find something, each once. */
function fired(sketches: readonly Sketch[]): readonly string[] {
  const resources = sketches.map(resource);
  return rules.filter((rule) => (judge(rule, resources, facts()) ?? []).length > 0).map(({ id }) => id);
}

describe("the list of rules", () => {
  it("is the folder", () => {
    const files = readdirSync(folder).map((name) => basename(name, ".ts"));
    expect(rules.map(({ id }) => id)).to.have.members(files);
  });

  it("is in the order of the catalogue", () => {
    const numbers = rules.map(({ number }) => number);
    expect(numbers).to.deep.equal(numbers.toSorted((a, b) => a - b));
  });

  it("finds nothing in a lawful world", () => {
    expect(fired(world())).to.deep.equal([]);
  });
});

describe("a mutation of the lawful world", () => {
  for (const [id, mutate] of Object.entries({ ...mutations, ...mutations2 })) {
    it(`is noticed by ${id} and nobody else`, () => {
      expect(fired(mutate(world()))).to.deep.equal([id]);
    });
  }
});
