import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kubectl } from "../../local/cluster.ts";
import { resetCluster, startCluster } from "../../local/control-plane.ts";
import { checkout } from "../../local/paths.ts";
import { businessPolicy } from "../../tools/business-policy/policy.ts";
import { printed } from "../../tools/business-policy/print.ts";
import { fleetOf } from "../support/plan.ts";

describe("the policy of a cluster of services", function () {
  this.timeout(180_000);
  let home: string;

  before(async () => {
    const parent = join(checkout, ".fleet", "test");
    mkdirSync(parent, { recursive: true });
    home = mkdtempSync(join(parent, "business-policy-"));
    await startCluster({ home, nodes: 1 });
    await kubectl(home, "create", "namespace", "orders");
  });
  after(async () => {
    await resetCluster(home);
    rmSync(home, { recursive: true });
  });

  const asked = { tenant: "acme", regions: [], namespace: "orders", labels: { app: "orders" }, ports: [] };
  const made = businessPolicy(fleetOf("fleets/test.yaml"), asked);

  /** Applied where every unknown field is an error; what kubectl says of it. */
  const apply = async (change: (text: string) => string) => {
    const file = join(home, "policy.yaml");
    writeFileSync(file, change(printed(made, "acme").join("\n")));
    return kubectl(home, "apply", "--validate=strict", "-f", file);
  };

  it("is taken as it is printed, and kept as it was meant", async () => {
    expect(await apply((text) => text)).to.include({ code: 0 });
    const { stdout } = await kubectl(
      home,
      "-n",
      "orders",
      "get",
      "networkpolicy",
      made.policy.metadata.name,
      "-o=json",
    );
    const { spec } = JSON.parse(stdout) as { readonly spec: unknown };
    expect(spec).to.deep.equal(made.policy.spec);
  });

  it("would be refused with a field that there is none, or an address that is none", async () => {
    for (const [from, to, said] of [
      ["podSelector:", "podSelectors:", "podSelectors"],
      ["cidr: 198.51.100.128/25", "cidr: 198.51.100.128/33", "198.51.100.128/33"],
    ] as const) {
      const { code, stderr } = await apply((text) => text.replace(from, to));
      expect([code, stderr.includes(said)], stderr).to.deep.equal([1, true]);
    }
  });
});
