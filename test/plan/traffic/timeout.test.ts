import { expect } from "chai";
import { annotations, faults } from "./annotations.ts";

describe("The timeout of a route", () => {
  it("is told in whole seconds", () => {
    expect(annotations({ timeout: 90 })).to.deep.equal({ "higress.io/timeout": "90" });
    expect(annotations({})).to.deep.equal({});
  });

  for (const text of ["30s", "2m", "1h", "3600s"]) {
    it(`may be ${text}`, () => expect(faults(`timeout: ${text}`)).to.deep.equal([]));
  }

  for (const text of ["500ms", "1.5s", "0s", "-1s", '"30 s"', "30S", "1d", '""', "00s"]) {
    it(`is refused as ${text}`, () => {
      expect(faults(`timeout: ${text}`)).to.deep.equal([
        `timeout: ${JSON.stringify(text.replaceAll('"', ""))} is no length of time\n` +
          '    Write a whole number of seconds, minutes or hours: "30s", "2m", "1h".',
      ]);
    });
  }

  for (const [text, meant] of [
    ["30", "30s"],
    ['"30"', "30s"],
    ["0x1e", "30s"],
  ] as const) {
    it(`is refused as ${text}, which has no unit`, () => {
      const shown = text === "0x1e" ? "30" : text;
      expect(faults(`timeout: ${text}`)).to.deep.equal([
        `timeout: ${shown} is no length of time: it has no unit\n    Write "${meant}" if seconds are meant; minutes are "2m", hours "1h".`,
      ]);
    });
  }

  for (const text of ["0", "-1", "1.5"]) {
    it(`is refused as the number ${text}`, () => {
      expect(faults(`timeout: ${text}`)).to.deep.equal([
        `timeout: ${text} is no length of time\n    Write a whole number of seconds, minutes or hours: "30s", "2m", "1h".`,
      ]);
    });
  }

  it("is refused where it is no single value", () => {
    expect(faults("timeout: [30s]")).to.deep.equal([
      "timeout: a list stands here, where text is wanted\n    Write a single value.",
    ]);
    expect(faults("timeout:")).to.deep.equal([
      "timeout: nothing is written here, where text is wanted\n    Write text, or leave the key out if it has a default.",
    ]);
  });

  it("is refused beyond an hour", () => {
    expect(faults("timeout: 3601s")).to.deep.equal(['timeout: "3601s" is longer than 1h\n    Use at most "1h".']);
  });
});
