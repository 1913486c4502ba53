import { expect } from "chai";
import { stackArguments } from "../../local/arguments.ts";

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
