import { expect } from "chai";
import { readFileSync } from "node:fs";
import { contentsOf } from "../../../tools/picture/contents.ts";
import { pictureExamples } from "../../../tools/picture/example.ts";
import { mermaid } from "../../../tools/picture/mermaid.ts";
import { fleetOf } from "../../support/plan.ts";

describe("the pictures of the documentation", () => {
  const fleet = fleetOf("fleets/test.yaml");
  const written = readFileSync("docs/picture.md", "utf8");
  const { page, svg } = pictureExamples(fleet, "local", written);

  it("are those of one fleet", () => {
    expect(page).to.include(mermaid(contentsOf(fleet, "local")));
    expect(svg).to.include("environment test, region local");
  });

  it("replace the block of the page and nothing else", () => {
    const old = page.replace("h_acme", "h_other").replace("# A picture", "# The picture");
    expect(pictureExamples(fleet, "local", old).page).to.equal(page.replace("# A picture", "# The picture"));
  });

  it("need a block to be put in", () => {
    expect(() => pictureExamples(fleet, "local", "# A page")).to.throw("no block of Mermaid");
  });
});
