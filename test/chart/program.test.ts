import { expect } from "chai";
import type { InstallationPlan } from "../../plan/index.ts";
import { planStack, stacks } from "../stacks/stack.ts";
import { chartTable } from "../../policy/model/release-charts.ts";
import { unknownValues } from "../../tools/upgrade/unknown.ts";
import { objects, renderConsole, type Values } from "./helm.ts";
import { altered, leaves, put, valueFaults, without } from "./values.ts";

/** Every installation of the project's stacks, one for each set of values that are set. */
function installations(): readonly InstallationPlan[] {
  const all = stacks.flatMap(({ file, region }) => {
    const { entry, gateways, tenants } = planStack(file, region);
    return [entry, ...gateways, ...tenants];
  });
  const paths = ({ release }: InstallationPlan): string =>
    JSON.stringify(leaves(release.values).map(({ path }) => path));
  return [...new Map(all.map((installation) => [paths(installation), installation])).values()];
}

describe("the values that the program sets", function () {
  this.timeout(120_000);

  const each = installations();

  it("differ between entry, gateways and tenants", () => {
    expect([...new Set(each.map(({ role }) => role))].sort()).to.deep.equal(["entry", "gateway", "tenant"]);
  });

  for (const { role, id, namespace, release } of each) {
    it(`are known to the chart and change what it renders: ${role} ${id}`, () => {
      // Beside the Gateway API, which has pilot read the same objects, it changes nothing; written out all the same, as everywhere.
      const { enableGatewayAPI } = release.values["global"] as Readonly<Record<string, unknown>>;
      const idle = enableGatewayAPI === true ? ["global.enableIstioAPI: changes nothing"] : [];
      expect(valueFaults(release.values, namespace.metadata.name)).to.deep.equal(idle);
      expect(leaves(release.values)).to.have.length.greaterThan(20);
    });
  }

  it("are known to the console's chart as well, and change what it renders", () => {
    // Without the Secret, which is another one each time.
    const text = (values: Values, namespace: string): string =>
      JSON.stringify(objects(renderConsole(values, namespace)).filter(({ kind }) => kind !== "Secret"));
    const consoles = each.flatMap(({ console }) => (console ? [console] : []));
    expect(consoles).to.have.length.greaterThan(1);
    const table = chartTable("higress-console", "2.2.4");
    if (table === undefined) throw new Error("the pack does not know the console's chart");
    for (const { values, namespace } of consoles) {
      expect(unknownValues(values, table)).to.deep.equal([]);
      const before = text(values, namespace);
      const idle = leaves(values).filter(
        ({ path, value }) =>
          text(without(values, path), namespace) === before &&
          text(put(values, path, altered(value)), namespace) === before,
      );
      expect(idle.map(({ path }) => path.join("."))).to.deep.equal([]);
    }
    expect(unknownValues({ replicas: 3, global: { useMCP: true } }, table)).to.deep.equal([
      "replicas",
      "global.useMCP",
    ]);
  });
});
