/** The pack's reading of values is Helm's: both are asked what a chart sees, for values and defaults made up at random. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { parse } from "yaml";
import { coalesce, globalLayers } from "../../../policy/model/release-merge.ts";
import { at, isRecord, record, type Tree } from "../../../policy/model/shape.ts";

/** Few names, so that values and defaults meet; everything that YAML has. */
const tree = (depth: number): fc.Arbitrary<Tree> =>
  fc.dictionary(fc.constantFrom("a", "b", "c"), node(depth), { maxKeys: 3, noNullPrototype: true });
const scalar = fc.constantFrom<unknown>(null, true, false, "text", "", 1, 0, ["x"], []);
const node = (depth: number): fc.Arbitrary<unknown> =>
  depth === 0 ? scalar : fc.oneof(scalar, { weight: 2, arbitrary: tree(depth - 1) });

const printer =
  "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: it}\ndata:\n  values: {{ toJson .Values | quote }}\n";

let directory: string;

function chart(path: string, name: string, defaults: Tree): void {
  mkdirSync(join(path, "templates"), { recursive: true });
  writeFileSync(join(path, "Chart.yaml"), `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`);
  writeFileSync(join(path, "values.yaml"), JSON.stringify(defaults));
  writeFileSync(join(path, "templates", "it.yaml"), printer);
}

/** `.Values` as the templates of the chart see them. */
function seenBy(template: string, values: Tree): unknown {
  const file = join(directory, "given.json");
  writeFileSync(file, JSON.stringify(values));
  const flags = ["--values", file, "--show-only", template];
  const text = execFileSync(process.env["HELM"] ?? "helm", ["template", "it", directory, ...flags], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(String(at(parse(text), "data", "values"))) as unknown;
}

/** Templates cannot tell null from nothing, nor can rules. */
const told = (value: unknown): unknown =>
  isRecord(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, part]) => part !== null && part !== undefined)
          .map(([key, part]) => [key, told(part)]),
      )
    : (value ?? undefined);

const paths = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] => [
  path,
  ...(isRecord(value) ? Object.entries(value).flatMap(([key, part]) => paths(part, [...path, key])) : []),
];

describe("values over defaults", function () {
  this.timeout(120_000);

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "higress-fleet-merge-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it("are what Helm hands to the chart's templates, at every path", () => {
    fc.assert(
      fc.property(tree(3), tree(3), (values, defaults) => {
        chart(directory, "it", defaults);
        const seen = seenBy("templates/it.yaml", values);
        expect(told(coalesce([values, defaults], []))).to.deep.equal(told(seen));
        for (const path of [...paths(values), ...paths(defaults)]) {
          expect(told(coalesce([values, defaults], path)), path.join(".")).to.deep.equal(told(at(seen, ...path)));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("are what Helm hands to an inner chart, its own ones and the outer chart's globals", () => {
    const outer = fc.record(
      { global: node(3), inner: fc.record({ global: node(3), a: node(2) }, { requiredKeys: [] }) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(outer, fc.record({ global: tree(3), a: node(2) }), (values, defaults) => {
        rmSync(join(directory, "values.yaml"), { force: true });
        writeFileSync(join(directory, "Chart.yaml"), "apiVersion: v2\nname: outer\nversion: 1.0.0\n");
        chart(join(directory, "charts", "inner"), "inner", defaults);
        const seen = record(seenBy("charts/inner/templates/it.yaml", values));
        const own = record(values).inner;
        expect(told(coalesce([own, defaults], ["a"]))).to.deep.equal(told(seen.a));
        const all = [record(record(values).global), record(at(values, "inner", "global")), defaults.global];
        for (const path of all.flatMap((globals) => paths(globals)).filter(([name]) => name !== undefined)) {
          const layers = [...globalLayers(values, own, path[0] ?? ""), defaults];
          expect(told(coalesce(layers, ["global", ...path])), path.join(".")).to.deep.equal(
            told(at(seen.global, ...path)),
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
