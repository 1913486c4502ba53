import { expect } from "chai";
import fc from "fast-check";
import { concerns } from "../../../plan/traffic/table.ts";
import type { Traffic } from "../../../plan/model/traffic.ts";
import { isRead } from "../../../policy/model/annotations.ts";
import { traffic } from "../whole-traffic.ts";
import { annotations } from "./annotations.ts";

const table = Object.entries(concerns);
const matches = (key: string, pattern: string): boolean =>
  pattern.endsWith("*") ? key.startsWith(pattern.slice(0, -1)) && key.length >= pattern.length : key === pattern;

/** Any choice of concerns at once. */
const some = fc
  .subarray(Object.keys(concerns) as (keyof Traffic)[])
  .map((fields): Traffic => Object.fromEntries(fields.map((field) => [field, traffic[field]])));

describe("The table of traffic", () => {
  it("has no key that two concerns write", () => {
    const keys = table.flatMap(([field, { keys: own }]) => own.map((key) => [key, field] as const));
    const shared = keys.filter(([key, field]) =>
      keys.some(([other, elsewhere]) => elsewhere !== field && (matches(key, other) || matches(other, key))),
    );
    expect(shared).to.deep.equal([]);
    for (const [, { keys: own }] of table) expect(own).to.have.lengthOf(new Set(own).size).and.not.be.empty;
  });

  it("has keys only that Higress reads", () => {
    for (const [field, { keys }] of table) {
      for (const key of keys)
        expect(isRead({ prefix: "higress.io", key: key.replace("*", "x"), path: "" }), `${field} ${key}`).to.equal(
          true,
        );
    }
  });

  for (const [field, { keys }] of table) {
    it(`writes each key of ${field} when everything of it is said, and no other`, () => {
      const written = Object.keys(annotations({ [field]: traffic[field as keyof Traffic] }));
      expect(written).not.to.be.empty;
      for (const key of written) {
        expect(
          keys.some((pattern) => `higress.io/${pattern}` === key || matches(key.replace("higress.io/", ""), pattern)),
          key,
        ).to.equal(true);
      }
      for (const pattern of keys) {
        expect(
          written.some((key) => matches(key.replace("higress.io/", ""), pattern)),
          pattern,
        ).to.equal(true);
      }
    });
  }

  it("adds up: what several concerns say together is what each says alone", () => {
    fc.assert(
      fc.property(some, (chosen) => {
        const alone = Object.entries(chosen).map(([field, value]) => annotations({ [field]: value as unknown }));
        expect(annotations(chosen)).to.deep.equal(Object.assign({}, ...alone));
      }),
    );
  });
});
