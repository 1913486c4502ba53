import { expect } from "chai";
import { table } from "../../../tools/tenant/table.ts";

describe("a table", () => {
  it("has columns two spaces apart and no spaces at the ends of lines", () => {
    expect(table([["a", "bb", ""], ["ccc", "", "d"], ["e"]], " ")).to.deep.equal([" a    bb", " ccc      d", " e"]);
  });

  it("of nothing is nothing", () => {
    expect(table([])).to.deep.equal([]);
  });
});
