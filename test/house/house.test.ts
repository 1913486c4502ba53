import { expect } from "chai";
import { sourceFiles, type SourceFile } from "./source.ts";

/** Room of the house → what it may import. Folders end in a slash; `type:` allows `import type` only. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  "index.ts": ["components/", "plan/index.ts", "fleets/", "@pulumi/pulumi", "@pulumi/kubernetes", "@pulumi/random"],
  "components/": [
    "components/",
    "plan/index.ts",
    "type:plan/",
    "plan/names.ts",
    "@pulumi/pulumi",
    "@pulumi/kubernetes",
    "@pulumi/random",
  ],
  "plan/": ["plan/", "zod", "yaml", "tldts", "ipaddr.js", "node:crypto", "node:url", "type:@pulumi/kubernetes"],
  "policy/": [
    ...["policy/", "@pulumi/policy", "@pulumi/pulumi", "google-protobuf"],
    ...["ipaddr.js", "tldts", "node:crypto", "node:url"],
  ],
  "fleets/": ["fleets/", "plan/index.ts", "type:plan/", "node:fs", "node:path", "node:crypto", "node:url"],
  "tools/": ["tools/", "plan/", "policy/", "fleets/", "node:*", "yaml", "zod", "prettier", "typescript"],
  "local/": ["local/", "node:*", "picocolors", "yaml", "mocha"],
};

/** Where the outside world may be read; everywhere else values are handed in. */
const edges = ["index.ts", "fleets/", "tools/", "local/", "test/", "eslint.config.js"];
/** Runs as a program of its own between Helm and the engine, so it reads standard input. */
const programs = ["components/narrow.ts"];

const room = (path: string): string => (path.includes("/") ? `${path.split("/")[0] ?? ""}/` : path);

function allowed(file: SourceFile, target: string, type: boolean): boolean {
  const rules = mayImport[room(file.path)];
  if (rules === undefined) return true;
  return rules.some((rule) => {
    const open = rule.startsWith("type:") ? (type ? rule.slice("type:".length) : undefined) : rule;
    if (open === undefined) return false;
    if (open.endsWith("/")) return target.startsWith(open);
    return open.endsWith("*") ? target.startsWith(open.slice(0, -1)) : target === open;
  });
}

describe("the house", () => {
  const files = sourceFiles();
  const product = files.filter((file) => !file.path.startsWith("test/"));

  it("has rooms to look into", () => {
    const rooms = new Set(product.map((file) => room(file.path)));
    expect([...Object.keys(mayImport)].filter((name) => !rooms.has(name))).to.deep.equal([]);
  });

  it("imports in one direction", () => {
    const wrong = product
      .filter((file) => !programs.includes(file.path))
      .flatMap((file) =>
        file.imports
          .filter(({ target, type }) => !allowed(file, target, type))
          .map(
            ({ target }) =>
              `${file.path} imports ${target}: move the code to where it may be used (docs/architecture.md)`,
          ),
      );
    expect(wrong).to.deep.equal([]);
  });

  it("has no import cycle", () => {
    const graph = new Map(
      product.map((file) => [file.path, file.imports.filter(({ type }) => !type).map(({ target }) => target)]),
    );
    const state = new Map<string, "open" | "done">();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (state.get(path) === "done") return;
      if (state.get(path) === "open") {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
        return;
      }
      state.set(path, "open");
      for (const next of graph.get(path) ?? []) if (graph.has(next)) visit(next, [...trail, path]);
      state.set(path, "done");
    };
    for (const path of graph.keys()) visit(path, []);
    expect(cycles).to.deep.equal([]);
  });

  it("keeps files under 200 lines, components under 120", () => {
    const long = files
      .filter(
        ({ path, lines }) => lines > (path.startsWith("components/") ? 120 : path.startsWith("test/") ? 400 : 200),
      )
      .map(({ path, lines }) => `${path} has ${lines} lines: split it by job`);
    expect(long).to.deep.equal([]);
  });

  it("reads environment, configuration and files at the edges only", () => {
    const inside = product.filter(
      ({ path }) => !edges.some((edge) => path === edge || path.startsWith(edge)) && !programs.includes(path),
    );
    const wrong = inside
      .filter(({ text }) =>
        /process\.env|new pulumi\.Config|pulumi\.getStack|from "node:(fs|child_process|os)|fetch\(/.test(text),
      )
      .map(({ path }) => `${path} reads the outside world: hand the value in from index.ts`);
    expect(wrong).to.deep.equal([]);
  });

  it("keeps the core free of clock and chance", () => {
    // Waivers end some day. The pack is a process of its own, and this is its edge: it hands the day in.
    const clock = "policy/index.ts";
    const wrong = product
      .filter(({ path }) => /^(plan|policy|components)\//.test(path) && path !== clock)
      .filter(({ text }) => /Date\.now|new Date\(\)|Math\.random|randomUUID|randomBytes/.test(text))
      .map(({ path }) => `${path} depends on clock or chance: hand the value in`);
    expect(wrong).to.deep.equal([]);
  });

  it("gives a reason for every switched-off lint rule", () => {
    const wrong = files.flatMap(({ path, text }) =>
      text
        .split("\n")
        .filter((line) => /^\s*(\/\/|\/\*)\s*eslint-disable/.test(line) && !line.includes(" -- "))
        .map((line) => `${path}: ${line.trim()}: say why after " -- "`),
    );
    expect(wrong).to.deep.equal([]);
  });

  it("names keys of the platform in names.ts and the policy's demands only", () => {
    const keys = /"(higress-fleet\.io|pod-security\.kubernetes\.io|app\.kubernetes\.io)\//;
    const wrong = product
      .filter(({ path }) => path.startsWith("components/") || path === "index.ts")
      .filter(({ text }) => keys.test(text))
      .map(({ path }) => `${path} spells out a label key: take it from plan/names.ts`);
    expect(wrong).to.deep.equal([]);
  });
});
