import { expect } from "chai";
import { fleetArguments, stackArguments } from "../../local/arguments.ts";

describe("arguments of up, preview and destroy", () => {
  it("are for the local stack unless they say otherwise", () => {
    expect(stackArguments(["--diff"])).to.deep.equal({ stack: "test", rest: ["--diff"] });
  });

  it("may name the stack in every form the engine takes", () => {
    for (const form of [["--stack", "prod"], ["--stack=prod"], ["-s", "prod"], ["-sprod"], ["-s=prod"]]) {
      expect(stackArguments(["--diff", ...form, "--refresh"])).to.deep.equal({
        stack: "prod",
        rest: ["--diff", "--refresh"],
      });
    }
  });

  it("leave other arguments that look alike to the engine", () => {
    const rest = ["--skip-preview", "--suppress-outputs", "--target", "urn:x", "--show-config"];
    expect(stackArguments(rest)).to.deep.equal({ stack: "test", rest });
  });

  it("may not smuggle a path into a file name, or forget the name", () => {
    for (const wrong of [["--stack", "../../etc"], ["--stack"], ["-s", ""], ["--stack=a b"]]) {
      expect(() => stackArguments(wrong)).to.throw(/is no stack name/);
    }
  });
});

describe("another fleet for a stack", () => {
  it("is none unless it is named", () => {
    expect(fleetArguments(["--diff"])).to.deep.equal({ settings: {}, rest: ["--diff"] });
  });

  it("is named by its file, and its region where it has another", () => {
    const settings = { "higress-fleet:fleet": "fleets/a.yaml", "higress-fleet:region": "south" };
    for (const form of [
      ["--fleet", "fleets/a.yaml", "--region", "south"],
      ["--fleet=fleets/a.yaml", "--region=south"],
      ["--fleet=fleets/b.yaml", "--region=south", "--fleet=fleets/a.yaml"],
    ]) {
      expect(fleetArguments(["--diff", ...form, "--refresh"])).to.deep.equal({
        settings,
        rest: ["--diff", "--refresh"],
      });
    }
  });

  it("may not be forgotten behind its flag", () => {
    for (const wrong of [["--fleet"], ["--fleet", "--diff"], ["--fleet="], ["--fleet", ""]]) {
      expect(() => fleetArguments(wrong)).to.throw("--fleet names nothing: give it the path of a fleet file");
    }
    expect(() => fleetArguments(["--region"])).to.throw("--region names nothing: give it a region of the fleet");
  });
});
