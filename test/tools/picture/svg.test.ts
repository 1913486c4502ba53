import { expect } from "chai";
import fc from "fast-check";
import { svg } from "../../../tools/picture/svg.ts";
import { printable } from "../../../tools/picture/text.ts";
import { anyContents, anyText, benchContents, testContents } from "./fleets.ts";
import { all, read, textOf } from "./tokens.ts";

const known = new Set(["svg", "title", "desc", "style", "rect", "text", "g", "polyline", "polygon"]);
const attributes = new Set([
  ...["xmlns", "viewBox", "width", "height", "class", "role", "aria-labelledby", "aria-describedby", "id"],
  ...["x", "y", "rx", "points", "data-tenant"],
]);

describe("the picture as SVG", () => {
  it("makes text of any text, and never markup", () => {
    const holds = fc.property(anyContents, (contents) => {
      const elements = all(read(svg(contents)));
      expect(elements.map(({ tag }) => tag).filter((tag) => !known.has(tag))).to.deep.equal([]);
      const keys = elements.flatMap((element) => Object.keys(element.attributes));
      expect(keys.filter((key) => !attributes.has(key))).to.deep.equal([]);
      expect(elements.filter(({ tag }) => tag === "style")).to.have.lengthOf(1);
    });
    fc.assert(holds, { numRuns: 60 });
  });

  it("says what is written, whatever it is", () => {
    const contents = testContents();
    const holds = fc.property(anyText, (owner) => {
      const tenants = contents.tenants.map((tenant) => ({ ...tenant, owner }));
      const titles = all(read(svg({ ...contents, tenants }))).filter(({ tag }) => tag === "title");
      expect(titles.filter((title) => textOf(title).includes(`\nowner: ${printable(owner)}\n`))).to.have.lengthOf(3);
    });
    fc.assert(holds, { numRuns: 40 });
  });

  it("fetches nothing and runs nothing", () => {
    const text = svg(testContents());
    expect(text.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.to.match(
      /https?:|href|url\(|@import|@font-face|<script| on\w+=/,
    );
  });

  it("has a title, a description and its texts for screen readers", () => {
    const root = read(svg(testContents()));
    const byId = new Map(
      all(root).flatMap((element) => (element.attributes.id ? [[element.attributes.id, element]] : [])),
    );
    const label = byId.get(root.attributes["aria-labelledby"] ?? "");
    const description = byId.get(root.attributes["aria-describedby"] ?? "");
    expect(label === undefined ? "" : textOf(label)).to.equal("Fleet of environment test, region local");
    expect(description === undefined ? "" : textOf(description)).to.equal(
      "The entry for aigw.example.com sends 8 hosts to the gateways of 3 tenants, which find services in 11 registries. " +
        "Beside it, the platform has 3 gateways of its own.",
    );
    const texts = all(root).filter(({ tag }) => tag === "text");
    expect(texts.map(textOf)).to.include.members(["acme", "shop.acme.example", "#globex-gateway", "nacos · nacos2"]);
    expect(root.attributes.role).not.to.equal("img");
  });

  it("is the same to the byte for the same fleet, and changes where the fleet does", () => {
    const contents = benchContents(20);
    expect(svg(benchContents(20))).to.equal(svg(contents));
    const tenants = contents.tenants.map((each) => (each.id === "t0007" ? { ...each, owner: "new" } : each));
    const before = svg(contents).split("\n");
    const changed = svg({ ...contents, tenants })
      .split("\n")
      .filter((line, index) => line !== before[index]);
    // The box with its texts, and what it says in full.
    expect(changed).to.have.lengthOf(2);
    expect(changed[0]).to.equal("owner: new");
    expect(changed[1]).to.include(">new</text>");
  });
});
