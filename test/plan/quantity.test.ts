import { expect } from "chai";
import fc from "fast-check";
import { formatCpu, formatMemory, parseQuantity } from "../../plan/quantity.ts";

describe("parseQuantity", () => {
  const read: readonly (readonly [string, bigint])[] = [
    ["0", 0n],
    ["1", 1_000n],
    ["100m", 100n],
    ["1500m", 1_500n],
    ["0.5", 500n],
    ["1.25", 1_250n],
    ["0.001", 1n],
    ["2k", 2_000_000n],
    ["1M", 1_000_000_000n],
    ["1G", 1_000_000_000_000n],
    ["1T", 1_000_000_000_000_000n],
    ["1P", 1_000_000_000_000_000_000n],
    ["1Ki", 1_024_000n],
    ["256Mi", 268_435_456_000n],
    ["1Gi", 1_073_741_824_000n],
    ["1.5Gi", 1_610_612_736_000n],
    ["1Ti", 1_099_511_627_776_000n],
    ["1Pi", 1_125_899_906_842_624_000n],
    ["007", 7_000n],
  ];
  for (const [text, value] of read) {
    it(`reads ${text} as ${value} thousandths`, () => expect(parseQuantity(text)).to.equal(value));
  }

  const illegal = [
    "",
    "m",
    "-1",
    "+1",
    "1 Gi",
    "1gi",
    "1GI",
    "1mi",
    "1K",
    "1e3",
    ".5",
    "1.",
    "1.2345",
    "0.5m",
    "1,5",
    "0x10",
    "Inf",
  ];
  for (const text of illegal) {
    it(`refuses ${JSON.stringify(text)}`, () => expect(parseQuantity(text)).to.equal(undefined));
  }

  it("is exact where floating point is not", () => {
    expect(parseQuantity("9007199254740993")).to.equal(9_007_199_254_740_993_000n);
  });
});

describe("formatting quantities", () => {
  it("writes CPU in cores where they are whole, in millicores otherwise", () => {
    expect(formatCpu(0n)).to.equal("0");
    expect(formatCpu(2_000n)).to.equal("2");
    expect(formatCpu(2_500n)).to.equal("2500m");
  });

  it("writes memory in Gi where they are whole, in Mi otherwise, rounded up", () => {
    expect(formatMemory(0n)).to.equal("0Gi");
    expect(formatMemory(1n)).to.equal("1Mi");
    expect(formatMemory(268_435_456_000n)).to.equal("256Mi");
    expect(formatMemory(268_435_456_001n)).to.equal("257Mi");
    expect(formatMemory(2_147_483_648_000n)).to.equal("2Gi");
    expect(formatMemory(1_610_612_736_000n)).to.equal("1536Mi");
  });

  it("loses no CPU", () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 12n), (value) => parseQuantity(formatCpu(value)) === value));
  });

  it("adds less than a mebibyte of memory, and takes none away", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 18n), (value) => {
        const written = parseQuantity(formatMemory(value)) ?? -1n;
        expect(written >= value && written - value < 1_048_576_000n).to.equal(true);
      }),
    );
  });
});
