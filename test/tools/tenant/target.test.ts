import { expect } from "chai";
import * as fc from "fast-check";
import { matchesGlob } from "node:path";
import { schemaLine, targetFor } from "../../../tools/tenant/target.ts";

describe("the file of a new tenant", () => {
  const targets: Readonly<Record<string, string | undefined>> = {
    "prod/*.yaml": "prod/acme.yaml",
    "prod/*.yml": "prod/acme.yml",
    "prod/tenant-*.yaml": "prod/tenant-acme.yaml",
    "prod/*-tenant.yaml": "prod/acme-tenant.yaml",
    "prod/**/*.yaml": "prod/acme.yaml",
    "**/*.yaml": "acme.yaml",
    "./prod/*.yaml": "prod/acme.yaml",
    "*.yaml": "acme.yaml",
    "prod/**.yaml": undefined,
    "prod/*/*.yaml": undefined,
    "prod/*-*.yaml": undefined,
    "prod/[a-m]*.yaml": undefined,
    "prod/?*.yaml": undefined,
    "{prod,test}/*.yaml": undefined,
    "prod/{acme,globex}.yaml": undefined,
    "prod/@(a|b)/*.yaml": undefined,
    "prod/!(x)*.yaml": undefined,
    "prod\\*.yaml": undefined,
    "prod/acme.yaml": undefined,
  };
  for (const [pattern, target] of Object.entries(targets)) {
    it(`by ${pattern} is ${target ?? "left open"}`, () => expect(targetFor(pattern, "acme")).to.equal(target));
  }

  it("is one that the pattern matches", () => {
    const segment = fc.constantFrom("prod", "**", "*", "eu-1", ".", "{a,b}", "[x]");
    const last = fc.constantFrom("*.yaml", "t-*.yml", "*-t.yaml", "**.yaml", "?.yaml", "x.yaml", "a*b*.yaml");
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 4 }), last, (folders, name) => {
        const pattern = [...folders, name].join("/");
        const target = targetFor(pattern, "acme");
        if (target !== undefined) expect(matchesGlob(target, pattern.replaceAll("./", "")), pattern).to.equal(true);
      }),
    );
  });
});

describe("the schema line of a new tenant", () => {
  const line = (schema: string): string => `# yaml-language-server: $schema=${schema}\n`;

  it("leads to the schema beside the fleet's, from where the file is", () => {
    const fleet = `${line("fleet.schema.json")}environment: prod\n`;
    expect(schemaLine(fleet, "acme.yaml")).to.equal(line("tenant.schema.json"));
    expect(schemaLine(fleet, "prod/acme.yaml")).to.equal(line("../tenant.schema.json"));
    expect(schemaLine(line("../schemas/fleet.schema.json"), "prod/eu/acme.yaml")).to.equal(
      line("../../../schemas/tenant.schema.json"),
    );
    expect(schemaLine(line("./fleet.schema.json"), "prod/acme.yaml")).to.equal(line("../tenant.schema.json"));
  });

  it("keeps what is not relative", () => {
    const url = "https://example.com/v1/";
    expect(schemaLine(line(`${url}fleet.schema.json`), "prod/acme.yaml")).to.equal(line(`${url}tenant.schema.json`));
    expect(schemaLine(line("/srv/fleet.schema.json"), "prod/acme.yaml")).to.equal(line("/srv/tenant.schema.json"));
  });

  it("is left out where the fleet file has none", () => {
    expect(schemaLine("environment: prod\n", "prod/acme.yaml")).to.equal("");
  });
});
