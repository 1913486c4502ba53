import { expect } from "chai";
import fc from "fast-check";
import { parseQuantity } from "../../../policy/model/quantity.ts";

const equal = (a: unknown, b: unknown) => expect(parseQuantity(a)).to.equal(parseQuantity(b)).and.not.equal(undefined);

describe("parseQuantity", () => {
  it("knows that one amount has many spellings", () => {
    equal("1", 1);
    equal("1000m", "1");
    equal("0.5", "500m");
    equal("1e3", "1k");
    equal("1E3", 1000);
    equal("1Gi", "1024Mi");
    equal("2048Mi", 2147483648);
    equal("1E", "1000P");
    equal("1Ei", "1024Pi");
    equal("1n", "0.000000001");
  });

  it("tells binary from decimal units", () => {
    const [gi = 0n, g = 0n] = ["1Gi", "1G"].map(parseQuantity);
    expect(gi > g).to.equal(true);
  });

  it("refuses what is no amount", () => {
    for (const text of [
      "",
      "1 Gi",
      "1gi",
      "1K",
      "-1",
      "1GiB",
      "one",
      "1.2.3",
      " 1",
      null,
      undefined,
      {},
      [1],
      Number.NaN,
    ]) {
      expect(parseQuantity(text)).to.equal(undefined);
    }
  });

  it("keeps the order of numbers, scaled by any unit", () => {
    const amount = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(amount, amount, fc.constantFrom("", "m", "k", "M", "Ki", "Mi", "Gi"), (a, b, unit) => {
        const [x = 0n, y = 0n] = [a, b].map((number) => parseQuantity(`${number}${unit}`));
        expect(x < y).to.equal(a < b);
      }),
    );
  });
});
