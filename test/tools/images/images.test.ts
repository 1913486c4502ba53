import { expect } from "chai";
import { installationsOf, type Fleet, type Plan, type ReleasePlan } from "../../../plan/index.ts";
import { consoleChart } from "../../../plan/release.ts";
import type { Chart } from "../../../plan/model/higress.ts";
import { isRelease } from "../../../policy/model/kinds.ts";
import { podOf } from "../../../policy/model/pods.ts";
import { at, isRecord, type Tree } from "../../../policy/model/shape.ts";
import { chartOfFleet } from "../../../tools/images/chart.ts";
import { neededImages, type NeededImage } from "../../../tools/images/images.ts";
import { objects, renderConsole, renderEach } from "../../chart/helm.ts";
import { without } from "../../chart/values.ts";
import { resource } from "../../policy/harness.ts";
import { shownToPack } from "../../stacks/registered.ts";
import { planStack, stacks } from "../../stacks/stack.ts";
import { fleetOf } from "../../support/plan.ts";

/** Specifications of all pods in a rendering, whatever kind of object runs them. */
const podsIn = (rendering: string): readonly Tree[] =>
  objects(rendering).flatMap(({ spec }) => {
    const pod = at(spec, "template", "spec");
    return isRecord(pod) ? [pod] : [];
  });

/** What a rendering's pods run, `image:` by `image:`, found as text so that no container is missed. */
const imagesIn = (rendering: string): readonly string[] =>
  podsIn(rendering).flatMap((pod) => {
    const found: string[] = [];
    JSON.stringify(pod, (key, value: unknown) => {
      if (key === "image") found.push(String(value));
      return value;
    });
    return found;
  });

const consolesOf = (plan: Plan): readonly ReleasePlan[] =>
  installationsOf(plan).flatMap(({ console }) => (console ? [console] : []));
const renderings = (plan: Plan): readonly string[] => [
  ...renderEach(installationsOf(plan).map(({ release }) => release.values)),
  ...consolesOf(plan).map(({ values }) => renderConsole(values)),
];
const set = (list: readonly string[]): readonly string[] => [...new Set(list)].toSorted();
const plain = ({ image }: NeededImage): string => image;
const listed = (plan: Plan, chart: Chart): readonly NeededImage[] =>
  neededImages([plan], ({ console }, release) =>
    release === console
      ? chartOfFleet(consoleChart(chart), "higress.chart", "higress-console")
      : chartOfFleet(chart, "higress.chart"),
  );

describe("the list of images", function () {
  this.timeout(120_000);

  it("has the page server's image where that is another than the gateways'", () => {
    const image = "registry.example.com/mirror/envoyproxy/envoy:v1.36.0";
    const plan = planStack("fleets/test.yaml", "local", (fleet) => ({
      ...fleet,
      entry: { ...fleet.entry, pageServer: { replicas: 1, cpu: "50m", memory: "64Mi", image } },
    }));
    const found = listed(plan, fleetOf("fleets/test.yaml").higress.chart).filter((each) => each.image === image);
    expect(found).to.deep.equal([{ image, usedBy: { entry: 1, gateways: 0, tenants: 0 } }]);
  });

  for (const { stack, file, region } of stacks) {
    describe(`of stack ${stack}`, () => {
      const { higress } = fleetOf(file);
      const plan = planStack(file, region);
      let rendered: readonly string[];

      before(() => {
        rendered = renderings(plan);
      });

      /** Plugins are no pod's image; they have tests of their own below. */
      const bare = planStack(file, region, (fleet) => ({
        ...fleet,
        tenants: fleet.tenants.map((tenant) => ({ ...tenant, plugins: [] })),
      }));

      it("is what the chart's pods run with the values of the plan, no more and no less", () => {
        const images = listed(bare, higress.chart).map(plain);
        expect(images).to.deep.equal(set(rendered.flatMap(imagesIn)));
        expect(images.length).to.be.at.least(3);
      });

      it("names as upstream what the chart runs without the mirror", () => {
        const values = installationsOf(plan).map(({ release }) => without(release.values, ["global", "hub"]));
        const consoles = consolesOf(plan).map((each) => renderConsole(without(each.values, ["image"])));
        expect(set(listed(bare, higress.chart).map(({ upstream }) => upstream ?? "none"))).to.deep.equal(
          set([...renderEach(values), ...consoles].flatMap(imagesIn)),
        );
      });

      it("is made of every release that the program registers, and nothing else that it registers runs a pod", async () => {
        const registered = (await shownToPack(file, region)).map(resource);
        const releases = registered.filter(isRelease);
        expect(releases.map(({ props }) => props.values)).to.have.deep.members(
          [...installationsOf(plan).map(({ release }) => release), ...consolesOf(plan)].map(({ values }) => values),
        );
        const first = listed(plan, higress.chart).find(({ image }) => image.includes("/gateway:"));
        const { tenants, gateways } = plan;
        expect(first?.usedBy).to.deep.equal({ entry: 1, gateways: gateways.length, tenants: tenants.length });
        const { pageServer } = plan.entry;
        const own = registered.flatMap((resource) => podOf(resource)?.spec.containers ?? []);
        expect(own).to.deep.equal(pageServer?.deployment.spec.template.spec.containers ?? []);
      });

      it("can be pulled: every pod of every namespace has the fleet's pull secrets", () => {
        const expected = higress.imagePullSecrets.map((name) => ({ name }));
        expect(expected).to.deep.equal([{ name: "registry-credentials" }]);
        const pods = rendered.flatMap((rendering) => podsIn(rendering));
        expect(pods.length).to.be.at.least(2 * installationsOf(plan).length);
        for (const pod of pods) expect(pod.imagePullSecrets).to.deep.equal(expected);
        const pages = plan.entry.pageServer?.deployment.spec.template.spec;
        if (pages) expect(pages.imagePullSecrets).to.deep.equal(expected);
      });
    });
  }

  const prod = fleetOf("fleets/prod.yaml");
  const south = (change?: (fleet: Fleet) => Fleet): Plan => planStack("fleets/prod.yaml", "south", change);

  it("counts who runs in several regions once", () => {
    const plans = ["south", "north"].map((region) => planStack("fleets/prod.yaml", region));
    const [first] = neededImages(plans, () => chartOfFleet(prod.higress.chart, "higress.chart"));
    expect(first?.usedBy).to.deep.equal({ entry: 1, gateways: prod.gateways.length, tenants: prod.tenants.length });
    const running = plans.map(({ tenants }) => tenants.length);
    expect(Math.max(...running)).to.be.below(prod.tenants.length);
    expect(running.reduce((sum, tenants) => sum + tenants)).to.be.above(prod.tenants.length);
  });

  it("has nothing to copy where no mirror is named", () => {
    const published = south((fleet) => {
      const { hub, ...higress } = fleet.higress;
      expect(hub).to.equal("registry.example.net/mirror");
      return { ...fleet, higress };
    });
    const images = listed(published, prod.higress.chart);
    expect(images.map(plain)).to.deep.equal(
      ["gateway", "higress", "pilot"].map(
        (name) => `higress-registry.cn-hangzhou.cr.aliyuncs.com/higress/${name}:2.2.4`,
      ),
    );
    for (const image of images) expect(image).not.to.have.property("upstream");
  });

  it("is the same whether the chart comes from a repository, an OCI registry or a directory", () => {
    const from: readonly Chart[] = [
      { from: "oci", reference: "oci://registry.example.net/charts/higress-core", version: "2.2.4" },
      { from: "path", path: "./local/chart/higress-core" },
    ];
    for (const chart of from) {
      const plan = south((fleet) => ({ ...fleet, higress: { ...fleet.higress, chart } }));
      expect(listed(plan, chart)).to.deep.equal(listed(south(), prod.higress.chart));
    }
  });

  describe("with plugins", () => {
    it("has those of the worked example that come from a registry, and none that a plugin server has", () => {
      const { higress } = fleetOf("fleets/test.yaml");
      const found = listed(planStack("fleets/test.yaml", "local"), higress.chart).map(plain);
      const names = ["basic-auth", "cors", "ip-restriction", "jwt-auth", "key-auth", "key-rate-limit"];
      expect(found.filter((image) => image.includes("/plugins/"))).to.deep.equal([
        ...names.map((name) => `registry.example.com/mirror/plugins/${name}:2.0.0`),
        "registry.example.com/plugins/signatures:1.2.0",
      ]);
      expect(found.filter((image) => image.includes("://"))).to.deep.equal([]);
    });

    const plugin = (namespace: string, url: string) => ({
      ...{ apiVersion: "extensions.higress.io/v1alpha1", kind: "WasmPlugin", metadata: { name: "it", namespace } },
      spec: { url },
    });
    /** The plan with objects that no planner makes yet. */
    const planned = (plan: Plan, ...plugins: readonly ReturnType<typeof plugin>[]): readonly NeededImage[] => {
      const ingresses = [...plan.entry.ingresses, ...(plugins as unknown as Plan["entry"]["ingresses"])];
      const images = listed({ ...plan, entry: { ...plan.entry, ingresses } }, prod.higress.chart);
      return images.filter(({ image }) => !/\/higress\/(gateway|higress|pilot):2\.2\.4$/.test(image));
    };
    const hub = "registry.example.net/mirror";

    it("has each once, with its place at the publisher's where it is Higress's own", () => {
      expect(
        planned(
          south(),
          plugin("higress-system", `oci://${hub}/plugins/key-auth:1.0.0`),
          plugin("checkout-gateway", `oci://${hub}/plugins/key-auth:1.0.0`),
          plugin("checkout-gateway", `oci://${hub}/own/audit@sha256:${"ab".repeat(32)}`),
          plugin("checkout-gateway", "https://registry.example.net/files/audit.wasm"),
          plugin("somewhere-else", `oci://${hub}/plugins/foreign:1.0.0`),
        ),
      ).to.deep.equal([
        { image: "https://registry.example.net/files/audit.wasm", usedBy: { entry: 0, gateways: 0, tenants: 1 } },
        { image: `${hub}/own/audit@sha256:${"ab".repeat(32)}`, usedBy: { entry: 0, gateways: 0, tenants: 1 } },
        {
          image: `${hub}/plugins/key-auth:1.0.0`,
          upstream: "higress-registry.cn-hangzhou.cr.aliyuncs.com/plugins/key-auth:1.0.0",
          usedBy: { entry: 1, gateways: 0, tenants: 1 },
        },
      ]);
    });
  });

  it("has each tag that somebody's chart asks for", () => {
    const plan = planStack("fleets/test.yaml", "local");
    const table = chartOfFleet(fleetOf("fleets/test.yaml").higress.chart, "higress.chart");
    const next = { ...table, version: "2.2.5", appVersion: "2.2.5" };
    const gateways = neededImages([plan], ({ id }) => (id === "acme" ? next : table)).filter(({ image }) =>
      image.includes("/gateway:"),
    );
    expect(gateways.map(({ image, usedBy }) => [image.split("/").at(-1), usedBy.tenants])).to.deep.equal([
      ["gateway:2.2.4", plan.tenants.length - 1],
      ["gateway:2.2.5", 1],
    ]);
  });
});
