import { Ajv } from "ajv";
import { expect } from "chai";
import { globSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { fleetJsonSchema, proofsJsonSchema, tenantJsonSchema, type JsonSchema } from "../../plan/jsonSchema.ts";
import { generatedFiles } from "../../tools/generated.ts";
import { text } from "../plan/whole-text.ts";
import { faultsOf, spoil, written } from "../plan/written.ts";

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false });

/** As an editor judges a file. */
const accepts = (schema: JsonSchema): ((text: string) => boolean) => {
  const validate = ajv.compile(schema);
  return (text) => validate(parse(text, { version: "1.2" }));
};

describe("generated files", () => {
  it("are in step with the code: npm run generate", async () => {
    const files = await generatedFiles();
    expect([...files.keys()]).to.include.members([
      "docs/settings.md",
      "fleets/fleet.schema.json",
      "fleets/tenant.schema.json",
    ]);
    for (const [path, text] of files) expect(readFileSync(path, "utf8"), path).to.equal(text);
  }).timeout(60_000);
});

describe("the JSON schema for editors", () => {
  const fleet = accepts(fleetJsonSchema());
  const tenant = accepts(tenantJsonSchema());

  it("accepts what the program accepts", () => {
    for (const right of [written, text]) expect(fleet(right)).to.equal(true);
    expect(fleet(`${written.split("tenants:\n")[0] ?? ""}tenants: prod/*.yaml\n`)).to.equal(true);
    expect(tenant("id: acme\nowner: team@acme.org\n")).to.equal(true);
  });

  it("refuses what has the wrong shape", () => {
    const spoilings: readonly (readonly [from: string, to: string])[] = [
      ["owner: team@acme.org", "onwer: team@acme.org"],
      ["    owner: globex@example.com\n", ""],
      ["version: 2.2.4", "version: 2.2"],
      ["chart: { repository: https://charts.example.com,", "chart: { path: ./x,"],
      ["size: s", "size: XXL"],
      ["port: 8080", 'port: "8080"'],
      ["port: 8080", "port: 0"],
      ["hosts: [api.acme.org]", "hosts: api.acme.org"],
      ["hosts: [api.acme.org]", "hosts: [https://api.acme.org]"],
      ["[10.244.0.0/16]", "[10.244.0.1]"],
      ["[10.244.0.0/16]", "[]"],
      ["type: static", "type: edas"],
      ["type: static", "type: dns"],
      ["from: { namespace: monitoring }", "from: { namespace: monitoring, cidr: 10.0.0.0/8 }"],
      ["backend: { service: api, port: 8080 }", "backend: { service: api }"],
      ["secret: acme-org", "secret: Acme_Org"],
      ["  south:", "  South:"],
      ["size: s", "size: s\n  quota: { pods: 8 }"],
    ];
    for (const [from, to] of spoilings) {
      expect(fleet(spoil(from, to)), to).to.equal(false);
      expect(faultsOf(spoil(from, to)), to).to.not.deep.equal([]);
    }
    expect(tenant("- id: acme\n")).to.equal(false);
  });

  it("shows defaults", () => {
    const { properties = {} } = fleetJsonSchema();
    expect(properties["waivers"]).to.have.deep.property("default", []);
    expect(properties)
      .to.have.nested.property("entry.properties.sourceCidrs.default")
      .that.deep.equals(["0.0.0.0/0", "::/0"]);
    expect(tenantJsonSchema().properties).to.have.deep.nested.property("hosts.default", []);
  });
});

describe("the fleets of this project", () => {
  const fleet = accepts(fleetJsonSchema());
  const tenant = accepts(tenantJsonSchema());
  const read = (path: string): string => readFileSync(path, "utf8");
  const proofs = globSync("fleets/*.proofs.yaml").toSorted();
  const fleets = globSync("fleets/*.yaml", { exclude: proofs }).toSorted();
  const examples = globSync("fleets/examples/*.yaml").toSorted();
  const tenants = globSync("fleets/*/*.yaml", { exclude: examples }).toSorted();

  it("are known to editors by their first line, and right", () => {
    expect(fleets).to.include.members(["fleets/prod.yaml", "fleets/test.yaml"]);
    for (const path of fleets) {
      expect(read(path), path).to.match(/^# yaml-language-server: \$schema=fleet\.schema\.json\n/);
      expect(fleet(read(path)), path).to.equal(true);
    }
    for (const path of examples) {
      expect(read(path), path).to.match(/^# yaml-language-server: \$schema=\.\.\/fleet\.schema\.json\n/);
      expect(fleet(read(path)), path).to.equal(true);
    }
    const proof = accepts(proofsJsonSchema());
    expect(proofs).to.include.members(["fleets/prod.proofs.yaml", "fleets/test.proofs.yaml"]);
    for (const path of proofs) {
      expect(read(path), path).to.match(/^# yaml-language-server: \$schema=proofs\.schema\.json\n/);
      expect(proof(read(path)), path).to.equal(true);
    }
    for (const path of tenants) {
      expect(read(path), path).to.match(/^# yaml-language-server: \$schema=\.\.\/tenant\.schema\.json\n/);
      expect(tenant(read(path)), path).to.equal(true);
    }
  });
});
