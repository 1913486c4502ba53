import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { statements } from "../../plan/admission/statements.ts";
import { admissionPolicy } from "../../plan/names.ts";
import { rules } from "../../policy/rules.ts";

const path = "docs/isolation.md";
const page = readFileSync(path, "utf8");

const columns = ["Guarantee", "Threat", "Known as", "Prevented by", "Rules", "Admission policies", "Shown by"] as const;
type Row = Readonly<Record<(typeof columns)[number], string>>;

/** Of the one table that begins with these columns. */
function rowsOf(markdown: string): readonly Row[] {
  const cells = (line: string): readonly string[] =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  const lines = markdown.split("\n");
  const head = lines.findIndex((line) => cells(line).join() === columns.join());
  const body = lines.slice(head + 2);
  const end = body.findIndex((line) => !line.startsWith("|"));
  return body.slice(0, end).map((line) => {
    const texts = cells(line);
    if (texts.length !== columns.length) throw new Error(`${texts.length} cells in: ${line}`);
    // A cast, because entries lose the names.
    return Object.fromEntries(columns.map((column, at) => [column, texts[at] ?? ""])) as Row;
  });
}

/** What stands between backticks. */
const spans = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? "");

const words = (markdown: string): readonly string[] => spans(markdown).flatMap((span) => span.split(/[\s,;]+/));

/** Ids that mean something in the documents they are from, as far as this page may need them. */
const known: readonly RegExp[] = [
  /^EGTM-0(0[1-9]|1\d|2[0-5])$/,
  /^MTB-PL1-(CC-CPI-1|BC-CPI-[2-6]|CC-TI-[12]|CC-FNS-[12]|BC-HI-[1345]|BC-NI-1|CC-DI-1)$/,
  /^MTB-PL2-BC-OPS-[34]$/,
  /^CIS 5\.(1\.([1-9]|1[0-3])|2|3\.2|4\.1|7\.[14])$/,
  /^NSA\/CISA (pod security|network separation|authentication and authorization)$/,
];

describe("docs/isolation.md", () => {
  const rows = rowsOf(page);
  const named = (column: "Rules" | "Admission policies"): ReadonlySet<string> =>
    new Set(rows.flatMap((row) => spans(row[column])));

  it("names every rule of the pack, and none that there is not", () => {
    const ids = rules.map(({ id }) => id);
    expect(ids.filter((id) => !named("Rules").has(id))).to.deep.equal([]);
    expect([...named("Rules")].filter((id) => !ids.includes(id))).to.deep.equal([]);
  });

  it("names every admission policy, and none that there is not", () => {
    const policies = statements.map(({ id }) => admissionPolicy(id));
    expect(policies.filter((name) => !named("Admission policies").has(name))).to.deep.equal([]);
    const mentioned = words(page).filter((word) => word.startsWith(admissionPolicy("")) && !word.endsWith("-"));
    expect(mentioned.filter((name) => !policies.includes(name))).to.deep.equal([]);
  });

  it("has a threat for each guarantee, and something against and a proof of each threat", () => {
    const promised = [...page.matchAll(/^- \*\*(\w+)\*\*: no tenant/gm)].map(([, word]) => word?.toLowerCase() ?? "");
    expect(new Set(rows.map(({ Guarantee }) => Guarantee))).to.deep.equal(new Set(promised));
    expect(new Set(rows.map(({ Threat }) => Threat)).size).to.equal(rows.length);
    for (const row of rows) {
      expect(spans(row["Prevented by"]), row.Threat).to.not.be.empty;
      expect([...spans(row.Rules), ...spans(row["Admission policies"])], row.Threat).to.not.be.empty;
      expect(spans(row["Shown by"]), row.Threat).to.not.be.empty;
    }
  });

  it("cites threats and benchmarks by ids that they have", () => {
    const cited = rows.flatMap((row) => row["Known as"].split(", ").map((id) => ({ id, threat: row.Threat })));
    expect(cited.filter(({ id }) => !known.some((form) => form.test(id)))).to.deep.equal([]);
    const elsewhere = [...page.matchAll(/\b(?:EGTM|MTB)-[A-Z0-9-]+/g)].map(([id]) => id);
    expect(elsewhere.filter((id) => !known.some((form) => form.test(id)))).to.deep.equal([]);
  });

  it("names files that are there", () => {
    const rooms = /^(components|docs|fleets|local|plan|policy|test|tools)\/|^index\.ts$|^Pulumi\.\w+\.yaml$/;
    const files = [...words(page), ...words(page).map((word) => word.split("=").at(-1) ?? "")].filter((word) =>
      rooms.test(word),
    );
    expect(files).to.not.be.empty;
    expect(files.filter((file) => !existsSync(file))).to.deep.equal([]);
    const shown = rows.flatMap((row) => words(row["Shown by"])).filter((word) => word.startsWith("test/"));
    expect(shown.filter((file) => !file.endsWith(".test.ts"))).to.deep.equal([]);
  });

  it("names commands that there are, and parts of the proof that it has", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
      scripts: Readonly<Record<string, string>>;
    };
    const commands = [...page.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name]) => name ?? "");
    expect(commands.filter((name) => !Object.hasOwn(scripts, name))).to.deep.equal([]);
    const proofs = readFileSync("tools/prove/main.ts", "utf8");
    const parts = rows.flatMap((row) => /`npm run prove`, ([\w ]+)/.exec(row["Shown by"])?.[1] ?? []);
    expect(parts).to.not.be.empty;
    expect(parts.filter((part) => !new RegExp(`^ {4}"?${part}"?: `, "m").test(proofs))).to.deep.equal([]);
  });

  it("is right that every rule has a test of its own and every admission policy a table", () => {
    const files = [
      ...rules.map(({ id }) => `test/policy/rules/${id}.test.ts`),
      ...statements.map(({ id }) => `test/vectors/tables/${id}.ts`),
    ];
    expect(files.filter((file) => !existsSync(file))).to.deep.equal([]);
  });

  it("leads to pages that are there", () => {
    const links = [...page.matchAll(/\]\(([^)#]+)/g)].map(([, target]) => target ?? "");
    const local = links.filter((target) => !target.startsWith("https://"));
    expect(local).to.not.be.empty;
    expect(local.filter((target) => !existsSync(join(dirname(path), target)))).to.deep.equal([]);
  });
});
