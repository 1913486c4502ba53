import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse, stringify } from "yaml";
import { installationsOf } from "../../../plan/index.ts";
import type { Entry, Tenant } from "../../../plan/model.ts";
import { chartLine, chartOfFleet } from "../../../tools/images/chart.ts";
import { neededImages } from "../../../tools/images/images.ts";
import { chart as standIn, type Values } from "../../chart/helm.ts";
import { isMap, put } from "../../chart/values.ts";
import { planStack } from "../../stacks/stack.ts";

const repository = (name: string, version: string) =>
  ({ from: "repository", repository: "https://charts.example.com", name, version }) as const;

describe("the chart of a list of images", function () {
  this.timeout(120_000);
  let directory: string;

  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), "higress-fleet-images-")), "it");
    cpSync(standIn, directory, { recursive: true });
  });
  afterEach(() => rmSync(join(directory, ".."), { recursive: true }));

  const edit = (file: string, path: readonly string[], value: unknown): void => {
    const content: unknown = parse(readFileSync(join(directory, file), "utf8"));
    writeFileSync(join(directory, file), stringify(put(isMap(content) ? content : {}, path, value)));
  };
  const local = () => ({ from: "path", path: directory }) as const;
  const alone = (tenant: Tenant): Tenant => {
    const { pluginServer, redis, ...rest } = tenant;
    return { ...(pluginServer || redis ? rest : tenant), plugins: [] };
  };
  const unpaged = (entry: Entry): Entry => {
    const { pageServer, ...rest } = entry;
    return pageServer ? rest : entry;
  };
  /** Without servers beside the gateways, and plugins, which no chart names: what a chart's own values switch on is told apart from what the fleet asks for. */
  const plan = planStack("fleets/test.yaml", "local", (fleet) => ({
    ...fleet,
    entry: unpaged(fleet.entry),
    gateways: [],
    tenants: fleet.tenants.map(alone),
  }));

  /** What Helm renders from the directory with the plan's values. */
  const rendered = (): readonly string[] => {
    const [values] = installationsOf(plan).map(({ release }): Values => release.values);
    const file = join(directory, "..", "values.json");
    writeFileSync(file, JSON.stringify(values));
    const helm = process.env["HELM"] ?? "helm";
    const output = execFileSync(helm, ["template", "higress", directory, "--values", file], { encoding: "utf8" });
    return [
      ...new Set([...output.matchAll(/^\s+(?:- )?image: "?([^"\s]+)"?$/gm)].map(([, image = ""]) => image)),
    ].toSorted();
  };
  const listed = () => neededImages([plan], () => chartOfFleet(local(), "higress.chart")).map(({ image }) => image);

  it("is read where it is a directory, whatever that is called: appVersion is the tag, as Helm has it", () => {
    edit("Chart.yaml", ["appVersion"], "v2.3.0-rc.1");
    edit("Chart.yaml", ["version"], "0.7.1");
    expect(listed()).to.deep.equal(
      ["gateway", "higress", "pilot"].map((image) => `registry.example.com/mirror/higress/${image}:v2.3.0-rc.1`),
    );
    expect(listed()).to.deep.equal(rendered());
    expect(chartLine(local(), chartOfFleet(local(), "higress.chart"))).to.equal(
      `higress-core 0.7.1 from directory ${directory}`,
    );
  });

  const changes: Readonly<Record<string, { readonly path: string; readonly value: unknown; readonly adds: string }>> = {
    "a tag": {
      path: "gateway.tag",
      value: "2.2.4-patched",
      adds: "registry.example.com/mirror/higress/gateway:2.2.4-patched",
    },
    "a name": { path: "pilot.image", value: "discovery", adds: "registry.example.com/mirror/higress/discovery:2.2.4" },
    "a registry": {
      path: "controller.hub",
      value: "other.example.com",
      adds: "other.example.com/higress/higress:2.2.4",
    },
    "the plugin server": {
      path: "global.enablePluginServer",
      value: true,
      adds: "registry.example.com/mirror/higress/plugin-server:2.2.4",
    },
    Redis: {
      path: "global.enableRedis",
      value: true,
      adds: "registry.example.com/mirror/higress/redis-stack-server:7.4.0-v3",
    },
    Promtail: { path: "global.o11y.enabled", value: true, adds: "registry.example.com/mirror/higress/promtail:2.9.4" },
  };
  for (const [what, { path, value, adds }] of Object.entries(changes)) {
    it(`is read with ${what} of its own values, as Helm has it`, () => {
      expect(listed()).not.to.include(adds);
      edit("values.yaml", path.split("."), value);
      expect(listed()).to.include(adds);
      expect(listed()).to.deep.equal(rendered());
    });
  }

  it("names as upstream what its own values name, mirrored before or not", () => {
    edit("values.yaml", ["global", "hub"], "first.example.com");
    edit("values.yaml", ["pilot", "hub"], "second.example.com");
    expect(
      neededImages([plan], () => chartOfFleet(local(), "higress.chart")).map(({ image, upstream }) => [
        image,
        upstream,
      ]),
    ).to.deep.equal([
      ["registry.example.com/mirror/higress/gateway:2.2.4", "first.example.com/higress/gateway:2.2.4"],
      ["registry.example.com/mirror/higress/higress:2.2.4", "first.example.com/higress/higress:2.2.4"],
      ["second.example.com/higress/pilot:2.2.4", undefined],
    ]);
  });

  it("is told in one line, with the place it comes from", () => {
    const oci = { from: "oci", reference: "oci://registry.example.com/charts/higress-core", version: "2.2.4" } as const;
    expect(
      [repository("higress-core", "2.2.4"), oci].map((chart) => chartLine(chart, chartOfFleet(chart, "higress.chart"))),
    ).to.deep.equal([
      "higress-core 2.2.4 from repository https://charts.example.com",
      "higress-core 2.2.4 from oci://registry.example.com/charts/higress-core",
    ]);
  });

  describe("is refused", () => {
    it("in a version whose values nobody told", () => {
      expect(() => chartOfFleet(repository("higress-core", "2.2.5"), "higress.chart")).to.throw(
        'higress.chart is "higress-core" 2.2.5, whose values are not known here, and they name its images. ' +
          "Get it with `helm pull` and tell its values: npm run chart:values -- <its directory or archive>.",
      );
    });

    it("when it is another chart", () => {
      for (const name of ["higress-console", "higress"]) {
        expect(() => chartOfFleet(repository(name, "2.2.4"), "higress.chart")).to.throw(
          `higress.chart is chart "${name}", and the program writes values for "higress-core" only: take that one.`,
        );
      }
      edit("Chart.yaml", ["name"], "nginx");
      expect(() => chartOfFleet(local(), "higress.chart")).to.throw('higress.chart is chart "nginx"');
    });

    for (const old of ["2.2.0", "v2.1.10", "latest"]) {
      it(`when it is of Higress ${old}`, () => {
        edit("Chart.yaml", ["appVersion"], old);
        expect(() => chartOfFleet(local(), "higress.chart")).to.throw(
          `higress.chart is of Higress "${old}", and how its images are called is known from 2.2.1 on: take a newer chart.`,
        );
      });
    }

    it("when its directory says no version of Higress, only wraps others, is no chart, or is not there", () => {
      edit("Chart.yaml", ["appVersion"], 2.2);
      const refused = `higress.chart.path: ${directory} cannot be taken for a chart: `;
      expect(() => chartOfFleet(local(), "higress.chart")).to.throw(
        `${refused}its Chart.yaml has no appVersion in quotes, which is the tag of its images.`,
      );
      rmSync(join(directory, "values.yaml"));
      edit("Chart.yaml", ["name"], "higress");
      cpSync(standIn, join(directory, "charts", "higress-core"), { recursive: true });
      expect(() => chartOfFleet(local(), "higress.chart")).to.throw(`${refused}it only wraps other charts.`);
      rmSync(join(directory, "Chart.yaml"));
      expect(() => chartOfFleet(local(), "higress.chart")).to.throw(`${refused}ENOENT`);
      rmSync(directory, { recursive: true });
      expect(() => chartOfFleet(local(), "higress.chart")).to.throw(`${refused}ENOENT`);
    });
  });
});
