import { expect } from "chai";
import { asked, refuseStackFile, stackOfFile } from "../../tools/asked.ts";

const capacity = (...args: readonly string[]) => {
  const { given, ...subject } = asked("capacity", args);
  expect([...given]).to.deep.equal([]);
  return subject;
};

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
    const usage = "Name one stack or one fleet file.\nUsage: npm run capacity -- [--stack NAME | FLEET.yaml]";
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
    const there = "Usage: npm run capacity -- [--stack NAME | FLEET.yaml]";
    expect(() => capacity("--stak", "prod")).to.throw(`Unknown option '--stak'.\n${there}`);
    expect(() => capacity("--stack")).to.throw(there);
  });

  it("is asked with switches, where the command has some", () => {
    const images = (...args: readonly string[]) => asked("images", args, ["json", "all"]);
    expect(images("fleets/prod.yaml", "--json")).to.deep.equal({ fleet: "fleets/prod.yaml", given: new Set(["json"]) });
    expect(images("--all", "-s", "prod", "--json").given).to.deep.equal(new Set(["json", "all"]));
    expect(images().given).to.deep.equal(new Set());
    expect(() => images("--jsno")).to.throw(
      "Unknown option '--jsno'.\nUsage: npm run images -- [--stack NAME | FLEET.yaml] [--json] [--all]",
    );
  });
});

describe("a stack file", () => {
  it("is known by its name, in any folder", () => {
    const names = [
      "Pulumi.prod.yaml",
      "../x/Pulumi.a.b.yml",
      "Pulumi.yaml",
      "fleets/prod.yaml",
      "Pulumi.x.yaml/fleet.yaml",
    ];
    expect(names.map(stackOfFile)).to.deep.equal(["prod", "a.b", undefined, undefined, undefined]);
  });

  it("is refused with what to write in its place; other files are not", () => {
    expect(() => refuseStackFile("./Pulumi.prod.yaml", "take")).to.throw(
      "./Pulumi.prod.yaml is a stack file: take --stack prod",
    );
    expect(() => refuseStackFile("fleets/prod.yaml", "take")).not.to.throw();
  });
});
