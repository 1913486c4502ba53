import { expect } from "chai";
import fc from "fast-check";
import { conflicts, covers, fold, within } from "../../../policy/model/hosts.ts";
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

describe("a certificate", () => {
  /** The names of one label more or less that a certificate's name stands for, written out. */
  const written = (certified: string): readonly string[] =>
    certified.startsWith("*.") ? ["a", "b", "c"].map((label) => `${label}${certified.slice(1)}`) : [certified];

  it("covers the names that its wildcard makes with one label, and no other", () => {
    fc.assert(
      fc.property(host, name, (certified, exact) => {
        expect(covers(certified, exact)).to.equal(written(certified).includes(exact));
      }),
    );
  });

  it("covers a wildcard only by the very same", () => {
    fc.assert(
      fc.property(host, name, (certified, rest) => {
        expect(covers(certified, `*.${rest}`)).to.equal(certified === `*.${rest}`);
      }),
    );
  });

  it("covers no more than its holder routes", () => {
    fc.assert(fc.property(host, host, (certified, asked) => !covers(certified, asked) || within(asked, certified)));
  });

  it("does not cover a name four labels deep by a wildcard three labels deep", () => {
    expect(covers("*.aigw.example.com", "app.acme.aigw.example.com")).to.equal(false);
    expect(covers("*.aigw.example.com", "aigw.example.com")).to.equal(false);
    expect(covers("*", "example")).to.equal(false);
    expect(covers("*.acme.aigw.example.com", "app.acme.aigw.example.com")).to.equal(true);
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

  it("are right about every pair of hosts of up to four labels", function () {
    this.timeout(30_000);
    const exact = names.filter((each) => each.split(".").length <= 3);
    const hosts = [...exact, ...exact.map((each) => `*.${each}`), "*"];
    const sets = new Map(hosts.map((each) => [each, answered(each)]));
    for (const [one, ofOne] of sets) {
      for (const [other, ofOther] of sets) {
        const expected = [...ofOne].some((each) => ofOther.has(each));
        const found = conflicts(
          placed([
            { host: one, owner: "x" },
            { host: other, owner: "y" },
          ]),
        );
        expect(found.length > 0, `${one} and ${other}`).to.equal(expected);
      }
    }
  });

  it("do not hang on how a host is spelled", () => {
    const spell = fc.record({
      upper: fc.boolean(),
      dot: fc.boolean(),
      port: fc.boolean(),
      wide: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(host, fc.constantFrom("x", "y"), spell), { maxLength: 6 }), (list) => {
        const plain = list.map(([each, owner]) => ({ host: each, owner }));
        const spelled = list.map(([each, owner, { upper, dot, port, wide }]) => {
          // Full-width letters are the same letters to DNS.
          const letters = wide ? each.replaceAll("a", "\uff41") : each;
          const cased = upper ? letters.toUpperCase() : letters;
          return { host: fold(`${cased}${dot ? "." : ""}${port ? ":443" : ""}`), owner };
        });
        expect(conflicts(placed(spelled))).to.deep.equal(conflicts(placed(plain)));
      }),
    );
  });

  it("stay the same when labels and owners are renamed", () => {
    const letters = fc.shuffledSubarray(["a", "b", "c"], { minLength: 3 });
    fc.assert(
      fc.property(claims, letters, (list, [a = "", b = "", c = ""]) => {
        const renamed: Readonly<Record<string, string>> = { a, b, c, "*": "*" };
        const rename = (each: string): string =>
          each
            .split(".")
            .map((one) => renamed[one] ?? "")
            .join(".");
        const pairs = (found: ReturnType<typeof conflicts>, by: (each: string) => string): readonly string[] =>
          found
            .map(({ claim, other }) => [by(claim.host), claim.owner, by(other.host), other.owner].join(" "))
            .toSorted();
        const after = conflicts(placed(list.map(({ host: each, owner }) => ({ host: rename(each), owner }))));
        expect(pairs(after, (each) => each)).to.deep.equal(pairs(conflicts(placed(list)), rename));
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

  it("about a host that everybody claims are found as fast", () => {
    const many = placed(Array.from({ length: 20_000 }, (_, at) => ({ host: "x.example", owner: `t${at}` })));
    const start = process.hrtime.bigint();
    expect(conflicts(many)).to.have.length(19_999);
    expect(Number(process.hrtime.bigint() - start) / 1e9).to.be.below(3);
  });
});
