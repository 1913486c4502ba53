import { expect } from "chai";
import { elsewhere, refused } from "../../../plan/traffic/others.ts";
import { concerns } from "../../../plan/traffic/table.ts";
import { readKeys } from "../../../policy/model/annotations.ts";
import { planObjects, planned } from "../planned.ts";
import { fleet } from "../whole.ts";

const fits = (key: string, pattern: string): boolean =>
  pattern.endsWith("*") ? key.startsWith(pattern.slice(0, -1)) : key === pattern;

/** Read as well, and refused by the pack wherever they stand (ingress-annotation-allowlist). */
const refusedByPack = ["mirror-target-fqdn", "mirror-target-fqdn-port"];

/** Keys under Higress's prefix on any Ingress of a fleet that says everything. */
const written = [
  ...new Set(
    planObjects(planned(fleet))
      .filter(({ kind }) => kind === "Ingress")
      .flatMap(({ metadata }) => Object.keys(metadata.annotations ?? {}))
      .filter((name) => name.startsWith("higress.io/"))
      .map((name) => name.replace("higress.io/", "")),
  ),
];
const isWritten = (pattern: string): boolean => written.some((key) => fits(key, pattern));

describe("Every annotation that Higress reads", () => {
  for (const key of readKeys) {
    const reason = refused[key];
    it(`${key} is ${reason === undefined ? "written for some setting" : "refused with a reason"}`, () => {
      expect(isWritten(key)).to.equal(reason === undefined);
      if (reason !== undefined) expect(reason).to.match(/^[A-Z].{20,}\.$|^Does the same as .*\.$/);
    });
  }

  it("has one place: a concern of traffic, another setting, or the list of the refused", () => {
    const places = readKeys.map((key) => [
      ...Object.values(concerns).filter(({ keys }) => keys.includes(key)),
      ...(key in elsewhere ? ["elsewhere"] : []),
      ...(key in refused ? ["refused"] : []),
    ]);
    expect(readKeys.filter((_, at) => places[at]?.length !== 1)).to.deep.equal([]);
  });

  it("and no other is spoken of", () => {
    const told = [
      ...Object.values(concerns).flatMap(({ keys }) => keys),
      ...Object.keys(elsewhere),
      ...Object.keys(refused),
    ];
    expect(told.filter((key) => !readKeys.includes(key))).to.deep.equal(refusedByPack);
    expect(written.filter((key) => !readKeys.some((pattern) => fits(key, pattern)))).to.deep.equal([]);
  });
});
