import { expect } from "chai";
import { readArguments } from "../../../tools/picture/arguments.ts";
import { regionToDraw } from "../../../tools/picture/region.ts";

const read = (line: string) => readArguments(line === "" ? [] : line.split(" "));

describe("the arguments of a picture", () => {
  it("are the test stack as Mermaid where nothing is said", () => {
    expect(read("")).to.deep.equal({ from: { stack: "test" }, format: "mermaid" });
  });

  it("name a stack or a fleet file, region, format and output", () => {
    expect(read("--stack prod --format svg")).to.deep.equal({ from: { stack: "prod" }, format: "svg" });
    expect(read("fleets/prod.yaml --region north -o x.txt -f html")).to.deep.equal({
      from: { fleet: "fleets/prod.yaml" },
      region: "north",
      format: "html",
      output: "x.txt",
    });
  });

  it("take the format from the output's name, unless it is said", () => {
    const formats = ["a.mmd", "b/c.svg", "d.HTML"].map((name) => read(`-o ${name}`).format);
    expect(formats).to.deep.equal(["mermaid", "svg", "html"]);
    expect(read("-o a.svg --format html").format).to.equal("html");
  });

  const bad: Readonly<Record<string, string>> = {
    "--format png": 'There is no format "png": --format takes mermaid, svg, html.',
    "--output fleet.png": "The name fleet.png tells no format: end it with .mmd, .svg, .html, or add --format",
    "a.yaml b.yaml c.yaml": 'One fleet file makes one picture; "b.yaml", "c.yaml" is too much.\nUsage: npm run picture',
    "--stack prod a.yaml": "Both --stack prod and a.yaml say which fleet: leave one out.",
    "./Pulumi.prod.yaml": "./Pulumi.prod.yaml is a stack file: npm run picture -- --stack prod",
    "--size big": "Unknown option '--size'.\nUsage: npm run picture",
    "--format": "argument missing.\nUsage: npm run picture",
  };
  for (const [line, message] of Object.entries(bad)) {
    it(`are refused: ${line}`, () => expect(() => read(line)).to.throw(message));
  }
});

describe("the region of a picture", () => {
  it("is the one that is wanted, or the only one", () => {
    expect(regionToDraw("f.yaml", ["north", "south"], "south")).to.equal("south");
    expect(regionToDraw("f.yaml", ["local"], undefined)).to.equal("local");
  });

  it("is asked for where there are several, or another is named", () => {
    const draw = (wanted?: string) => () => regionToDraw("f.yaml", ["south", "north"], wanted);
    expect(draw()).to.throw("f.yaml has several regions: add --region with one of north, south.");
    expect(draw("west")).to.throw('f.yaml has no region "west": add --region with one of north, south.');
  });
});
