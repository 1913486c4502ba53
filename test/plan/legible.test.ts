import { expect } from "chai";
import { globSync, readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { formatFault, parseFleet } from "../../plan/index.ts";

const faultsOf = (text: string, path = "fleets/test.yaml"): readonly string[] => {
  const result = parseFleet({ path, text }, () => []);
  return "faults" in result ? result.faults.map(formatFault) : [];
};

const head = `environment: test
domain: aigw.example.com
regions: { south: { podCidrs: [10.16.0.0/14], serviceCidrs: [10.20.0.0/16], apiServerCidrs: [10.0.4.0/28] } }
higress: { chart: { path: ./chart }, crds: ./crds.yaml }
tenants:
`;

const nacos = "{ name: nacos, type: nacos2, domain: nacos.example, namespaceId: shop, cidrs: [192.0.2.0/28] }";
const tenant = (registries: string, routes: readonly string[], plugins = "[]") =>
  `${head}  - id: shop\n    owner: "#shop"\n    pluginServer: true\n    registries: [${registries}]\n    plugins: ${plugins}\n    routes:\n` +
  routes.map((route) => `      - { host: a.shop.aigw.example.com, ${route} }\n`).join("");

const plain = (text: string) => text.slice("fleets/test.yaml:".length).split("\n")[0];

describe("of a tenant with faults in single items", () => {
  it("the others are held against each other, and told by their own places", () => {
    const text = tenant(nacos, [
      "name: a, path: a, backend: { service: a, port: 80 }",
      "name: b, path: /b, backend: { service: b@nacso }",
      "name: c, path: /c, timeout: 30, backend: { service: c, port: 80 }",
      "name: b, path: /d, backend: { destinations: [{ service: d, port: 80, weight: 90 }, { service: e, port: 80, weight: 20 }] }",
    ]);
    expect(faultsOf(text).map(plain)).to.deep.equal([
      '12:57 tenants[0].routes[0].path: "a" is not a path',
      '13:81 tenants[0].routes[1].backend.service: tenant "shop" has no registry "nacso"',
      "14:70 tenants[0].routes[2].timeout: 30 is no length of time: it has no unit",
      '15:48 tenants[0].routes[3].name: tenant "shop" has two routes named "b"',
      "15:72 tenants[0].routes[3].backend.destinations: the weights add up to 110",
    ]);
  });

  it("nothing is said of what leads to a registry with faults, and plugins wait for what they are for", () => {
    const text = tenant(
      nacos.replace("shop,", "shop, port: high,"),
      ["name: a, path: /a, backend: { service: a@nacos }", "name: b, path: b, backend: { service: b, port: 80 }"],
      "[{ use: request-block, name: c, rules: [{ routes: [b, none], config: { urls: [x] } }] }]",
    );
    expect(faultsOf(text).map(plain)).to.deep.equal([
      '9:95 tenants[0].registries[0].port: "high" is text, where a number is wanted',
      '13:57 tenants[0].routes[1].path: "b" is not a path',
    ]);
  });

  it("nothing is said where a registry with faults has no legible name, or regions have others", () => {
    const lost = "name: a, path: /a, backend: { service: a@nacos }";
    expect(faultsOf(tenant(nacos.replace("name: nacos", "name: [nacos]"), [lost])).map(plain)).to.deep.equal([
      "9:20 tenants[0].registries[0].name: a list stands here, where text is wanted",
    ]);
  });
});

describe("a fleet with one fault in one item of a tenant", () => {
  // Of the largest not every item is tried, since each is a fleet to be judged.
  const files: readonly (readonly [string, number])[] = [
    ["fleets/test.yaml", 7],
    ...globSync("fleets/examples/*.yaml")
      .toSorted()
      .map((file) => [file, 1] as const),
  ];
  for (const [file, step] of files) {
    it(`has that fault alone: ${file}`, function () {
      this.timeout(120_000);
      const text = readFileSync(file, "utf8");
      const { tenants } = parseDocument(text).toJS() as { tenants: readonly Record<string, unknown>[] };
      for (const [at, each] of tenants.entries()) {
        for (const list of ["routes", "registries", "plugins"]) {
          for (let place = 0; place < ((each[list] ?? []) as readonly unknown[]).length; place += step) {
            const document = parseDocument(text);
            document.setIn(["tenants", at, list, place, "nonsense"], 1);
            const [fault, ...others] = faultsOf(String(document), file);
            expect(others, fault).to.deep.equal([]);
            expect(fault).to.contain(`tenants[${at}].${list}[${place}]`);
          }
        }
      }
    });
  }
});
