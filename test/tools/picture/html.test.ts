import { expect } from "chai";
import fc from "fast-check";
import { createHash } from "node:crypto";
import { runInNewContext } from "node:vm";
import { html } from "../../../tools/picture/html.ts";
import { anyContents, benchContents, prodContents, testContents } from "./fleets.ts";
import { all, read, textOf, type Element } from "./tokens.ts";

/** The page as strict XML: its void elements are closed first. */
const elementsOf = (page: string): readonly Element[] =>
  all(
    read(
      page
        .replace("<!doctype html>\n", "")
        .replaceAll(/<meta ((?:[a-z-]+="[^"]*" ?)*)>/g, "")
        .replace(/(?<=<script>)[^]*?(?=<\/script>)/, "")
        .replace(/(<input [^>]*>)<\/input>/, "$1</input>"),
    ),
  );

const scriptOf = (page: string): string => /<script>([^]*?)<\/script>/.exec(page)?.[1] ?? "";

/** As much of a document as the filter uses. */
function pageWith(rows: readonly { readonly tenant: string; readonly text: string }[]) {
  const listeners: Record<string, (event: object) => void> = {};
  const listen = (event: string, then: (event: object) => void) => {
    listeners[event] = then;
  };
  const input = { value: "", addEventListener: listen };
  const form = { hidden: true, addEventListener: listen };
  const output = { textContent: "" };
  const trs = rows.map(({ tenant, text }) => ({ hidden: false, textContent: text, dataset: { tenant } }));
  const boxes = rows.map(({ tenant }) => {
    const faded = { value: false };
    const toggle = (_: string, on: boolean) => {
      faded.value = on;
    };
    return { dataset: { tenant }, classList: { toggle }, faded };
  });
  const one: Readonly<Record<string, object>> = { input, form, output };
  const document = {
    querySelector: (selector: string) => one[selector],
    querySelectorAll: (selector: string) => (selector === "tbody tr" ? trs : boxes),
  };
  return {
    document,
    input,
    form,
    output,
    trs,
    boxes,
    type: (value: string) => ((input.value = value), listeners.input?.({})),
  };
}

describe("the picture as a page", () => {
  it("makes text of any text, and never markup", () => {
    const shape = (page: string) => elementsOf(page).map(({ tag }) => tag);
    const tags = new Set(shape(html(testContents())));
    const holds = fc.property(anyContents, (contents) => {
      const page = html(contents);
      expect(shape(page).filter((tag) => !tags.has(tag))).to.deep.equal([]);
      expect(page.split("<script").length - 1).to.equal(contents.tenants.length === 0 ? 0 : 1);
    });
    fc.assert(holds, { numRuns: 40 });
  });

  it("lets the browser run its own script and no other, and fetch nothing", () => {
    for (const contents of [testContents(), benchContents(13)]) {
      const page = html(contents);
      const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
      const hash = createHash("sha256").update(scriptOf(page)).digest("base64");
      expect(policy.split("; ")).to.include.members(["default-src 'none'", `script-src 'sha256-${hash}'`]);
      expect(page.replaceAll('"http://www.w3.org/2000/svg"', "")).not.to.match(
        /https?:|href=|src=|url\(|@import| on\w+="/,
      );
    }
  });

  it("shortens nothing in its table", () => {
    const contents = prodContents();
    const rows = elementsOf(html(contents)).filter(
      ({ tag, attributes }) => tag === "tr" && "data-tenant" in attributes,
    );
    expect(rows.map(({ attributes }) => attributes["data-tenant"])).to.deep.equal(contents.tenants.map(({ id }) => id));
    rows.forEach((row, index) => {
      const { hosts = [], registries = [], owner } = contents.tenants[index] ?? {};
      expect(row.children.map((cell) => (typeof cell === "string" ? cell : textOf(cell)))).to.include(owner);
      const items = all(row).filter(({ tag }) => tag === "li");
      const found = registries.map(({ name, type, places }) => `${name}: ${type} at ${places.join(", ")}`);
      expect(items.map(textOf)).to.deep.equal([...hosts, ...found]);
    });
  });

  it("shows the tenants that contain a text, and fades the others in the drawing", () => {
    const page = pageWith([
      { tenant: "acme", text: "acme shop.acme.example" },
      { tenant: "globex", text: "globex consul.globex.example" },
      { tenant: "initech", text: "initech ACME-partner" },
    ]);
    runInNewContext(scriptOf(html(testContents())), { document: page.document });
    expect([page.form.hidden, page.output.textContent]).to.deep.equal([false, "3 of 3"]);
    page.type("  Acme ");
    expect(page.trs.map(({ hidden }) => hidden)).to.deep.equal([false, true, false]);
    expect(page.boxes.map(({ faded }) => faded.value)).to.deep.equal([false, true, false]);
    expect(page.output.textContent).to.equal("2 of 3");
    page.type("");
    expect(page.trs.map(({ hidden }) => hidden)).to.deep.equal([false, false, false]);
  });

  it("keeps its script small", () => {
    expect(scriptOf(html(testContents())).length).to.be.below(1200);
  });
});
