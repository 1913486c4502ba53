import { expect } from "chai";
import { printable, table } from "../../../tools/tenant/table.ts";

describe("a table", () => {
  it("has columns two spaces apart and no spaces at the ends of lines", () => {
    expect(table([["a", "bb", ""], ["ccc", "", "d"], ["e"]], " ")).to.deep.equal([" a    bb", " ccc      d", " e"]);
  });

  it("of nothing is nothing", () => {
    expect(table([])).to.deep.equal([]);
  });
});

describe("text from files", () => {
  it("cannot steer a terminal", () => {
    expect(printable("a\x1b[2Jb\x07\x9b\u202ec\r\nd é 😀")).to.equal(
      "a\\u001b[2Jb\\u0007\\u009b\\u202ec\\u000d\nd é 😀",
    );
  });
});
