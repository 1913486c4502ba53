import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "chai";
import { planFile } from "../../fleets/plan.ts";
import { checkout } from "../../local/paths.ts";
import { objectsOf } from "../../plan/index.ts";
import { difference, versions } from "./changes.ts";
import { identity } from "./kubernetes.ts";
import { Site } from "./site.ts";

const minutes = (count: number): number => count * 60_000;
const run = promisify(execFile);

/** Answers in both regions; another is in the south alone. */
const shop = {
  id: "shop",
  owner: "shop@example.com",
  routes: [
    {
      name: "orders",
      host: "orders.shop.aigw.example.net",
      backend: {
        shares: { local: 80, near: 20 },
        destinations: [
          { service: "orders-south", port: 80, region: "south" },
          { service: "orders-north", port: 80, region: "north" },
        ],
      },
    },
    { name: "baskets", host: "baskets.shop.aigw.example.net", backend: { service: "baskets", port: 80 } },
  ],
};
const office = { id: "office", owner: "office@example.com", regions: ["south"] };

describe("two regions on two real API servers", function () {
  this.timeout(minutes(8));
  let south: Site;
  let north: Site;

  before(async () => {
    south = await Site.start("prod", 3);
    north = await Site.start("prod-north", 3);
    // One file for both, as a checkout has it.
    north.settings = { "higress-fleet:fleet": south.fleetFile };
    south.forgetTenants();
    south.edit((fleet) => {
      delete fleet["sizes"];
      delete fleet["monitoring"];
      // Of another name, so that small gateways are enough for the policy pack.
      fleet["environment"] = "trial";
      fleet["profile"] = "test";
      fleet["protect"] = false;
      fleet["entry"] = { size: "s" };
      fleet["gateways"] = [];
      fleet["dns"] = { externalDns: { ttl: 60 } };
      fleet["domains"] = { proof: "none" };
      fleet.higress = {
        chart: { path: "./local/chart/higress-core" },
        crds: "./local/chart/higress-core/crds/customresourcedefinitions.yaml",
      };
      fleet.tenants = [shop, office];
    });
  });
  after(async () => {
    await south.remove();
    await north.remove();
  });

  const evacuate = async (...more: readonly string[]): Promise<string> => {
    const tool = "tools/evacuate/main.ts";
    const words = ["--region", "south", "--fleet", south.fleetFile, ...more];
    return (await run(process.execPath, [tool, ...words], { cwd: checkout })).stdout;
  };

  const orders = async ({ kubernetes }: Site): Promise<string | undefined> => {
    const [route] = await kubernetes.get("ingresses", "-n", "shop-gateway", "--field-selector=metadata.name=orders");
    const { annotations } = (route?.metadata ?? {}) as { readonly annotations?: Readonly<Record<string, string>> };
    return annotations?.["higress.io/destination"];
  };
  const service = (name: string): string => `${name}.shop-gateway.svc.cluster.local:80`;

  it("come up from one file, each with its own shares and tenants", async () => {
    await south.must("up");
    await north.must("up");
    expect(await orders(south)).to.equal(`80% ${service("orders-south")}\n20% ${service("orders-north")}`);
    expect(await orders(north)).to.equal(`80% ${service("orders-north")}\n20% ${service("orders-south")}`);
    const names = (await north.kubernetes.everything()).map(identity);
    expect(names.filter((name) => name.includes("office"))).to.deep.equal([]);
  });

  it("change in nothing but what the plan says when one is drained, and in nothing more on the way back", async () => {
    // What the program registers, and what Helm records of releases: autoscalers change the number of pods whenever they like.
    const ours = async (site: Site, region: string) => {
      const planned = new Set(objectsOf(await planFile(south.fleetFile, region)).map(identity));
      const live = await site.kubernetes.everything();
      return versions(live.filter((object) => object.kind === "Secret" || planned.has(identity(object))));
    };
    const before = { south: await ours(south, "south"), north: await ours(north, "north") };
    const changed = async (site: Site, region: "south" | "north") =>
      difference(before[region], await ours(site, region));
    const told = await evacuate();
    expect(told).to.include("Written: ").and.include("~ Ingress  shop-gateway  orders");
    await north.must("up");
    expect(await orders(north)).to.equal(`100% ${service("orders-north")}`);
    expect(await changed(north, "north")).to.deep.equal(["networking.k8s.io/v1/Ingress shop-gateway/orders"]);
    expect(await changed(south, "south")).to.deep.equal([]);
    await south.must("up");
    expect(await orders(south)).to.equal(`100% ${service("orders-north")}`);
    expect(await changed(south, "south")).to.deep.equal([
      "networking.k8s.io/v1/Ingress higress-system/office",
      "networking.k8s.io/v1/Ingress higress-system/shop",
      "networking.k8s.io/v1/Ingress shop-gateway/orders",
    ]);
    await evacuate("--back");
    await north.must("up");
    expect(await orders(north)).to.equal(`80% ${service("orders-north")}\n20% ${service("orders-south")}`);
    expect(await changed(north, "north")).to.deep.equal(["networking.k8s.io/v1/Ingress shop-gateway/orders"]);
  });
});
