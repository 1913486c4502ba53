import { expect } from "chai";
import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";
import { faultsOf } from "../plan/written.ts";

type Tree = Readonly<Record<string, unknown>>;

/** The examples in YAML of a page of docs/, in its order. */
const examples = (page: string): readonly unknown[] =>
  [...readFileSync(`docs/${page}.md`, "utf8").matchAll(/```yaml\n([^]*?)```/g)].map(
    ([, text = ""]) => parse(text) as unknown,
  );

const facts = (at: number): Tree => ({
  podCidrs: [`10.${at}.0.0/16`],
  serviceCidrs: [`10.${at + 1}.0.0/16`],
  apiServerCidrs: [`192.0.2.${at}/32`],
  platformNamespaces: ["middleware"],
});
const regions: Readonly<Record<string, Tree>> = { south: facts(16), east: facts(24), north: facts(32) };

const shop: Tree = {
  id: "shop",
  owner: "#shop",
  network: { egress: [{ to: { cidr: "10.64.0.0/14" }, ports: [8080] }] },
  registries: [
    {
      name: "nacos",
      type: "nacos2",
      domain: "nacos.middleware.svc.cluster.local",
      namespaceId: "shop",
      groups: ["DEFAULT_GROUP", "ORDERS"],
    },
    { name: "billing", type: "static", endpoints: ["192.0.2.48:8443"], port: 443 },
  ],
};
const route: Tree = { name: "orders", host: "orders.shop.aigw.example.net" };

/** What is wrong with a fleet of one tenant that has this beside what the pages leave out. */
const faults = (tenant: Tree, own: Readonly<Record<string, Tree>> = {}): readonly string[] =>
  faultsOf(
    stringify(
      {
        environment: "test",
        domain: "aigw.example.net",
        regions: Object.fromEntries(Object.entries(regions).map(([name, each]) => [name, { ...each, ...own[name] }])),
        higress: {
          chart: { repository: "https://charts.example.com", name: "higress-core", version: "2.2.4" },
          crds: "https://charts.example.com/crds.yaml",
        },
        tenants: [{ ...shop, ...tenant }],
      },
      { aliasDuplicateObjects: false },
    ),
  );

describe("The examples of docs/discovery.md", () => {
  const all = examples("discovery");

  it("are taken as they are shown", () => {
    for (const example of all) {
      const shown = example as Tree;
      const tenant = Array.isArray(example)
        ? { registries: example as unknown }
        : "backend" in shown
          ? { routes: [{ ...route, ...shown }] }
          : shown;
      expect(faults(tenant), stringify(example)).to.deep.equal([]);
    }
    expect(all).to.have.length(4);
  });
});

describe("The examples of docs/regions.md", () => {
  const [first, second, third, ...others] = examples("regions") as readonly [
    { readonly regions: Readonly<Record<string, Tree>>; readonly tenants: readonly [Tree] },
    readonly [Tree],
    unknown,
    ...unknown[],
  ];

  it("are taken as they are shown, alone and with one another", () => {
    const [near] = first.tenants;
    expect(faults(near, first.regions)).to.deep.equal([]);
    const [otherwise] = second;
    expect(faults(otherwise)).to.deep.equal([]);
    expect(faults({ ...near, ...otherwise }, first.regions)).to.deep.equal([]);
  });

  it("are a fleet and a stack's configuration", () => {
    expect(third).to.deep.equal({ config: { "higress-fleet:peers": ["organization/higress-fleet/prod-north"] } });
    expect(others).to.deep.equal([]);
  });
});
