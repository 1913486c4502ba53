import { expect } from "chai";
import rule from "../../../policy/rules/env-segregation.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const entry = (path: string, value: unknown): Sketch => change(pick("entry.acme"), path, value);
const label = (key: string): string => `metadata.labels["higress-fleet.io/${key}"]`;

const names = ["global.multiCluster.clusterName", "clusterName", "controller.env.CLUSTER_ID"];
const overrides = ["pilot.env.CLUSTER_ID", "gateway.env.ISTIO_META_CLUSTER_ID"];

describe("env-segregation", () => {
  it("finds hosts of another environment, by whole words", () => {
    for (const host of ["api-test.acme.example", "staging.acme.example", "*.dev.acme.example", "API.QA.acme.example"]) {
      expect(found(rule, entry("spec.rules[1].host", host)), host).to.deep.equal(["spec.rules[1].host"]);
    }
    expect(messages(rule, entry("spec.rules[1].host", "api-test.acme.example"))).to.deep.equal([
      '"api-test.acme.example" is of environment "test", not of prod',
    ]);
    for (const host of ["contest.acme.example", "latest.acme.example", "devices.acme.example", "api.acme.test"]) {
      expect(found(rule, entry("spec.rules[1].host", host)), host).to.deep.equal([]);
    }
  });

  it("finds certificates, classes, namespaces and registries of another", () => {
    expect(found(rule, entry("spec.tls[0].secretName", "acme-staging-tls"))).to.deep.equal(["spec.tls[0].secretName"]);
    expect(found(rule, entry("spec.tls[0].hosts[0]", "*.test.acme.example"))).to.deep.equal(["spec.tls[0].hosts[0]"]);
    for (const name of ["higress-acme", "acme.namespace"]) {
      expect(found(rule, change(pick(name), "metadata.name", "acme-test")), name).to.deep.equal(["metadata.name"]);
    }
    const bridge = change(pick("acme.bridge"), "spec.registries[0].domain", "nacos.uat.acme.example");
    expect(found(rule, bridge)).to.deep.equal(["spec.registries[0].domain"]);
  });

  it("finds objects that say they are of another environment or region", () => {
    expect(messages(rule, change(pick("acme.quota"), label("fleet"), "test"))).to.deep.equal(['"test" is not "prod"']);
    expect(found(rule, change(pick("acme.quota"), label("region"), "north"))).to.deep.equal([label("region")]);
    for (const path of [...names, ...overrides].map((name) => `values.${name}`)) {
      expect(found(rule, change(pick("acme.release"), path, "north")), path).to.deep.equal([path]);
      expect(found(rule, change(pick("acme.release"), path, "south")), path).to.deep.equal([]);
    }
    expect(messages(rule, change(pick("acme.release"), "values.controller.env.CLUSTER_ID", "north"))).to.deep.equal([
      '"north" is not "south"',
    ]);
  });

  it("finds them in the umbrella chart, where it reads them", () => {
    const umbrella = change(change(pick("acme.release"), "chart", "higress"), "values", {});
    const [globals = "", ...inner] = names;
    const paths = [globals, ...[...inner, ...overrides, globals].map((name) => `higress-core.${name}`)];
    for (const path of paths) {
      const found = messages(rule, change(umbrella, `values.${path}`, "north"));
      expect(found, path).to.deep.equal(['"north" is not "south"']);
    }
    expect(found(rule, change(umbrella, "values.higress-core.clusterName", "north"))).to.deep.equal([
      "values.higress-core.clusterName",
    ]);
    expect(found(rule, change(umbrella, "values.clusterName", "north")), "nobody reads it").to.deep.equal([]);
  });

  it("reads the name of a cluster in a chart that it does not know", () => {
    const unknownChart = change(pick("acme.release"), "version", "9.9.9");
    expect(found(rule, unknownChart)).to.deep.equal([]);
    expect(found(rule, change(unknownChart, "values.clusterName", "north"))).to.deep.equal(["values.clusterName"]);
  });

  it("finds a stack that is called after neither", () => {
    const on = (stack: string) => found(rule, { ...pick("acme.quota"), stack });
    for (const stack of ["test", "prod-north", "prods", "production"]) expect(on(stack), stack).to.deep.equal([""]);
    for (const stack of ["prod", "prod-south", "south-prod"]) expect(on(stack), stack).to.deep.equal([]);
    const stackNames = ["{region}.{environment}"];
    const sketch = resource({ ...pick("acme.quota"), stack: "south.prod" });
    expect(judge(rule, sketch, facts(), { stackNames })).to.deep.equal([]);
  });

  it("does not take a tenant's name for an environment's", () => {
    const tenants = facts().tenants.map((tenant) => (tenant.id === "acme" ? { ...tenant, id: "load-test" } : tenant));
    const of = (host: string) => found(rule, entry("spec.rules[1].host", host), facts({ tenants }));
    expect(of("api.load-test.aigw.example.com")).to.deep.equal([]);
    expect(of("load-test-api.acme.example")).to.deep.equal([]);
    expect(of("api-test.load-test.aigw.example.com")).to.deep.equal(["spec.rules[1].host"]);
    expect(of("overload-test.acme.example")).to.deep.equal(["spec.rules[1].host"]);
  });

  it("judges any environment by the same words", () => {
    const test = { ...pick("entry.acme"), stack: "test" };
    const of = (host: string) =>
      found(
        rule,
        change(change(test, label("fleet"), "test"), "spec.rules[1].host", host),
        facts({ environment: "test" }),
      );
    expect(of("api.prod.acme.example")).to.deep.equal(
      [...(of("api.acme.example") ?? []), "spec.rules[1].host"].toSorted(),
    );
    expect(of("api-test.acme.example")).to.deep.equal(of("api.acme.example"));
    expect(of("qa.acme.example"), "another word for test").to.deep.equal(of("api.acme.example"));
  });

  it("takes other words as a setting", () => {
    const host = resource(entry("spec.rules[1].host", "lab.acme.example"));
    expect(judge(rule, host, facts())).to.deep.equal([]);
    expect(judge(rule, host, facts(), { words: { experiments: ["lab"] } })).to.have.length(1);
  });

  it("finds nothing in a lawful world, and nothing to judge in a stack without objects", () => {
    expect(found(rule, world())).to.deep.equal([]);
    expect(found(rule, [pick("acme")])).to.equal(undefined);
  });

  it("does not pass a host that preview cannot know", () => {
    expect(cannotKnow(rule, entry("spec.rules[1].host", unknown), "spec.rules[1].host")).to.equal(true);
  });
});
