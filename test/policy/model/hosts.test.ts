import { expect } from "chai";
import fc from "fast-check";
import { conflicts, fold, within } from "../../../policy/model/hosts.ts";
import type { Claim } from "../../../policy/model/hosts.ts";

/** Hosts over three letters, so that meetings are common. */
const label = fc.constantFrom("a", "b", "c");
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."));
const host = fc.oneof(
  name,
  name.map((rest) => `*.${rest}`),
  fc.constant("*"),
);

/** Every exact name of up to five labels. */
const names = [1, 2, 3, 4, 5].flatMap((depth) =>
  Array.from({ length: 3 ** depth }, (_, number) =>
    Array.from({ length: depth }, (_, at) => "abc"[Math.floor(number / 3 ** at) % 3]).join("."),
  ),
);
const answered = (claim: string): ReadonlySet<string> => new Set(names.filter((exact) => within(exact, claim)));
const meet = (a: string, b: string): boolean => {
  const others = answered(b);
  return [...answered(a)].some((exact) => others.has(exact));
};

describe("hosts", () => {
  it("have one spelling", () => {
    for (const spelling of [
      "API.Acme.Example",
      "api.acme.example.",
      "api.acme.example:8443",
      " api.acme.example ",
      "api.acme.example .",
    ]) {
      expect(fold(spelling)).to.equal("api.acme.example");
    }
    expect(fold("*.Bücher.example")).to.equal("*.xn--bcher-kva.example");
    expect(fold("ａｐｉ.example")).to.equal("api.example");
    expect(fold("api.example。")).to.equal("api.example");
    expect(fold("no host")).to.equal("no host");
    expect(fold("a.example/b")).to.equal("a.example/b");
  });

  it("folded twice are folded once", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => fold(fold(text)) === fold(text)));
  });

  it("lie within a wildcard at any depth, and never beside it", () => {
    expect(within("a.b.example", "*.example")).to.equal(true);
    expect(within("*.b.example", "*.example")).to.equal(true);
    expect(within("anything.at.all", "*")).to.equal(true);
    expect(within("example", "*.example")).to.equal(false);
    expect(within("notexample", "*.example")).to.equal(false);
    expect(within("*.example", "b.example")).to.equal(false);
  });
});

describe("conflicts", () => {
  const claims = fc.array(fc.record({ host, owner: fc.constantFrom("x", "y", "z") }), { maxLength: 8 });
  const placed = (list: readonly Pick<Claim, "host" | "owner">[]): readonly Claim[] =>
    list.map((claim, at) => ({ ...claim, urn: `urn${at}`, path: "host" }));

  it("exist exactly where two owners answer for one name", () => {
    fc.assert(
      fc.property(claims, (list) => {
        const expected = list.some((a) => list.some((b) => a.owner !== b.owner && meet(a.host, b.host)));
        expect(conflicts(placed(list)).length > 0).to.equal(expected);
      }),
    );
  });

  it("name two claims that meet, and every claim that meets a wider or earlier one", () => {
    fc.assert(
      fc.property(claims, (list) => {
        const found = conflicts(placed(list));
        for (const { claim, other } of found) {
          expect(claim.owner).to.not.equal(other.owner);
          expect(meet(claim.host, other.host)).to.equal(true);
        }
        const narrower = list.filter((a) =>
          list.some((b) => a.owner !== b.owner && a.host !== b.host && within(a.host, b.host)),
        );
        const reported = found.map(({ claim }) => `${claim.owner} ${claim.host}`);
        expect(reported).to.include.members(narrower.map((claim) => `${claim.owner} ${claim.host}`));
        expect(new Set(reported).size).to.equal(reported.length);
      }),
    );
  });

  it("do not depend on the order of the claims", () => {
    fc.assert(
      fc.property(claims, (list) => {
        const all = placed(list);
        expect(conflicts(all.toReversed())).to.deep.equal(conflicts(all));
      }),
    );
  });

  it("of many tenants are found without comparing pairs", () => {
    const many = placed(
      Array.from({ length: 20_000 }, (_, at) => ({ host: `*.t${at}.example`, owner: `t${at}` })).concat([
        { host: "x.t7.example", owner: "t8" },
      ]),
    );
    const start = process.hrtime.bigint();
    expect(conflicts(many).map(({ claim }) => claim.host)).to.deep.equal(["x.t7.example"]);
    // Pairs would be 200 million comparisons, tens of seconds.
    expect(Number(process.hrtime.bigint() - start) / 1e9).to.be.below(3);
  });
});
