import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { checkout } from "../../local/paths.ts";
import { Site } from "./site.ts";

const standIn = "local/chart/higress-core";
/** Another build of the version whose values the policy pack knows. */
const next = "2.2.4+next";

interface HelmRelease {
  readonly namespace: string;
  readonly revision: string;
  readonly chart: string;
}

describe("a second chart on a real API server", function () {
  this.timeout(360_000);
  let site: Site;
  let directory: string;

  before(async () => {
    site = await Site.start("test", 2);
    // The pack tells a chart by the name of its directory.
    directory = join(site.home, "next", "higress-core");
    cpSync(standIn, directory, { recursive: true });
    const chart = join(directory, "Chart.yaml");
    writeFileSync(chart, readFileSync(chart, "utf8").replace(/^version: 2\.2\.4$/m, `version: ${next}`));
    site.forgetTenants();
    site.edit((fleet) => {
      fleet["gateways"] = [];
      fleet.tenants = ["acme", "globex"].map((id) => ({ id, owner: `${id}@example.com`, size: "s" }));
    });
    await site.must("up");
  });
  after(async () => site.remove());

  /** `globex-gateway 1 higress-core-2.2.4`, in the order of namespaces. */
  async function releases(): Promise<readonly string[]> {
    const all = JSON.parse(await site.helm("list", "--all-namespaces", "--output", "json")) as readonly HelmRelease[];
    return all.map(({ namespace, revision, chart }) => `${namespace} ${revision} ${chart}`).toSorted();
  }

  const others = ["globex-gateway 1 higress-core-2.2.4", "higress-system 1 higress-core-2.2.4"];

  it("goes to those that are named, and no other release changes", async () => {
    const path = `./${directory.slice(checkout.length + 1)}`;
    site.edit((fleet) => (fleet.higress["canary"] = { chart: { path }, tenants: ["acme"] }));
    await site.must("up");
    expect(await releases()).to.deep.equal([`acme-gateway 2 higress-core-${next}`, ...others]);
  });

  it("goes away again with the name", async () => {
    site.edit((fleet) => delete fleet.higress["canary"]);
    await site.must("up");
    expect(await releases()).to.deep.equal(["acme-gateway 3 higress-core-2.2.4", ...others]);
  });

  it("leaves CRDs that no later run goes back behind", async () => {
    const crds = (version: string) => {
      const file = join(site.home, version, "crds.yaml");
      cpSync(join(standIn, "crds/customresourcedefinitions.yaml"), file);
      site.edit((fleet) => (fleet.higress["crds"] = `./${file.slice(checkout.length + 1)}`));
    };
    crds("2.2.10");
    await site.must("up");
    crds("2.2.9");
    const { code, output } = await site.run("up");
    expect(code).not.to.equal(0);
    expect(output).to.include('higress.crds names those of "2.2.9", and the cluster has those of 2.2.10.');
    expect(output).to.include("Nothing was changed.");
  });
});
