import { expect } from "chai";
import { readFleet } from "../../fleets/read.ts";
import { sound } from "../../fleets/sound.ts";

describe("what was read", () => {
  it("is handed on where nothing is wrong with it", () => {
    const read = { crds: ["a"] };
    expect(sound(read)).to.equal(read);
    expect(sound(readFleet("fleets/test.yaml")).fleet.environment).to.equal("test");
  });

  it("is refused with all of its faults together", () => {
    const at = (line: number) => ({
      file: "a.yaml",
      line,
      column: 1,
      path: [],
      message: `fault ${line}`,
      remedy: "Mend it.",
    });
    expect(() => sound({ faults: [at(1), at(2)] })).to.throw(/fault 1[^]*fault 2/);
  });

  it("is refused where a file cannot be read", () => {
    expect(() => sound(readFleet("fleets/nowhere.yaml"))).to.throw("fleets/nowhere.yaml");
  });
});
