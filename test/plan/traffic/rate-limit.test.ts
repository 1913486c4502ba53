import { expect } from "chai";
import { annotations, faults, routeOf } from "./annotations.ts";

describe("The rate limit of a route", () => {
  it("is told by one of the two periods, never both, with its burst", () => {
    expect(annotations({ rateLimit: { requests: 50, per: "second", burst: 2 } })).to.deep.equal({
      "higress.io/route-limit-rps": "50",
      "higress.io/route-limit-burst-multiplier": "2",
    });
    expect(annotations({ rateLimit: { requests: 90, per: "minute", burst: 1 } })).to.deep.equal({
      "higress.io/route-limit-rpm": "90",
      "higress.io/route-limit-burst-multiplier": "1",
    });
  });

  it("lets five times as many come at once unless it says otherwise", () => {
    expect(routeOf("rateLimit: { requests: 1, per: minute }").rateLimit).to.deep.equal({
      requests: 1,
      per: "minute",
      burst: 5,
    });
  });

  const refused: Readonly<Record<string, readonly [string, string]>> = {
    "no period": ["{ requests: 5 }", "rateLimit.per: is missing"],
    "no request": ["{ requests: 0, per: second }", "rateLimit.requests: 0 is out of range"],
    "too many": ["{ requests: 1000001, per: second }", "rateLimit.requests: 1000001 is out of range"],
    "an hour": ["{ requests: 5, per: hour }", 'rateLimit.per: "hour" is not one of the choices'],
    "a burst of none": ["{ requests: 5, per: second, burst: 0 }", "rateLimit.burst: 0 is out of range"],
  };
  for (const [what, [written, begin]] of Object.entries(refused)) {
    it(`is refused with ${what}`, () => {
      expect(faults(`rateLimit: ${written}`).map((fault) => fault.slice(0, begin.length))).to.deep.equal([begin]);
    });
  }
});
