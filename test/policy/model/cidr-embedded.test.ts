import { expect } from "chai";
import fc from "fast-check";
import { hiddenBehind, leadsTo, mechanismOf } from "../../../policy/model/cidr-embedded.ts";
import { blockSet, includes, type AddressSet } from "../../../policy/model/cidr-set.ts";

const read = (text: string): AddressSet => blockSet(text) ?? expect.fail(`${text} is a block`);
const hex = (...bytes: readonly number[]) => bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** How each mechanism spells 32 bits of IPv4 in an IPv6 address, written down once more. */
const spellings: Readonly<Record<string, (a: string, b: string) => string>> = {
  "IPv4-mapped": (a, b) => `::ffff:${a}:${b}/128`,
  "IPv4-compatible": (a, b) => `::${a}:${b}/128`,
  "IPv4-translated": (a, b) => `::ffff:0:${a}:${b}/128`,
  NAT64: (a, b) => `64:ff9b::${a}:${b}/128`,
  "6to4": (a, b) => `2002:${a}:${b}:7::9/128`,
};

describe("an IPv6 address that stands for an IPv4 one", () => {
  for (const [mechanism, spell] of Object.entries(spellings)) {
    it(`leads to it (${mechanism})`, () => {
      // Not 0.0.0.0 and 0.0.0.1, which spell :: and ::1 in one of the forms.
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 255 }), fc.nat(255), fc.nat(255), fc.nat(255), (a, b, c, d) => {
          const block = read(spell(hex(a, b), hex(c, d)));
          expect(leadsTo(block).ipv4).to.deep.equal(read(`${a}.${b}.${c}.${d}/32`).ipv4);
          expect(mechanismOf(block)).to.equal(mechanism);
        }),
      );
    });
  }

  it("is found in wider blocks, which lead to every address between", () => {
    expect(leadsTo(read("::ffff:10.0.0.0/104")).ipv4).to.deep.equal(read("10.0.0.0/8").ipv4);
    expect(leadsTo(read("2002:a00::/24")).ipv4).to.deep.equal(read("10.0.0.0/8").ipv4);
    expect(includes(leadsTo(read("::/0")), read("0.0.0.0/0"))).to.equal(true);
    expect(leadsTo(read("::ffff:0:0/95")).ipv4, "no packet carries it").to.deep.equal([]);
  });

  it("cannot be told where the site chooses its place or it is scrambled", () => {
    expect(hiddenBehind(read("64:ff9b:1::/64"))).to.equal("NAT64");
    expect(hiddenBehind(read("2001::/31"))).to.equal("Teredo");
    expect(hiddenBehind(read("2001:db8::/32"))).to.equal(undefined);
  });
});

describe("any other address", () => {
  it("leads to itself, :: and ::1 among them", () => {
    for (const text of ["10.0.0.0/8", "fd00::/8", "2001:db8::/32", "::/128", "::1/128", "::fffe:0:0/96"]) {
      expect(leadsTo(read(text)), text).to.deep.equal(read(text));
      expect(mechanismOf(read(text)), text).to.equal(undefined);
    }
  });
});
