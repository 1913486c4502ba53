import { expect } from "chai";
import fc from "fast-check";
import { formatQuantity, parseQuantity, sum, times } from "../../../policy/model/quantity.ts";

const equal = (a: unknown, b: unknown) => expect(parseQuantity(a)).to.equal(parseQuantity(b)).and.not.equal(undefined);

/**
 * The slow way: as a fraction of integers, the unit from a table of powers.
 * @returns numerator and denominator
 */
function naive(whole: bigint, decimals: string, unit: string): readonly [bigint, bigint] {
  const powers: Readonly<Record<string, readonly [base: bigint, exponent: number]>> = {
    "": [10n, 0],
    ...{ n: [10n, -9], u: [10n, -6], m: [10n, -3] },
    ...{ k: [10n, 3], M: [10n, 6], G: [10n, 9], T: [10n, 12], P: [10n, 15], E: [10n, 18] },
    ...{ Ki: [2n, 10], Mi: [2n, 20], Gi: [2n, 30], Ti: [2n, 40], Pi: [2n, 50], Ei: [2n, 60] },
  };
  const [base, exponent] = powers[unit] ?? [10n, 0];
  let [numerator, denominator] = [whole, 1n];
  for (const digit of decimals) {
    numerator = numerator * 10n + BigInt(digit);
    denominator *= 10n;
  }
  for (let step = 0; step < Math.abs(exponent); step += 1) {
    if (exponent > 0) numerator *= base;
    else denominator *= base;
  }
  return [numerator, denominator];
}

const units = ["", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"] as const;

/** What people can write, and its value as a fraction. */
const written = fc
  .tuple(fc.bigInt(0n, 10n ** 12n), fc.stringMatching(/^[0-9]{0,9}$/), fc.constantFrom(...units))
  .map(([whole, decimals, unit]) => ({
    text: `${whole}${decimals === "" ? "" : "."}${decimals}${unit}`,
    value: naive(whole, decimals, unit),
  }));

const parsed = (text: unknown): bigint => {
  const amount = parseQuantity(text);
  if (amount === undefined) throw new Error(`${String(text)} is no quantity`);
  return amount;
};

describe("parseQuantity", () => {
  it("knows that one amount has many spellings", () => {
    equal("1", 1);
    equal("+1", 1);
    equal("1.", 1);
    equal("1000m", "1");
    equal("0.5", "500m");
    equal(".5", 0.5);
    equal("1e3", "1k");
    equal("1E3", 1000);
    equal("15e-1", "1500m");
    equal("2e+3", "2k");
    equal(1e21, "1000E");
    equal(1e-7, "100n");
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
      ".",
      "+",
      "m",
      "1 Gi",
      "1gi",
      "1K",
      "1mi",
      "-1",
      "--1",
      "1e",
      "1e3Gi",
      "1GiB",
      "one",
      "1.2.3",
      " 1",
      "1\n",
      null,
      undefined,
      {},
      [1],
      true,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      -1,
    ]) {
      expect(parseQuantity(text), JSON.stringify(text)).to.equal(undefined);
    }
  });

  it("gives the billionths that long division gives, rounded up", () => {
    fc.assert(
      fc.property(written, ({ text, value: [numerator, denominator] }) => {
        const exact = numerator * 10n ** 9n;
        const expected = exact / denominator + (exact % denominator === 0n ? 0n : 1n);
        expect(parseQuantity(text), text).to.equal(expected);
      }),
    );
  });

  it("keeps the order of amounts, whatever their units", () => {
    // Nothing finer than a billionth, where rounding makes equals of what is not.
    const coarse = written.filter(
      ({ value: [numerator, denominator] }) => (numerator * 10n ** 9n) % denominator === 0n,
    );
    fc.assert(
      fc.property(coarse, coarse, (a, b) => {
        const isLess = a.value[0] * b.value[1] < b.value[0] * a.value[1];
        expect(parsed(a.text) < parsed(b.text), `${a.text} < ${b.text}`).to.equal(isLess);
      }),
    );
  });
});

describe("sum", () => {
  it("is that of the parts, however they are grouped and ordered", () => {
    fc.assert(
      fc.property(fc.array(written), fc.array(written), (some, others) => {
        const [a, b] = [some, others].map((list) => list.map(({ text }) => parsed(text)));
        if (a === undefined || b === undefined) throw new Error("two lists were given");
        expect(sum([...a, ...b])).to.equal(sum([sum(b), sum(a)]));
      }),
    );
  });

  it("adds what floating point numbers cannot", () => {
    expect(formatQuantity(sum(["100m", "200m"].map(parsed)))).to.equal("300m");
    expect(sum(["9007199254740993", "1n"].map(parsed))).to.equal(9007199254740993000000001n);
  });

  it("of nothing is nothing", () => {
    expect(sum([])).to.equal(0n);
  });
});

describe("times", () => {
  it("a count is the amount added so many times", () => {
    fc.assert(
      fc.property(written, fc.nat(50), ({ text }, count) => {
        expect(times(parsed(text), count)).to.equal(sum(Array.from({ length: count }, () => parsed(text))));
      }),
    );
  });

  it("a factor with decimals is exact, and rounded up where it leaves a rest", () => {
    expect(formatQuantity(times(parsed("4"), 1.25))).to.equal("5");
    expect(formatQuantity(times(parsed("10Gi"), 1.1))).to.equal("11Gi");
    expect(times(1n, 1.5)).to.equal(2n);
  });

  it("refuses what is no factor", () => {
    for (const factor of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => times(1n, factor)).to.throw(RangeError);
    }
  });
});

describe("formatQuantity", () => {
  it("writes amounts as people do", () => {
    for (const text of ["0", "1", "1500m", "2Gi", "1536Mi", "3Ti", "7", "100u", "1n"]) {
      expect(formatQuantity(parsed(text))).to.equal(text);
    }
  });

  it("writes the same amount", () => {
    fc.assert(
      fc.property(written, ({ text }) => {
        expect(parsed(formatQuantity(parsed(text)))).to.equal(parsed(text));
      }),
    );
  });
});
