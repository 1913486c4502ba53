import { expect } from "chai";
import { annotations, faults, routeOf } from "./annotations.ts";

describe("Further tries of a route", () => {
  it("are told with their reasons, by the words that have a meaning in Higress", () => {
    expect(annotations({ retry: { attempts: 2, after: ["5xx", 429], perTry: 5 } })).to.deep.equal({
      "higress.io/proxy-next-upstream": "error,http_429",
      "higress.io/proxy-next-upstream-tries": "2",
      "higress.io/proxy-next-upstream-timeout": "5",
    });
    expect(annotations({ retry: false })).to.deep.equal({ "higress.io/proxy-next-upstream": "off" });
  });

  it("come after every 5xx where no reason is given", () => {
    expect(routeOf("retry: { attempts: 1 }").retry).to.deep.equal({ attempts: 1, after: ["5xx"] });
  });

  it("may each take as long as the whole request, and no longer", () => {
    expect(faults("timeout: 10s, retry: { attempts: 1, perTry: 10s }")).to.deep.equal([]);
    expect(faults("timeout: 10s, retry: { attempts: 1, perTry: 11s }")).to.deep.equal([
      "retry.perTry: 11 seconds for each try are more than the 10 of the whole request\n" +
        '    Shorten it, or lengthen "timeout".',
    ]);
  });

  for (const reason of ["http_5xx", "error", "200", "600", '"502"', "connect-failure"]) {
    it(`are refused after ${reason}`, () => {
      expect(faults(`retry: { attempts: 1, after: [${reason}] }`)).to.deep.equal([
        `retry.after[0]: ${/^\d/.test(reason) ? reason : JSON.stringify(reason.replaceAll('"', ""))} is no reason to ask again\n` +
          '    Write "5xx" for every such status and for no answer at all, or a status from 400 to 599 as a number.',
      ]);
    });
  }

  const refused: Readonly<Record<string, readonly [string, string]>> = {
    "no number of attempts": ["{ after: [502] }", "retry.attempts: is missing"],
    "no attempt": ["{ attempts: 0 }", "retry.attempts: 0 is out of range"],
    "no reason": ["{ attempts: 1, after: [] }", "retry.after: the list is empty"],
    "a reason twice": ["{ attempts: 1, after: [5xx, 429, 5xx] }", 'retry.after[2]: "5xx" is there twice'],
    "more reasons than an annotation has room for": [
      `{ attempts: 1, after: [${Array.from({ length: 51 }, (_, at) => 400 + at).join(", ")}] }`,
      "retry.after: the list has more than 50 reasons",
    ],
    "half a second": ["{ attempts: 1, perTry: 500ms }", 'retry.perTry: "500ms" is no length of time'],
    "a bare yes": ["true", "retry: true does not say how often"],
    "a word": ["twice", 'retry: "twice" is neither false nor a map'],
  };
  for (const [what, [written, begin]] of Object.entries(refused)) {
    it(`are refused with ${what}`, () => {
      expect(faults(`retry: ${written}`).map((fault) => fault.slice(0, begin.length))).to.deep.equal([begin]);
    });
  }
});
