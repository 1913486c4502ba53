import { expect } from "chai";
import { dark, light, styleSheet } from "../../../tools/picture/style.ts";

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].toSorted((left, right) => left - right);
  return (lighter + 0.05) / (darker + 0.05);
}

describe("the colours of a picture", () => {
  for (const [name, { ground, surface, text, muted, kinds }] of Object.entries({ light, dark })) {
    // WCAG 2.2, 1.4.3 and 1.4.11.
    it(`stand out from a ${name} ground: texts 4.5 times, borders 3 times`, () => {
      for (const behind of [ground, surface]) {
        for (const each of [text, muted]) expect(contrast(each, behind), each).to.be.at.least(4.5);
        for (const each of Object.values(kinds)) expect(contrast(each, behind), each).to.be.at.least(3);
      }
    });
  }

  it("are not all that tells kinds apart: each has a border of its own", () => {
    const borders = [...styleSheet.matchAll(/\.(\w+)>\.shape\{(stroke-width[^}]*)\}/g)].map(([, kind, border]) => [
      kind,
      border,
    ]);
    expect(borders.map(([kind]) => kind)).to.deep.equal(Object.keys(light.kinds));
    expect(new Set(borders.map(([, border]) => border)).size).to.equal(borders.length);
  });
});
