import { expect } from "chai";
import fc from "fast-check";
import type { Route } from "../../../plan/model.ts";
import type { Traffic } from "../../../plan/model/traffic.ts";
import { concerns } from "../../../plan/traffic/table.ts";
import { isRead } from "../../../policy/model/annotations.ts";
import { samples } from "../whole-traffic.ts";
import { annotations } from "./annotations.ts";

const table = Object.entries(concerns) as (readonly [keyof Traffic, { readonly keys: readonly string[] }])[];
const matches = (key: string, pattern: string): boolean =>
  pattern.endsWith("*") ? key.startsWith(pattern.slice(0, -1)) && key.length >= pattern.length : key === pattern;

/** What each sample of a concern adds to the annotations of its route, without the prefix. */
const written = (field: keyof Traffic): readonly string[] =>
  samples[field].flatMap(({ read, beside }) => {
    const others = Object.keys(annotations(beside?.read ?? {}));
    return Object.keys(annotations({ ...beside?.read, [field]: read }))
      .filter((key) => !others.includes(key))
      .map((key) => key.replace("higress.io/", ""));
  });

/** Any choice of concerns at once, each with its first sample. */
const some: fc.Arbitrary<Partial<Route>> = fc
  .subarray(table.map(([field]) => field))
  .map((fields) => Object.fromEntries(fields.map((field) => [field, samples[field][0]?.read])));

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
      const given = written(field);
      expect(given).not.to.be.empty;
      for (const key of given)
        expect(
          keys.some((pattern) => matches(key, pattern)),
          key,
        ).to.equal(true);
      for (const pattern of keys)
        expect(
          given.some((key) => matches(key, pattern)),
          pattern,
        ).to.equal(true);
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
