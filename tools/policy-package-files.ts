/** The policy pack as a package: plain JavaScript, since Node strips no types inside node_modules. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** Beside the code; the README is the package's own. */
const asTheyAre = ["FACTS.md", "PulumiPolicy.yaml", "README.md", "facts.schema.json"];

/**
 * Text by path inside the package.
 * @param root the checkout
 */
export function packageFiles(root: string): ReadonlyMap<string, string> {
  const policy = join(root, "policy");
  const read = (path: string): string => readFileSync(join(policy, path), "utf8");
  const sources = readdirSync(policy, { recursive: true, encoding: "utf8" }).toSorted();
  const code = sources
    .filter((path) => /\.[jt]s$/.test(path))
    .map((path) => [path.replace(/\.ts$/, ".js"), javaScript(read(path))] as const)
    // What holds types only is nothing in JavaScript, and nobody imports it.
    .filter(([, text]) => text.replace(/\/\*[^]*?\*\//g, "").trim() !== "export {};");
  const tables = sources.filter((path) => /^charts\/.*\.json$/.test(path));
  return new Map([
    ...code,
    ...[...asTheyAre, ...tables].map((path) => [path, read(path)] as const),
    ["LICENSE", readFileSync(join(root, "LICENSE"), "utf8")],
    ["package.json", manifest(read("package.json"))],
  ]);
}

const javaScript = (source: string): string =>
  ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  }).outputText;

/** The sources are private, so that nobody publishes TypeScript that cannot run where it is installed. */
function manifest(text: string): string {
  const fields = Object.entries(JSON.parse(text) as object).filter(([key]) => key !== "private");
  return `${JSON.stringify(Object.fromEntries(fields), null, 2)}\n`;
}
