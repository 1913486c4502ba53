import { expect } from "chai";
import { readFileSync } from "node:fs";
import { pictureExamples } from "../../../tools/picture/example.ts";
import { fleetOf } from "../../support/plan.ts";

describe("the pictures of the documentation", () => {
  const fleet = fleetOf("fleets/test.yaml");
  const page = readFileSync("docs/picture.md", "utf8");
  const examples = pictureExamples(fleet, "local", page);

  it("are those of the test fleet: npm run generate draws them anew", () => {
    expect(examples.page === page, "docs/picture.md").to.equal(true);
    expect(examples.svg === readFileSync("docs/picture-test.svg", "utf8"), "docs/picture-test.svg").to.equal(true);
  });

  it("replace the block of the page and nothing else", () => {
    const old = page.replace("h_acme", "h_other").replace("# A picture", "# The picture");
    expect(pictureExamples(fleet, "local", old).page).to.equal(page.replace("# A picture", "# The picture"));
  });

  it("need a block to be put in", () => {
    expect(() => pictureExamples(fleet, "local", "# A page")).to.throw("no block of Mermaid");
  });
});
