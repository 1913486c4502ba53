import { expect } from "chai";
import { table } from "../../tools/table.ts";

describe("a table", () => {
  it("has columns two spaces apart and no spaces at the ends of lines", () => {
    expect(table([["a", "bb", ""], ["ccc", "", "d"], ["e"]], { indent: " " })).to.deep.equal([
      " a    bb",
      " ccc      d",
      " e",
    ]);
  });

  it("lets the cells of some columns end at one line", () => {
    const rows = [["a", "1", "x"], ["b", "200"], ["c"]];
    expect(table(rows, { right: [1] })).to.deep.equal(["a    1  x", "b  200", "c"]);
  });

  it("of nothing is nothing", () => {
    expect(table([])).to.deep.equal([]);
  });
});
