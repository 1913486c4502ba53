import { expect } from "chai";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { statements } from "../../plan/admission/statements.ts";
import { admissionPolicy } from "../../plan/names.ts";

const main = "docs/coverage.md";

/** The page with counts and what is open, and documents that have a page of their own. */
const pages = [main, ...globSync("docs/coverage/*.md").toSorted()].map((path) => ({
  path,
  text: readFileSync(path, "utf8"),
}));
const page = pages.map(({ text }) => text).join("\n");

const states = ["done", "differently", "cannot", "open", "nothing"] as const;
type State = (typeof states)[number];

interface Row {
  /** Of the document that the row is about. */
  readonly document: string;
  readonly first: number;
  readonly last: number;
  readonly state: string;
  readonly answer: string;
}

/** Number of the document in a heading `## 000: Title`, and its length as the page says. */
const documents: readonly { readonly document: string; readonly lines: number; readonly text: string }[] = page
  .split(/^## /m)
  .flatMap((text) => {
    const [, document, lines] = /^(\d{3}): [^\n]+\n\n(\d+) lines\./.exec(text) ?? [];
    return document === undefined ? [] : [{ document, lines: Number(lines), text }];
  });

const rows: readonly Row[] = documents.flatMap(({ document, text }) =>
  [...text.matchAll(/^\| (\d+)(?:-(\d+))? \|.*$/gm)].map(([line, first, last]) => {
    const cells = line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (cells.length !== 4) throw new Error(`${cells.length} cells in: ${line}`);
    const [, , state = "", answer = ""] = cells;
    return { document, first: Number(first), last: Number(last ?? first), state, answer };
  }),
);

/** As the page cites a row: `000:66-69`. */
const cited = ({ document, first, last }: Row): string => `${document}:${first}${last === first ? "" : `-${last}`}`;

const spans: readonly string[] = [...page.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? "");

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}
const fleetSchema = JSON.parse(readFileSync("fleets/fleet.schema.json", "utf8")) as Schema;

/** Every schema that a step leads to; there are several where a setting has forms. */
function step(schema: Schema, name: string): readonly Schema[] {
  const forms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((form) => step(form, name));
  if (name === "[]") return schema.items === undefined ? forms : [schema.items, ...forms];
  const any = schema.additionalProperties;
  if (name === "<name>") return typeof any === "object" ? [any, ...forms] : forms;
  const own = schema.properties?.[name];
  return own === undefined ? forms : [own, ...forms];
}

/** `regions.<name>.podCidrs`, `tenants[].hosts`; a value after a colon does not count. */
const exists = (setting: string): boolean =>
  setting
    .replaceAll("[]", ".[]")
    .split(".")
    .reduce<readonly Schema[]>((found, name) => found.flatMap((each) => step(each, name)), [fleetSchema]).length > 0;

const settings: readonly string[] = (() => {
  const known = Object.keys(fleetSchema.properties ?? {}).join("|");
  const form = new RegExp(`^(${known})((\\[\\])?(\\.([A-Za-z]+|<name>))?)*$`);
  return spans.map((span) => span.replace(/: .*$/, "")).filter((span) => form.test(span));
})();

describe("docs/coverage.md and its pages", () => {
  it("leave out no line of a document and name none twice", () => {
    // As long as they are: rows from the first line to the last leave out no section.
    expect(documents.map(({ document, lines }) => [document, lines])).to.deep.equal([
      ["000", 682],
      ["001", 682],
      ["002", 649],
      ["003", 720],
      ["004", 1844],
    ]);
    for (const { document, lines } of documents) {
      const own = rows.filter((row) => row.document === document);
      const wrong = own.filter(({ first, last }, at) => first !== (own[at - 1]?.last ?? 0) + 1 || last < first);
      expect(wrong.map(cited)).to.deep.equal([]);
      expect(own.at(-1)?.last, document).to.equal(lines);
    }
  });

  it("give every row one of its states, and an answer wherever something is asked for", () => {
    expect(rows.filter(({ state }) => !states.some((each) => each === state)).map(cited)).to.deep.equal([]);
    expect(rows.filter(({ state, answer }) => state !== "nothing" && answer === "").map(cited)).to.deep.equal([]);
  });

  it("count their rows", () => {
    const count = (of: readonly Row[]): readonly number[] => {
      const by = (state: State) => of.filter((row) => row.state === state).length;
      return [...states.map(by), of.length];
    };
    const table = [...page.matchAll(/^\| (\d{3}|all) ((?:\| \d+ )+)\|$/gm)].map(([, name, cells]) => [
      name,
      (cells ?? "").split("|").slice(1).map(Number),
    ]);
    expect(table).to.deep.equal([
      ...documents.map(({ document }) => [document, count(rows.filter((row) => row.document === document))]),
      ["all", count(rows)],
    ]);
  });

  it("are all found from the first", () => {
    const [first, ...others] = pages;
    const linked = [...(first?.text ?? "").matchAll(/\]\((coverage\/[^)#]+)\)/g)].map(
      ([, target]) => `docs/${target ?? ""}`,
    );
    expect(new Set(linked)).to.deep.equal(new Set(others.map(({ path }) => path)));
  });

  it("list at their end what is open, all of it and nothing else", () => {
    const list = pages[0]?.text.split(/^## Open$/m)[1] ?? "";
    const listed = [...list.matchAll(/\b0\d\d:\d+(?:-\d+)?\b/g)].map(([reference]) => reference);
    const open = rows.filter(({ state }) => state === "open").map(cited);
    expect(listed.toSorted()).to.deep.equal(open.toSorted());
  });

  it("refer to lines where rows begin and end", () => {
    const lost = rows.flatMap((row) => {
      const beside = rows.filter(({ document }) => document === row.document);
      return [...row.answer.matchAll(/(?<![:\d])lines? (\d+)(?:-(\d+))?/g)]
        .filter(([, from, to]) => {
          const begins = beside.some(({ first }) => first === Number(from));
          return !(begins && beside.some(({ last }) => last === Number(to ?? from)));
        })
        .map(([reference]) => `${cited(row)}: ${reference}`);
    });
    expect(lost).to.deep.equal([]);
    const known = new Set(rows.map(cited));
    const elsewhere = [...page.matchAll(/\b0\d\d:\d+(?:-\d+)?\b/g)].map(([reference]) => reference);
    expect(elsewhere.filter((reference) => !known.has(reference))).to.deep.equal([]);
  });

  it("name settings that the fleet file has", () => {
    expect(exists("tenants[].hosts") && exists("regions.<name>.podCidrs")).to.equal(true);
    expect(exists("tenants[].host") || exists("tenants.hosts") || exists("regions.podCidrs")).to.equal(false);
    expect(new Set(settings).size).to.be.above(30);
    expect(settings.filter((setting) => !exists(setting))).to.deep.equal([]);
  });

  it("name commands that there are", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as {
      scripts: Readonly<Record<string, string>>;
    };
    const commands = [...page.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name ?? "");
    expect(commands).to.not.be.empty;
    expect(commands.filter((name) => !Object.hasOwn(scripts, name))).to.deep.equal([]);
  });

  it("name files, parts of pages and admission policies that are there", () => {
    const files = spans.filter((span) =>
      /^(components|docs|fleets|local|plan|policy|test|tools)\/|^index\.ts$/.test(span),
    );
    expect(files).to.not.be.empty;
    expect(files.filter((file) => !existsSync(file))).to.deep.equal([]);
    const policies = statements.map(({ id }) => admissionPolicy(id));
    const named = spans.filter((span) => span.startsWith(admissionPolicy("")));
    expect(named.filter((name) => !policies.includes(name))).to.deep.equal([]);

    const lost = pages.flatMap(({ path, text }) => {
      const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? "");
      return links
        .filter((target) => !target.startsWith("https://"))
        .filter((target) => {
          const [file = "", part] = target.split("#");
          const there = file === "" ? path : join(dirname(path), file);
          if (!existsSync(there)) return true;
          return part !== undefined && !headings(readFileSync(there, "utf8")).includes(part);
        });
    });
    expect(lost).to.deep.equal([]);
  });
});

/** As GitHub makes links of them: without signs, with hyphens. */
const headings = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    (title ?? "")
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
