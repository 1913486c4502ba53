import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sizesIn } from "../../../tools/tenant/known.ts";
import { fleetsOf, stacksIn } from "../../../tools/tenant/stacks.ts";

const project = join(import.meta.dirname, "../../..");
const tool = join(project, "tools/tenant/main.ts");
const page = readFileSync(join(project, "docs/tenants.md"), "utf8");
const more = "…\n";
/** How the one example begins that is on a terminal. */
const asked = "fleet file (";

/** Everything the page shows in a block of its own. */
const blocks = [...page.matchAll(/^```\n([^]*?)^```$/gm)].map(([, block = ""]) => block);
/** The calls that need no terminal, each with what the page says it prints; where that ends with dots there is more. */
const examples = blocks.flatMap((block) => {
  const [, words = "", printed = ""] = /^\$ npm run --silent tenant -- (.+)\n([^]*)$/.exec(block) ?? [];
  return words === "" || printed.startsWith(asked) ? [] : [{ words, printed }];
});

describe("docs/tenants.md", function () {
  this.timeout(60_000);
  let root = "";
  // The examples follow each other: what the first adds, the next ones show.
  before(() => {
    root = mkdtempSync(join(tmpdir(), "tenants-page-"));
    for (const name of ["fleets", ...readdirSync(project).filter((file) => file.startsWith("Pulumi."))]) {
      cpSync(join(project, name), join(root, name), { recursive: true });
    }
  });
  after(() => rmSync(root, { recursive: true }));

  const printedBy = (words: string): string =>
    spawnSync("sh", ["-c", `"$NODE" "$TOOL" ${words} 2>&1`], {
      cwd: root,
      encoding: "utf8",
      env: { NODE: process.execPath, TOOL: tool },
    }).stdout;

  it("has examples of every command that answers without a terminal", () => {
    const commands = new Set(examples.map(({ words }) => words.split(" ")[0]));
    expect([...commands].toSorted()).to.deep.equal(["add", "list", "remove", "resume", "retire", "show", "suspend"]);
  });

  for (const { words, printed } of examples) {
    it(`shows what is printed by: ${words}`, () => {
      const now = printedBy(words);
      if (printed.endsWith(more)) expect(now.slice(0, printed.length - more.length) + more).to.equal(printed);
      else expect(now).to.equal(printed);
    });
  }

  it("shows what the policy pack says against a small size", () => {
    const shown = blocks.find((block) => block.startsWith("Rule env-gateway-floor "));
    expect(shown).to.be.a("string");
    expect(printedBy("add small --size m --owner o@example.com --stack prod")).to.include(`\n${shown ?? ""}`);
  });

  it("shows the fleet files and sizes that are offered on a terminal", () => {
    expect(page).to.include(`\n${asked}${fleetsOf(stacksIn(root)).join(", ")}): fleets/prod.yaml\n`);
    expect(page).to.include(`\nsize (${sizesIn("fleets/prod.yaml", root).join(", ")}): l\n`);
  });
});
