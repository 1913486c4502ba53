import { expect } from "chai";
import { valuesOf, type Settings } from "../../policy/settings.ts";

const settings = {
  least: { type: "string", description: "The least.", default: "baseline" },
  names: { type: "array", items: { type: "string" }, description: "Names.", default: ["a"] as readonly string[] },
} satisfies Settings;

describe("the settings of a rule", () => {
  it("have their defaults when nothing is given", () => {
    expect(valuesOf(settings)).to.deep.equal({ least: "baseline", names: ["a"] });
    expect(valuesOf(undefined, { least: "x" })).to.deep.equal({});
  });

  it("take what is given, each for itself, and nothing that they do not know", () => {
    expect(valuesOf(settings, { names: [], leest: "x" })).to.deep.equal({ least: "baseline", names: [] });
    expect(valuesOf(settings, { least: "" })).to.deep.equal({ least: "", names: ["a"] });
  });
});
