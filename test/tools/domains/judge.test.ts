import { expect } from "chai";
import fc from "fast-check";
import type { Proof } from "../../../plan/model/domains.ts";
import type { Answer } from "../../../tools/domains/ask.ts";
import { grace, judge } from "../../../tools/domains/judge.ts";

const claim = { host: "api.acme.org", tenant: "acme" };
const proof = { record: "_higress-fleet.acme.org", value: "higress-fleet=1" };
const there: Answer = { is: "there", proof };
const absent: Answer = { is: "absent", seen: [] };
const unclear: Answer = { is: "unclear", seen: [] };

const verified: Proof = { ...claim, ...proof, state: "verified", since: "2026-11-01" };
const missing: Proof = { ...verified, missing: "2026-11-21" };
const expired: Proof = { ...verified, state: "expired", since: "2026-11-10" };

const next = (before: Proof | undefined, answer: Answer, today = "2026-11-21") => judge(claim, before, answer, today);

describe("what is true of a host", () => {
  it("is verified from the day on which the record is there", () => {
    expect(next(undefined, there)).to.deep.equal({ ...verified, since: "2026-11-21" });
    expect(next(expired, there)).to.deep.equal({ ...verified, since: "2026-11-21" });
  });

  it("stays verified since the same day while it is, at whatever name", () => {
    expect(next(verified, there)).to.deep.equal(verified);
    const elsewhere = { record: "_higress-fleet.api.acme.org", value: "higress-fleet=2" };
    expect(next(verified, { is: "there", proof: elsewhere })).to.deep.equal({ ...verified, ...elsewhere });
  });

  it("is not changed by a server that fails", () => {
    for (const before of [undefined, verified, missing, expired]) {
      expect(next(before, unclear, "2027-11-21")).to.deep.equal(before);
    }
  });

  it("stays pending or expired while the record is not there", () => {
    expect(next(undefined, absent)).to.equal(undefined);
    expect(next(expired, absent)).to.deep.equal(expired);
  });

  it("is verified and missing first, and expired after days of grace", () => {
    expect(next(verified, absent)).to.deep.equal(missing);
    expect(next(missing, absent, "2026-11-21")).to.deep.equal(missing);
    expect(next(missing, absent, "2026-11-27")).to.deep.equal(missing);
    expect(next(missing, absent, "2026-11-28")).to.deep.equal({ ...verified, state: "expired", since: "2026-11-28" });
  });

  it("is no longer missing when the record is back", () => {
    expect(next(missing, there, "2026-12-31")).to.deep.equal(verified);
  });

  it("expires by no fewer than two answers, however far apart", () => {
    const answers = fc.array(fc.constantFrom(there, absent, unclear), { maxLength: 12 });
    fc.assert(
      fc.property(answers, fc.integer({ min: 0, max: 3 }), (given, days) => {
        let state: Proof | undefined = verified;
        let firstAbsent: number | undefined;
        for (const [at, answer] of given.entries()) {
          const day = at * days;
          const today = new Date(Date.UTC(2026, 10, 21 + day)).toISOString().slice(0, 10);
          const was: Proof | undefined = state;
          state = judge(claim, was, answer, today);
          if (answer.is === "there") firstAbsent = undefined;
          if (answer.is === "absent") firstAbsent ??= day;
          if (was?.state === "verified" && state?.state === "expired") {
            expect(day - (firstAbsent ?? day)).to.be.at.least(grace);
          }
        }
      }),
    );
  });
});
