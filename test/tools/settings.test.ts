import { expect } from "chai";
import { fleetJsonSchema, tenantJsonSchema } from "../../plan/jsonSchema.ts";
import { builtins } from "../../plan/plugins/builtins.ts";
import { settingsPage } from "../../tools/settings.ts";

describe("the page of settings", () => {
  const page = settingsPage(fleetJsonSchema(), tenantJsonSchema());
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  const row = (setting: string): string | undefined => rows.find((line) => line.startsWith(`| \`${setting}\` |`));

  it("tells path, type, default and meaning of each", () => {
    expect(row("protect")).to.equal(
      "| `protect` | boolean |  | Whether namespaces, releases and CRDs are protected from deletion. Default: the profile's. |",
    );
    expect(row("regions.<name>.dnsDomain")).to.equal(
      '| `regions.<name>.dnsDomain` | text | `"cluster.local"` | The cluster\'s DNS domain. |',
    );
    expect(row("regions.<name>.podCidrs")).to.equal(
      "| `regions.<name>.podCidrs` | list of texts | **required** | Networks that pods get their addresses from. |",
    );
    expect(row("gateways[].watch")).to.match(/^\| `gateways\[\]\.watch` \| `own`, `all` \| `"own"` \| /);
    expect(row("routes[].backend.destinations[].weight")).to.match(/\| whole number \|  \| Percent of the requests\./);
    expect(row("tenants")).to.match(/\| text or list of maps \| \*\*required\*\* \|/);
  });

  it("marks what is required in one form only", () => {
    expect(row("higress.chart.oci")).to.include("| **required** in its form |");
    expect(rows.filter((line) => line.startsWith("| `higress.chart.version` |"))).to.have.lengthOf(1);
  });

  it("has a table for each type of registry and each plugin", () => {
    const titles = [...page.matchAll(/^### (.+)$/gm)].map(([, title]) => title);
    expect(titles).to.deep.equal([
      ...["Nacos", "ZooKeeper", "Consul", "Eureka", "Static", "DNS"].map((type) => `${type} registry`),
      ...["own", ...builtins.map(({ name }) => name)].map((name) => `Plugin ${name}`),
    ]);
    expect(page.split("### Consul registry")[1]).to.include("| `datacenter` | text | **required** |");
  });

  it("has whole rows of four cells", () => {
    expect(rows.length).to.be.greaterThan(100);
    for (const line of rows) expect(line.split(/(?<!\\)\|/), line).to.have.lengthOf(6);
  });
});
