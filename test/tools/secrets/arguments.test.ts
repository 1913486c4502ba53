import { expect } from "chai";
import { readCall } from "../../../tools/secrets/arguments.ts";

const fault = (...args: readonly string[]): string => {
  try {
    return JSON.stringify(readCall(args));
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
  }
};

describe("What is asked of npm run secrets", () => {
  it("is about a stack, with its region, or a fleet file", () => {
    expect(readCall([])).to.deep.equal({ fleet: "fleets/test.yaml", region: "local", only: [], look: true });
    expect(readCall(["--stack", "prod-north", "--plan"])).to.deep.equal({
      fleet: "fleets/prod.yaml",
      region: "north",
      only: [],
      look: false,
    });
    expect(readCall(["--fleet", "a.yaml", "--tenant", "acme", "--tenant", "globex"])).to.deep.equal({
      fleet: "a.yaml",
      only: ["acme", "globex"],
      look: true,
    });
    expect(readCall(["--fleet", "a.yaml", "--region", "south"])).to.include({ fleet: "a.yaml", region: "south" });
  });

  it("may be how to ask", () => {
    expect(readCall(["-h"]))
      .to.have.property("help")
      .that.matches(/^Usage: npm run secrets -- /);
  });

  it("is refused where it means nothing", () => {
    expect(fault("--owner", "acme")).to.equal("Unknown option '--owner'.");
    expect(fault("acme")).to.match(/^Unexpected argument 'acme'/);
    expect(fault("--stack", "nope")).to.equal(
      "There is no Pulumi.nope.yaml; name a stack file, for example Pulumi.prod.yaml",
    );
    expect(fault("--fleet", "Pulumi.prod.yaml")).to.equal("Pulumi.prod.yaml is a stack file: take --stack prod");
    expect(fault("--region", "north")).to.equal("--region goes with --fleet: a stack has a region of its own.");
    expect(fault("--stack", "test", "--region", "north")).to.match(/^--region goes with --fleet/);
    expect(fault("--stack", "test", "--fleet", "a.yaml")).to.equal(
      "--stack and --fleet both say which fleet file is meant: give one of them.",
    );
  });
});
