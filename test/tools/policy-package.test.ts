import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { factsSchema, policyConfig } from "../../policy/config.ts";
import { packageFiles } from "../../tools/policy-package-files.ts";
import { installPack, type Installed } from "../consumer/installed.ts";
import { startAnalyzer, type Analyzer } from "../policy/analyzer.ts";
import { change } from "../policy/harness.ts";
import { facts, pick, world } from "../policy/world.ts";

describe("the policy pack as a package", function () {
  // npm packs it, and the pack starts from what was packed.
  this.timeout(120_000);
  let installed: Installed;

  before(() => {
    installed = installPack();
  });
  after(() => {
    installed.remove();
  });

  it("holds code, tables of charts, what editors and people read, and nothing else", () => {
    const answer = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: installed.directory,
    });
    const [{ files } = { files: [] }] = JSON.parse(answer.toString()) as readonly {
      readonly files: readonly { path: string }[];
    }[];
    const packed = files.map(({ path }) => path).toSorted();
    expect(packed).to.deep.equal([...packageFiles(".").keys()].toSorted());
    const others = packed.filter((path) => !/^(?:[\w-]+|(?:rules|groups|model|charts)\/[\w.-]+)\.js$/.test(path));
    expect(others).to.deep.equal([
      "FACTS.md",
      "LICENSE",
      "PulumiPolicy.yaml",
      "README.md",
      "charts/higress-console-2.2.4.json",
      "charts/higress-core-2.2.4.json",
      "facts.schema.json",
      "package.json",
    ]);
  });

  it("imports only what it holds or depends on", () => {
    const files = packageFiles(".");
    const { dependencies } = JSON.parse(files.get("package.json") ?? "") as { readonly dependencies: object };
    for (const [path, text] of files) {
      if (!path.endsWith(".js")) continue;
      for (const [, target = ""] of text.matchAll(/^(?:import|(?:import|export)\b[^"';]* from) "([^"]+)"/gm)) {
        if (target.startsWith("node:")) continue;
        if (target.startsWith("."))
          expect(files.has(join(path, "..", target)), `${path} imports ${target}`).to.equal(true);
        else expect(Object.keys(dependencies), path).to.include(packageOf(target));
      }
    }
  });

  it("is named, versioned and free to be published, unlike its sources", () => {
    const read = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Readonly<Record<string, unknown>>;
    const { private: isPrivate, ...rest } = read("policy/package.json");
    expect(isPrivate).to.equal(true);
    expect(read(join(installed.directory, "package.json"))).to.deep.equal(rest);
    expect(rest).to.include({ name: "@higress-fleet/policy", main: "main.js" });
    expect(rest.version).to.match(/^\d+\.\d+\.\d+$/);
  });

  describe("started", () => {
    let pack: Analyzer;
    before(async () => {
      pack = await startAnalyzer(installed.directory);
      await pack.configure(policyConfig(facts()));
    });
    after(() => {
      pack.stop();
    });

    it("judges as its sources do", async () => {
      expect((await pack.analyzeStack(world())).diagnosticsList).to.deep.equal([]);
      const release = pick("acme.release");
      expect((await pack.analyze(release)).diagnosticsList).to.deep.equal([]);
      const { diagnosticsList } = await pack.analyze(change(release, "values.global.watchNamespace", ""));
      expect(diagnosticsList.map(({ policyname }) => policyname)).to.deep.equal(["watch-namespace-own"]);
    });

    it("tells the engine its name and version", async () => {
      expect(await pack.info()).to.include({ name: "higress-fleet", version: "0.1.0" });
    });
  });

  describe("configured", () => {
    const configured = (written: unknown): unknown => JSON.parse(installed.configure(JSON.stringify(written)));
    const refusal = (text: string): string => {
      try {
        installed.configure(text);
      } catch (error) {
        return String((error as { readonly stderr?: unknown }).stderr);
      }
      return "";
    };

    it("gives every rule its level, its settings and the facts, as for a fleet", () => {
      const rules = { "namespace-psa": { minEnforce: "restricted" }, "fleet-capacity": { level: "disabled" } } as const;
      expect(configured({ facts: facts(), rules })).to.deep.equal(policyConfig(facts(), rules));
      expect(configured({ $schema: "facts.schema.json", facts: facts() })).to.deep.equal(policyConfig(facts()));
    });

    it("refuses what would have no effect", () => {
      const cases: Readonly<Record<string, RegExp>> = {
        "[]": /The facts are missing/,
        '{"facts":{},"rule":{}}': /rule: there is no such key/,
        '{"facts":{},"rules":[]}': /rules: is no mapping/,
        '{"facts":{},"rules":{"namespace-ps":{}}}': /rules\.namespace-ps: there is no such rule/,
        '{"facts":{},"rules":{"namespace-psa":"off"}}': /rules\.namespace-psa: is no mapping/,
        '{"facts":{},"rules":{"namespace-psa":{"level":"off"}}}': /level: is none of mandatory, advisory/,
        '{"facts":{},"rules":{"namespace-psa":{"minimum":"restricted"}}}':
          /minimum: there is no such setting.*minEnforce/,
        "{": /JSON/,
      };
      for (const [text, words] of Object.entries(cases)) expect(refusal(text), text).to.match(words);
    });
  });

  it("says of every fact what it means, and demands the same facts as the rules", () => {
    const { properties } = JSON.parse(readFileSync("policy/facts.schema.json", "utf8")) as {
      readonly properties: {
        readonly facts: {
          readonly required: unknown;
          readonly properties: Record<string, { readonly description?: string }>;
        };
      };
    };
    expect(properties.facts.required).to.deep.equal(factsSchema.required);
    expect(Object.keys(properties.facts.properties)).to.deep.equal(Object.keys(factsSchema.properties ?? {}));
    for (const [name, { description }] of Object.entries(properties.facts.properties)) {
      expect(description, name).to.match(/\S/);
    }
  });
});

/** `@pulumi/policy` of `@pulumi/policy/proxy.js`. */
const packageOf = (target: string): string =>
  target
    .split("/")
    .slice(0, target.startsWith("@") ? 2 : 1)
    .join("/");
