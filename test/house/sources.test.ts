import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect } from "chai";
import { sourceFiles } from "./source.ts";

const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"]).toString().split("\n");

/** Comments of a source file; of a page all but its examples, which name files that a reader may write. */
const remarks = (path: string, text: string): string =>
  path.endsWith(".md")
    ? text.replaceAll(/^```.*?^```/gms, "")
    : [...text.matchAll(/^\s*(?:\/\*\*.*?\*\/|\/\/.*?$)/gms)].map(([comment]) => comment).join("\n");

/** A page or a source by its name or path: neither an address, nor a pattern, nor a link within a page. */
const citation = /(?<![\w./:@*<>#-])(?:\.{1,2}\/)*[\w-]+(?:[./][\w-]+)*\.(?:md|ts)\b(?![/*<-])/g;

const isHere = (cited: string, from: string): boolean =>
  [cited, normalize(join(dirname(from), cited))].some((path) => existsSync(path)) ||
  listed.some((path) => path.endsWith(`/${cited}`));

const missing = (path: string, text: string): readonly string[] =>
  [...new Set([...remarks(path, text).matchAll(citation)].map(([cited]) => cited))].filter(
    (cited) => !isHere(cited, path),
  );

describe("pages and sources that a comment or a page names", () => {
  it("are in the repository, where a reader can open them", () => {
    const pages = listed
      .filter((path) => path.endsWith(".md") && existsSync(path))
      .map((path) => ({ path, text: readFileSync(path, "utf8") }));
    const wrong = [...sourceFiles(), ...pages].flatMap(({ path, text }) =>
      missing(path, text).map((cited) => `${path} cites ${cited}, which is not here: name what a reader can open`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it("are found in comments, links and code, and not in addresses, examples and programs", () => {
    const program =
      "/** As said (handbook.md 4), see plan/model.ts, `plan/gone.ts`. */\nconst a = 'b.md';\n// ../lost.md";
    expect(missing("plan/hosts.ts", program)).to.deep.equal(["handbook.md", "plan/gone.ts", "../lost.md"]);
    const page = "[a](gone.md), [b](entry.md#tls), `lost.ts`, https://example.com/c.md\n```\ntouch d.md\n```\n";
    expect(missing("docs/tls.md", page)).to.deep.equal(["gone.md", "lost.ts"]);
  });
});
