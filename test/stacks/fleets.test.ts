import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import { fleetJsonSchema } from "../../plan/jsonSchema.ts";
import { settingsIn, settingsUsed } from "./settings.ts";

const written = (path: string): unknown => parse(readFileSync(path, "utf8"));

const canary = [
  ...["repository", "name", "version"].map((key) => `chart<repository>.${key}`),
  ...["oci", "version"].map((key) => `chart<oci>.${key}`),
  ...["chart<path>.path", "gateways[]", "tenants[]"],
];

describe("fleets/test.yaml", () => {
  it("uses every setting there is", function () {
    this.timeout(60_000);
    const schema = fleetJsonSchema();
    const all = settingsIn(schema);
    expect(all).to.include("tenants<array>[].registries[]<consul>.credentials.secret");
    const used = settingsUsed(schema, written("fleets/test.yaml"));
    // Own sizes and whoever has a size write the same numbers: one of them is enough.
    const same = (path: string) =>
      path
        // What is otherwise in a region is written like what it replaces.
        .replace(/^(tenants<array>\[\]\.)inRegion\.\*\./, "$1")
        .replace(/^(sizes\.\*|(entry|gateways\[\]|tenants<array>\[\])\.resources)\.(?!base)/, "resources.")
        .replace(/^(entry|gateways\[\]|tenants<array>\[\])\.(?=pluginServer|redis)/, "")
        // One of a page and an answer excludes the other; the fleet has the one here, and a tenant the other.
        .replace(/^tenants<array>\[\]\.(?=maintenance\.(page|answer))/, "")
        // What a route leads to is written alike wherever it stands.
        .replace(
          /(variants\[\]\.)?backend(<\w+>\.(destinations\[\]|blue|green))?<(service|registry)>(?!\.(weight|region))/,
          "backend<$4>",
        )
        .replace(/(variants\[\]\.)?(backend<destinations>\.)(destinations\[\])<\w+>(?=\.weight)/, "$2$3")
        // Whatever it leads to, and for whomever.
        .replace(/(variants\[\]\.)?(backend<destinations>\.)(destinations\[\])<\w+>(?=\.region)/, "$2$3")
        .replace(/variants\[\]\.(?=backend<destinations>\.shares)/, "")
        // Whoever fills the certificate's Secret.
        .replace(/certificates\[\]<\w+>\.(?=clientAuthority)/, "certificates[].")
        // Rules of every plugin are for routes or hosts, and one is told alike for all requests and for those of a rule.
        .replace(/plugins\[\]<[\w-]+>\.rules\[\]<\w+>\.(?=routes|hosts)/, "plugins[].rules[].")
        .replace(/(plugins\[\]<[\w-]+>)\.rules\[\]<\w+>\.config/, "$1.config")
        .replace(/<(cluster-key-rate-limit|ai-token-ratelimit)>/, "<counted>")
        .replace(/^plugins\.versions\.[\w-]+/, "plugins.versions.*")
        // One provider of language models excludes the others: test/plan/plugins/builtin/ai-proxy.test.ts has each.
        .replace(
          /\.provider<\w+>\.(type|tokens.*|url|domain|search|compatible|server|port)$/,
          ".provider.tokens[].secret",
        );
    const anywhere = new Set([...used].map(same));
    // A gateway's route is as a tenant's, but that it may lead into another namespace.
    const isAlike = (path: string) => path.startsWith("gateways[].routes[].") && !path.endsWith(".namespace");
    const left = [...all].filter((path) => !anywhere.has(same(path)) && !isAlike(path));
    expect(left).to.deep.equal([
      // The addresses of its load balancers are those of one cluster; prod.yaml has two regions that are near.
      "regions.*.near[]",
      // One source of a chart excludes the others, and tenants in the file their own files: prod.yaml has the rest but OCI.
      ...["repository", "name", "version"].map((key) => `higress.chart<repository>.${key}`),
      ...["oci", "version"].map((key) => `higress.chart<oci>.${key}`),
      // There is one stand-in for the chart: test/cluster/canary.test.ts makes another of it.
      ...canary.map((key) => `higress.canary.${key}`),
      // The class must exist, and a local cluster has none but its own, which are not for gateways.
      "higress.priorityClass",
      // A volume needs somebody who makes it, and a local cluster has nobody.
      ...["size", "class"].map((key) => `entry.redis<cpu>.storage.${key}`),
      "entry.priorityClass",
      // Its chart is a directory, and the server's image has to be named then.
      "entry.pageServer<boolean>",
      // A waiver ends after 90 days at the latest, so an example would go bad.
      ...["rule", "scope<tenant>.tenant", "scope<namespace>.namespace", "scope<urn>.urn"].map(
        (key) => `waivers[].${key}`,
      ),
      ...["reason", "owner", "expires"].map((key) => `waivers[].${key}`),
      // The local cluster has no Prometheus operator; prod.yaml says what it needs.
      ...["labels.*", "interval", "sampleLimit"].map((key) => `monitoring.scrape<podMonitor>.podMonitor.${key}`),
      ...["size", "class"].map((key) => `gateways[].redis<cpu>.storage.${key}`),
      "gateways[].priorityClass",
      "tenants<string>",
      ...["size", "class"].map((key) => `tenants<array>[].redis<cpu>.storage.${key}`),
      // A key would have to be in the repository; test/cluster/test-stack.test.ts makes one.
      ...["file.certificate", "file.key", "secret", "names[]"].map(
        (key) => `tenants<array>[].certificates[]<file>.${key}`,
      ),
      // As with `near`.
      ...["", "variants[]."].flatMap((whose) =>
        ["near", "remote"].map((key) => `tenants<array>[].routes[].${whose}backend<destinations>.shares.${key}`),
      ),
    ]);
  });

  it("has every type of registry and every way to compare paths", () => {
    const { tenants } = written("fleets/test.yaml") as {
      readonly tenants: readonly {
        readonly registries: readonly { readonly type: string }[];
        readonly routes: readonly { readonly pathType?: string }[];
      }[];
    };
    const types = tenants.flatMap(({ registries }) => registries.map(({ type }) => type));
    expect(new Set(types)).to.deep.equal(
      new Set(["nacos", "nacos2", "nacos3", "zookeeper", "consul", "eureka", "static", "dns"]),
    );
    const pathTypes = tenants.flatMap(({ routes }) => routes.map(({ pathType }) => pathType));
    expect(pathTypes).to.include.members(["Prefix", "Exact", "ImplementationSpecific"]);
  });

  it("is a fleet to be thrown away, on one local cluster", () => {
    expect(written("fleets/test.yaml")).to.include({ environment: "test", protect: false });
  });
});
