import { readFileSync } from "node:fs";
import { expect } from "chai";
import { rules } from "../../policy/rules.ts";
import { generatedFiles } from "../../tools/generated.ts";
import { policyPage } from "../../tools/policy-page.ts";

const page = new URL("../../docs/policy.md", import.meta.url);

describe("docs/policy.md", () => {
  it("is what the rules say today; `npm run generate` writes it", async () => {
    const files = await generatedFiles();
    expect(readFileSync(page, "utf8")).to.equal(files.get("docs/policy.md"));
  }).timeout(60_000);

  it("has a section where the link in each violation leads", () => {
    const headings = policyPage(rules)
      .split("\n")
      .filter((line) => line.startsWith("## "))
      .map((line) => `#${line.slice("## ".length)}`);
    expect(headings).to.deep.equal(rules.map(({ url }) => new URL(url).hash));
  });

  it("tells the level of an open environment where it differs", () => {
    const [first] = rules;
    if (first === undefined) throw new Error("there are no rules");
    const same = rules.filter(({ enforcement }) => enforcement.protected === enforcement.open);
    const lenient = { ...first, enforcement: { protected: "mandatory", open: "advisory" } } as const;
    expect(policyPage([lenient])).to.include("mandatory, advisory where `protect` is off");
    expect(policyPage(same.slice(0, 1))).to.not.include("where `protect` is off");
  });
});
