import { expect } from "chai";
import fc from "fast-check";
import { coveredFamily } from "../../../policy/model/open.ts";

const blocks = (...cidrs: readonly string[]) => cidrs.map((cidr) => ({ cidr }));

/** Splits a block of the small IPv4 network into two halves, again and again, as the numbers say. */
function split(cuts: readonly number[]): readonly string[] {
  const parts = [{ address: 0, bits: 0 }];
  for (const cut of cuts) {
    const [part = { address: 0, bits: 0 }] = parts.splice(cut % parts.length, 1);
    const bits = part.bits + 1;
    parts.push({ address: part.address, bits }, { address: part.address + 2 ** (32 - bits), bits });
  }
  const dotted = (address: number) => [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
  return parts.map(({ address, bits }) => `${dotted(address)}/${bits}`);
}

const cuts = fc.array(fc.nat(), { maxLength: 20 });

describe("address blocks", () => {
  it("cover a family in whichever pieces, and in any order", () => {
    fc.assert(
      fc.property(cuts, fc.nat(), (numbers, turn) => {
        const pieces = split(numbers);
        const turned = [...pieces.slice(turn % pieces.length), ...pieces.slice(0, turn % pieces.length)];
        expect(coveredFamily(blocks(...turned))).to.equal("IPv4");
      }),
    );
  });

  it("do not cover it when any piece is missing", () => {
    fc.assert(
      fc.property(cuts, fc.nat(), (numbers, gap) => {
        const pieces = split(numbers);
        expect(coveredFamily(blocks(...pieces.toSpliced(gap % pieces.length, 1)))).to.equal(undefined);
      }),
    );
  });

  it("of the two families do not add up", () => {
    expect(coveredFamily(blocks("::/0"))).to.equal("IPv6");
    expect(coveredFamily(blocks("0.0.0.0/1", "8000::/1"))).to.equal(undefined);
  });

  it("count from their network address, and not when something is excepted or illegible", () => {
    expect(coveredFamily(blocks("10.1.2.3/0"))).to.equal("IPv4");
    expect(coveredFamily([{ cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] }])).to.equal(undefined);
    expect(coveredFamily([...blocks("everywhere"), null, {}])).to.equal(undefined);
  });
});
