import { expect } from "chai";
import fc from "fast-check";
import * as sets from "../../../policy/model/cidr-set.ts";
import type { Ranges } from "../../../policy/model/ranges.ts";

/** A block inside 10.0.0.0/24 or fd00::/120: small enough to count its addresses one by one. */
interface Small {
  readonly family: 4 | 6;
  readonly host: number;
  readonly bits: number;
}

const small: fc.Arbitrary<Small> = fc.record({
  family: fc.constantFrom(4 as const, 6 as const),
  host: fc.nat(255),
  bits: fc.integer({ min: 0, max: 8 }),
});
const someBlocks = fc.array(small, { maxLength: 6 });

const cidr = ({ family, host, bits }: Small): string =>
  family === 4 ? `10.0.0.${host}/${24 + bits}` : `fd00::${host.toString(16)}/${120 + bits}`;

/** Independent of ranges: the addresses themselves, IPv6 from 256 on. */
const count = (blocks: readonly Small[]): ReadonlySet<number> =>
  new Set(
    blocks.flatMap(({ family, host, bits }) => {
      const base = (host >> (8 - bits)) << (8 - bits);
      return Array.from({ length: 2 ** (8 - bits) }, (_, at) => (family === 6 ? 256 : 0) + base + at);
    }),
  );

const read = (text: string): sets.AddressSet => sets.blockSet(text) ?? expect.fail(`${text} is a block`);
const setOf = (blocks: readonly Small[]): sets.AddressSet => sets.union(...blocks.map((block) => read(cidr(block))));

function listed({ ipv4, ipv6 }: sets.AddressSet): readonly number[] {
  const list = (ranges: Ranges, offset: number) =>
    ranges.flatMap(({ first, last }) =>
      Array.from({ length: Number(last - first) + 1 }, (_, at) => Number(first & 0xffn) + at + offset),
    );
  return [...list(ipv4, 0), ...list(ipv6, 256)];
}

const sorted = (numbers: Iterable<number>): readonly number[] => [...numbers].toSorted((a, b) => a - b);
const check = (property: (a: readonly Small[], b: readonly Small[]) => void) =>
  fc.assert(fc.property(someBlocks, someBlocks, property), { numRuns: 500 });

describe("sets of addresses", () => {
  it("unite, subtract and intersect as sets of single addresses do", () => {
    check((a, b) => {
      const [left, right] = [count(a), count(b)];
      expect(listed(sets.union(setOf(a), setOf(b)))).to.deep.equal(sorted(new Set([...left, ...right])));
      expect(listed(sets.subtract(setOf(a), setOf(b)))).to.deep.equal(
        sorted([...left].filter((one) => !right.has(one))),
      );
      expect(listed(sets.intersect(setOf(a), setOf(b)))).to.deep.equal(
        sorted([...left].filter((one) => right.has(one))),
      );
    });
  });

  it("include one another as sets of single addresses do", () => {
    check((a, b) => {
      const outer = count(a);
      expect(sets.includes(setOf(a), setOf(b))).to.equal([...count(b)].every((one) => outer.has(one)));
      expect(sets.isEmpty(setOf(a))).to.equal(outer.size === 0);
    });
  });

  it("are one list of ranges however they are cut, so that equal sets look alike", () => {
    check((a, b) => {
      const there = sets.union(setOf(a), setOf(b));
      expect(sets.union(setOf(b), setOf(a), setOf(a))).to.deep.equal(there);
      const back = sets.union(sets.subtract(there, setOf(b)), sets.intersect(there, setOf(b)));
      expect(back).to.deep.equal(there);
    });
  });

  it("keep the two families apart", () => {
    expect(sets.includes(read("::/0"), read("10.0.0.0/8"))).to.equal(false);
    expect(sets.isEmpty(sets.intersect(read("0.0.0.0/0"), read("::/0")))).to.equal(true);
  });

  it("reach from the first to the last address of a family", () => {
    const all = sets.union(read("0.0.0.0/0"), read("::/0"));
    const halves = ["0.0.0.0/1", "128.0.0.0/1", "8000::/1", "::/1"].map(read);
    expect(sets.union(...halves)).to.deep.equal(all);
    expect(all.ipv6).to.deep.equal([{ first: 0n, last: 2n ** 128n - 1n }]);
  });
});

describe("a block", () => {
  it("is read as Kubernetes writes it, whatever its host bits", () => {
    expect(read("10.1.2.3/8")).to.deep.equal(read("10.0.0.0/8"));
    expect(read("FD00:0::1/64")).to.deep.equal(read("fd00::/64"));
    expect(sets.addressSet("10.0.0.1")).to.deep.equal(read("10.0.0.1/32"));
  });

  it("is none when two programs could read it differently", () => {
    const none = ["10.0.0.0", "10.0.0.0/33", "010.0.0.0/8", "10/8", "0xa.0.0.0/8", "fd00::/129", "fe80::1%eth0/64"];
    for (const text of [...none, "", "/8", "10.0.0.0/08", "10.0.0.0/8/8", "256.0.0.0/8", "everywhere"]) {
      expect(sets.blockSet(text), text).to.equal(undefined);
    }
  });

  it("shows an address of its own in messages", () => {
    expect(sets.firstOf(read("10.9.8.7/16"))).to.equal("10.9.0.0");
    expect(sets.firstOf(read("fd00:0:0:1::/64"))).to.equal("fd00:0:0:1::");
    expect(sets.firstOf(sets.noAddress)).to.equal(undefined);
  });
});
