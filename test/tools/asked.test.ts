import { expect } from "chai";
import { asked } from "../../tools/asked.ts";

const capacity = (...args: readonly string[]) => asked("capacity", args);

describe("what a command is asked about", () => {
  it("is the region of one stack", () => {
    const north = { fleet: "fleets/prod.yaml", region: "north" };
    expect(capacity("--stack", "prod-north")).to.deep.equal(north);
    expect(capacity("--stack=prod-north")).to.deep.equal(north);
    expect(capacity("-s", "prod-north")).to.deep.equal(north);
  });

  it("is stack test where nothing is named", () => {
    expect(capacity()).to.deep.equal({ fleet: "fleets/test.yaml", region: "local" });
  });

  it("is all of a fleet file, whether or not it is there", () => {
    expect(capacity("fleets/prod.yaml")).to.deep.equal({ fleet: "fleets/prod.yaml" });
  });

  it("is one thing", () => {
    const usage =
      "Name one stack or one fleet file: npm run capacity -- --stack prod, or npm run capacity -- fleets/prod.yaml";
    expect(() => capacity("a.yaml", "b.yaml")).to.throw(usage);
    expect(() => capacity("a.yaml", "--stack", "prod")).to.throw(usage);
  });

  it("is no stack file, whose name is told", () => {
    expect(() => capacity("./Pulumi.prod-north.yaml")).to.throw(
      "./Pulumi.prod-north.yaml is a stack file: npm run capacity -- --stack prod-north",
    );
  });

  it("is a stack that there is", () => {
    expect(() => capacity("--stack", "nowhere")).to.throw("There is no Pulumi.nowhere.yaml");
  });

  it("has no arguments beside", () => {
    const there = "There is: npm run capacity -- --stack prod, or npm run capacity -- fleets/prod.yaml";
    expect(() => capacity("--stak", "prod")).to.throw(`Unknown option '--stak'. ${there}`);
    expect(() => capacity("--stack")).to.throw(there);
  });
});
